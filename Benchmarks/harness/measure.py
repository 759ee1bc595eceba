"""Runs a program and measures what all of its processes cost together.

Every program here works in several processes or threads, so the figures of one process alone say little. Time and
memory are measured in runs of their own, because reading the memory of a process holds it up.
"""

import ctypes
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

SAMPLING_INTERVAL = 0.005
PR_SET_CHILD_SUBREAPER = 36


class RunFailed(Exception):
    """The program failed, so that its figures mean nothing."""


@dataclass
class Timing:
    """What one run took; `output_bytes` is None for programs that write no file.

    `supervisor_cpu` is the part of `cpu` that the process which was started has used itself, in all of its threads:
    what a program spends on handing out work and collecting results rather than on the work, if others do that.
    """

    wall: float
    cpu: float
    supervisor_cpu: float
    output_bytes: int | None


@dataclass
class PeakMemory:
    """The largest sum of PSS over all processes of one run, in bytes, and how well it was sampled.

    `files` is the part of that sum which is mapped files, such as the document and the program: the kernel can drop
    and read it again, the rest it cannot.
    """

    total: int
    files: int
    samples: int
    longest_gap: float


def time_run(command: list[str], output: str | None, accepted: tuple[int, ...] = (0,)) -> Timing:
    """Runs a command and takes its time; other exit codes than those accepted are failures."""
    _remove(output)
    # What the run before has written must not be flushed to disk at this one's expense.
    os.sync()
    with _Run(command, accepted=accepted) as run:
        run.wait()
    return Timing(run.wall, run.cpu, run.supervisor_cpu, _size(output))


def sample_memory(command: list[str], output: str | None) -> PeakMemory:
    """Runs a command and samples the memory of its processes until it ends."""
    _remove(output)
    peak = PeakMemory(0, 0, 0, 0)
    with _Run(command) as run:
        previous = time.perf_counter()
        while not run.has_ended():
            began = time.perf_counter()
            total, files = _tree_pss(os.getpid())
            if total > peak.total:
                peak.total, peak.files = total, files
            peak.samples += 1
            peak.longest_gap = max(peak.longest_gap, began - previous)
            previous = began
            time.sleep(max(0, SAMPLING_INTERVAL - (time.perf_counter() - began)))
    return peak


def capture(command: list[str]) -> str:
    """Runs a command and returns what it writes to standard output."""
    with tempfile.TemporaryFile() as output:
        with _Run(command, output) as run:
            run.wait()
        output.seek(0)
        return output.read().decode()


def in_turn(programs: list, number: int) -> list:
    """The order of the programs in a round: each round starts with another, so that none always runs after the same."""
    turn = number % len(programs)
    return programs[turn:] + programs[:turn]


class _Run:
    """A command under way. Leaving its `with` collects all its processes and fails if the command did."""

    def __init__(self, command: list[str], output=subprocess.DEVNULL, accepted: tuple[int, ...] = (0,)):
        self.accepted = accepted
        # Processes which the command does not collect come to this one, so that their CPU time is counted too.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.errors = tempfile.TemporaryFile()
        self.cpu = 0.0
        self.supervisor_cpu = 0.0
        self.wall = 0.0
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=self.errors)

    def __enter__(self) -> "_Run":
        return self

    def wait(self) -> None:
        self._collect(0)

    def has_ended(self) -> bool:
        return self._collect(os.WNOHANG)

    def _collect(self, flags: int) -> bool:
        pid = self.process.pid
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | flags) is None:
            return False
        self.wall = time.perf_counter() - self.began
        # Between its end and wait4 the process can still be asked for its own time; wait4 adds that of its children.
        self.supervisor_cpu = _cpu_clock(pid)
        _, status, usage = os.wait4(pid, 0)
        self.cpu += usage.ru_utime + usage.ru_stime
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return True

    def __exit__(self, kind, *_) -> None:
        with self.errors:
            if self.process.returncode is None:
                self._abort()
            self._collect_orphans()
            if kind is None and self.process.returncode not in self.accepted:
                self.errors.seek(0)
                text = self.errors.read().decode(errors="replace").strip()
                raise RunFailed(f"{' '.join(self.process.args)}: exit code {self.process.returncode}\n{text}")

    def _abort(self) -> None:
        """Ends the processes of a run that was interrupted; workers may not notice that they are alone."""
        descendants = _descendants(os.getpid())
        self.process.kill()
        self.wait()
        for pid in set(descendants) & set(_descendants(os.getpid())):
            os.kill(pid, signal.SIGKILL)

    def _collect_orphans(self) -> None:
        """Waits for the processes that the command has left behind."""
        while True:
            try:
                _, _, usage = os.wait3(0)
            except ChildProcessError:
                return
            self.cpu += usage.ru_utime + usage.ru_stime


def _cpu_clock(pid: int) -> float:
    """The CPU time of one process without its children, from the clock that the kernel keeps for each."""
    clock = ctypes.c_int()
    error = ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock))
    if error:
        raise OSError(error, os.strerror(error))
    return time.clock_gettime(clock.value)


def _tree_pss(root: int) -> tuple[int, int]:
    """The PSS of all descendants of a process, and the part of it which is mapped files, in bytes.

    PSS divides a page that several processes share among them, so that the sum counts it once.
    """
    total = files = 0
    for pid in _descendants(root):
        for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
            name, _, value = line.partition(":")
            if name == "Pss":
                total += int(value.split()[0]) * 1024
            elif name == "Pss_File":
                files += int(value.split()[0]) * 1024
                break
    return total, files


def _descendants(root: int) -> list[int]:
    found = _children(root)
    for pid in found:  # Grows meanwhile.
        found += _children(pid)
    return found


def _children(pid: int) -> list[int]:
    """The children of a process; the kernel lists them by the thread that made them."""
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    return [int(child) for thread in threads for child in _read(f"/proc/{pid}/task/{thread}/children").split()]


def _read(path: str) -> str:
    """The text of a file in /proc; nothing if the process has ended meanwhile."""
    try:
        with open(path) as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _remove(path: str | None) -> None:
    """Removes an output of an earlier run: replacing a file costs time that making one does not."""
    if path and os.path.exists(path):
        os.remove(path)


def _size(path: str | None) -> int | None:
    return os.path.getsize(path) if path else None
