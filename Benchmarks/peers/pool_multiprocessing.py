"""Measures multiprocessing.Pool and prints the figures as JSON: pool_multiprocessing.py [--workers N]."""

import multiprocessing
from contextlib import contextmanager


class MultiprocessingPool:
    """The pool as pool_measuring.py wants it."""

    # The first is the one for single tasks. `map` makes a list of all results, which may still be faster.
    ways = {
        "imap_unordered": lambda pool, task, numbers, chunk: pool.imap_unordered(task, numbers, chunk),
        "map": lambda pool, task, numbers, chunk: pool.map(task, numbers, chunk),
    }
    # The result of a task whose worker dies never comes, so nothing can wait for it.
    tells_of_deaths = False
    preload = ["multiprocessing.pool"]

    @staticmethod
    @contextmanager
    def open(workers: int, method: str = "fork", tasks_per_process: int | None = None):
        context = multiprocessing.get_context(method)
        with context.Pool(workers, maxtasksperchild=tasks_per_process) as pool:
            yield pool

    @staticmethod
    def give(pool, task, *arguments):
        """Gives the pool one task and returns what waits for its result; apply() does just this."""
        return pool.apply_async(task, arguments).get


if __name__ == "__main__":
    import pool_measuring

    pool_measuring.main(MultiprocessingPool)
