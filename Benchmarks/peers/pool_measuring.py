"""What is measured of a Python pool, the same for each; the figures are printed as one JSON object.

A pool is a class with `ways` (how it does many tasks, by the name of the call), `tells_of_deaths` (whether a task whose
worker died has a result), `preload` (modules for the fork server), `open` and `give`. All have the same start methods.

Keys are those of harness/pools.py; `rates_by_chunk` has the rates from which the best one was chosen.

This module is imported by the measuring process alone. Workers import the peer's script and pool_tasks.
"""

import argparse
import json
import multiprocessing
import os
from statistics import median
from time import perf_counter

import pool_tasks
from pool_timing import NotMeasured, end_children, rate, time_limit

CHUNKS = (10, 100, 1000, 10000)
ROUND_TRIPS = 3000
STARTS = 10
DEATHS = 10
FRESH = {"fresh_fork_ms": "fork", "fresh_ms": "forkserver", "fresh_spawn_ms": "spawn"}
START = {"start_fork_ms": "fork", "start_forkserver_ms": "forkserver", "start_ms": "spawn"}


class Figures:
    """The figures so far, null where there is none, and what must be said about them."""

    def __init__(self):
        self.values = {}
        self.notes = {}

    def measure(self, key: str, measurement, *arguments) -> None:
        self.values[key] = None
        try:
            with time_limit():
                self.values[key] = measurement(*arguments)
        except NotMeasured as reason:
            self.notes[key] = str(reason)
        except Exception as error:
            self.notes[key] = f"fails: {type(error).__name__}: {error}"
        end_children()


def main(kind) -> None:
    parser = argparse.ArgumentParser(description="Measure a pool of processes.")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    multiprocessing.set_forkserver_preload(kind.preload)
    figures = measure_all(kind, options.workers)
    print(json.dumps({**figures.values, "notes": figures.notes}), flush=True)
    # A pool that hangs would keep the interpreter from its end.
    os._exit(0)


def measure_all(kind, workers: int) -> Figures:
    figures = Figures()
    figures.measure("single_per_second", single, kind, workers)
    figures.measure("rates_by_chunk", chunked, kind, workers)
    best = max((figures.values["rates_by_chunk"] or {}).items(), key=lambda item: item[1], default=(None, None))
    figures.values["chunk"], figures.values["chunked_per_second"] = best
    figures.measure("round_trip_us", round_trip, kind, workers)
    for key, method in START.items():
        figures.measure(key, start, kind, workers, method)
    figures.measure("replace_ms", replace, kind, figures.notes)
    for key, method in FRESH.items():
        figures.measure(key, fresh, kind, workers, method)
    return figures


def single(kind, workers: int) -> float:
    """Tasks a second, each in a message of its own."""
    with kind.open(workers) as pool:
        return rate(lambda count: check_echoes(first_way(kind)(pool, pool_tasks.echo, range(count), 1), count), 1000)


def chunked(kind, workers: int) -> dict[str, float]:
    """Tasks a second in chunks, for each way and size: which one is best is for the user to find out."""
    rates = {}
    with kind.open(workers) as pool:
        for name, way in kind.ways.items():
            for chunk in CHUNKS:
                rates[f"{name}, {chunk}"] = rate(
                    lambda count: check_echoes(way(pool, pool_tasks.echo, range(count), chunk), count),
                    max(1000, 4 * workers * chunk))
    return rates


def round_trip(kind, workers: int) -> float:
    """The median time, in microseconds, that one task takes there and back when nothing else is under way."""
    times = []
    with kind.open(workers) as pool:
        for number in range(ROUND_TRIPS):
            began = perf_counter()
            kind.give(pool, pool_tasks.echo, number)()
            times.append(perf_counter() - began)
    return median(times) * 1e6


def start(kind, workers: int, method: str) -> float:
    """The median time, in milliseconds, from making a pool to its first result."""
    times = []
    # The first pool starts the helpers that all later ones share: the fork server and the resource tracker.
    for _ in range(STARTS + 1):
        began = perf_counter()
        with kind.open(workers, method) as pool:
            kind.give(pool, pool_tasks.echo, 0)()
            times.append(perf_counter() - began)
    return median(times[1:]) * 1e3


def replace(kind, notes: dict[str, str]) -> float:
    """The median time, in milliseconds, from giving the only worker a task it dies of to the next task's result."""
    times = []
    with kind.open(1) as pool:
        kind.give(pool, pool_tasks.echo, 0)()
        for _ in range(DEATHS):
            began = perf_counter()
            death = kind.give(pool, pool_tasks.die)
            if kind.tells_of_deaths:
                wait_for_death(death)
            try:
                kind.give(pool, pool_tasks.echo, 0)()
            except Exception as error:
                raise NotMeasured(f"the pool is broken, every later task fails: {type(error).__name__}") from error
            times.append(perf_counter() - began)
        if not kind.tells_of_deaths:
            notes["replace_ms"] = without_result(death)
    return median(times) * 1e3


def wait_for_death(result) -> None:
    try:
        result()
    except Exception:
        return
    raise NotMeasured("the task has not ended its worker")


def without_result(result) -> str:
    try:
        result(timeout=2)
    except multiprocessing.TimeoutError:
        return "the result of the task whose worker dies never comes; this is the time of the task after it"
    raise NotMeasured("the task has a result although its worker died")


def fresh(kind, workers: int, method: str) -> float:
    """The time, in milliseconds, of each task in a process of its own, with all workers busy."""

    def check(processes, count: int) -> None:
        if len(set(processes)) != count:
            raise NotMeasured("some tasks shared a process")

    with kind.open(workers, method, tasks_per_process=1) as pool:
        way = first_way(kind)
        return 1e3 / rate(lambda count: check(way(pool, pool_tasks.process, range(count), 1), count), 4 * workers)


def check_echoes(results, count: int) -> None:
    if sum(results) != count * (count - 1) // 2:
        raise NotMeasured("a result is missing or wrong")


def first_way(kind):
    return next(iter(kind.ways.values()))
