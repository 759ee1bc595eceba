"""Measures concurrent.futures.ProcessPoolExecutor and prints the figures as JSON: pool_futures.py [--workers N]."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


class FuturesPool:
    """The executor as pool_measuring.py wants it."""

    ways = {"map": lambda executor, task, numbers, chunk: executor.map(task, numbers, chunksize=chunk)}
    tells_of_deaths = True
    preload = ["concurrent.futures.process"]

    @staticmethod
    @contextmanager
    def open(workers: int, method: str = "fork", tasks_per_process: int | None = None):
        # Python 3.10 has no such argument, and need not do without the other measurements.
        limit = {"max_tasks_per_child": tasks_per_process} if tasks_per_process else {}
        executor = ProcessPoolExecutor(workers, multiprocessing.get_context(method), **limit)
        try:
            yield executor
        except BaseException:
            # One that hangs must not be waited for.
            executor.shutdown(wait=False, cancel_futures=True)
            raise
        executor.shutdown()

    @staticmethod
    def give(executor, task, *arguments):
        """Gives the executor one task and returns what waits for its result."""
        return executor.submit(task, *arguments).result


if __name__ == "__main__":
    import pool_measuring

    pool_measuring.main(FuturesPool)
