"""Measures rates, and gives up on what hangs."""

import multiprocessing
import signal
from contextlib import contextmanager
from time import perf_counter

# About what one measurement of a rate takes.
SECONDS = 1.2
# A measurement that takes so long hangs.
LIMIT = 60


class NotMeasured(BaseException):
    """Why there is no figure. It is no Exception because it may come from a signal in the middle of a pool's code."""


def rate(run, count: int) -> float:
    """Runs a second of what `run` does so many times, measured over about SECONDS.

    Shorter runs go first, to warm up and to find out how many that is.
    """
    while True:
        began = perf_counter()
        run(count)
        seconds = perf_counter() - began
        if seconds > SECONDS / 2:
            return count / seconds
        count = int(count * min(10, SECONDS / seconds)) + 1


@contextmanager
def time_limit():
    """Ends what hangs: some pools do, and a report with a hole is better than none."""

    def give_up(*_):
        raise NotMeasured(f"hangs: not done after {LIMIT} s")

    signal.signal(signal.SIGALRM, give_up)
    # Again and again, because closing the pool may hang too.
    signal.setitimer(signal.ITIMER_REAL, LIMIT, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def end_children() -> None:
    """Ends the workers of a pool that was given up."""
    for child in multiprocessing.active_children():
        child.kill()
