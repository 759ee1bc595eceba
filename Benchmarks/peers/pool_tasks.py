"""The tasks of the pools that are compared.

New worker processes import this module, so it asks for little itself: what it takes to load counts as their start.
"""

import os
import signal


def echo(number: int) -> int:
    """Does nothing, so that what is measured is the pool."""
    return number


def process(_: int) -> int:
    """Tells which process it was done in."""
    return os.getpid()


def die() -> None:
    """Ends its worker as a crash would: no Python code has a chance to tell the pool."""
    os.kill(os.getpid(), signal.SIGKILL)
