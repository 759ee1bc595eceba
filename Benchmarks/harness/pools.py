"""The pools that are compared, and what their programs print.

Each program measures everything once and prints one JSON object. It has every key of KEYS, null where there is no
figure; `chunk`, the call and the size of chunks that `chunked_per_second` was measured with; and `notes`, an object
with what must be said about some of the keys.
"""

import json
import os
import subprocess
from dataclasses import dataclass

from . import measure, peers

DEFAULT_PAGEPOOL = os.path.join(peers.BENCHMARKS, "PoolBenchmark", ".build", "release", "PoolBenchmark")

# What each key is, in the words of the report.
KEYS = {
    "single_per_second": "one task a message",
    "chunked_per_second": "in chunks",
    "round_trip_us": "there and back",
    "start_ms": "start, spawn",
    "start_forkserver_ms": "start, fork server",
    "start_fork_ms": "start, fork",
    "replace_ms": "replacing a dead worker",
    "fresh_spawn_ms": "a process for each task, spawn",
    "fresh_ms": "a process for each task, fork server",
    "fresh_fork_ms": "a process for each task, fork",
}


@dataclass
class PoolProgram:
    """A program that measures a pool."""

    name: str
    version: str
    command: list[str]

    def run(self) -> dict:
        """Runs it once and returns its figures."""
        try:
            figures = json.loads(measure.capture(self.command))
        except ValueError as error:
            raise measure.RunFailed(f"{self.name} does not print JSON: {error}") from error
        missing = {*KEYS, "chunk", "notes"} - figures.keys()
        if missing:
            raise measure.RunFailed(f"{self.name} says nothing about {', '.join(sorted(missing))}")
        return figures


def all_programs(pagepool: str, workers: int) -> list[PoolProgram]:
    """The programs in the order of the tables; PagePool comes first, as the factors are to it."""
    if not os.access(pagepool, os.X_OK):
        raise measure.RunFailed(
            f"{pagepool}: not there. Build it in Benchmarks/PoolBenchmark: "
            "swift build -c release --static-swift-stdlib, or name it: --pagepool")
    return [
        # A bare name would be looked up in PATH rather than here.
        PoolProgram("PagePool", _commit(), [os.path.abspath(pagepool), "--workers", str(workers)]),
        _peer("multiprocessing.Pool", "pool_multiprocessing.py", workers),
        _peer("ProcessPoolExecutor", "pool_futures.py", workers),
        _peer("pebble.ProcessPool", "pool_pebble.py", workers, "pebble"),
    ]


def _peer(name: str, script: str, workers: int, package: str | None = None) -> PoolProgram:
    """A pool in Python; `package` is where it comes from, None for Python itself."""
    versions = "import platform; print('Python', platform.python_version(), end='')"
    if package:
        versions += f"; from importlib.metadata import version; print(', {package}', version('{package}'), end='')"
    path = os.path.join(peers.BENCHMARKS, "peers", script)
    return PoolProgram(
        name, measure.capture([peers.ENVIRONMENT_PYTHON, "-c", versions]),
        [peers.ENVIRONMENT_PYTHON, path, "--workers", str(workers)])


def _commit() -> str:
    """The commit at hand, which is what the program is made from if it is up to date."""
    command = ["git", "-C", peers.BENCHMARKS, "describe", "--always", "--dirty"]
    try:
        return "commit " + subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "commit unknown"
