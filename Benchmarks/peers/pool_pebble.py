"""Measures pebble.ProcessPool and prints the figures as JSON: pool_pebble.py [--workers N]."""

import multiprocessing
from contextlib import contextmanager

import pebble


class PebblePool:
    """The pool as pool_measuring.py wants it."""

    ways = {"map": lambda pool, task, numbers, chunk: pool.map(task, numbers, chunksize=chunk).result()}
    tells_of_deaths = True
    preload = ["pebble"]

    @staticmethod
    @contextmanager
    def open(workers: int, method: str = "fork", tasks_per_process: int | None = None):
        pool = pebble.ProcessPool(workers, tasks_per_process or 0, context=multiprocessing.get_context(method))
        try:
            yield pool
        finally:
            pool.stop()
            pool.join()

    @staticmethod
    def give(pool, task, *arguments):
        """Gives the pool one task and returns what waits for its result."""
        return pool.schedule(task, arguments).result


if __name__ == "__main__":
    import pool_measuring

    pool_measuring.main(PebblePool)
