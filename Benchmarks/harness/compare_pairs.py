"""Compares pairs of pictures with pdfsplit and with its peers: what they count, and what they take.

    compare_pairs.py PDFSPLIT DIRECTORY ROUNDS [PIXELMATCH]
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from typing import Callable

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import measure, pairs, peers, report  # noqa: E402

# Levels of 255.
TOLERANCE = 10


@dataclass
class Program:
    """A program under one of the rules; programs of one rule are to count the same."""

    name: str
    rule: str
    command: Callable[[str, str], list[str]]
    count: Callable[[subprocess.CompletedProcess], int]


def ours(pdfsplit: str, rule: str, *flags: str) -> Program:
    def count(result: subprocess.CompletedProcess) -> int:
        return (json.loads(result.stdout)["pages"][0].get("difference") or {"differing": 0})["differing"]

    return Program("pdfsplit", rule, lambda left, right: [pdfsplit, "compare", left, right, "--json", *flags], count)


def imagemagick(rule: str, *flags: str) -> Program:
    # It says the count on standard error.
    return Program(
        " ".join(["compare -metric AE", *flags]), rule,
        lambda left, right: ["compare", "-precision", "15", "-metric", "AE", *flags, left, right, "null:"],
        lambda result: round(float(result.stderr)))


def channel_rule(rule: str, tolerance: int) -> Program:
    script = os.path.join(peers.BENCHMARKS, "peers", "channel_rule.py")
    return Program(
        "diff-pdf's rule in NumPy", rule,
        lambda left, right: [peers.ENVIRONMENT_PYTHON, script, left, right, str(tolerance)],
        lambda result: int(result.stdout))


def pixelmatch(rule: str, checkout: str) -> Program:
    script = os.path.join(peers.BENCHMARKS, "peers", "pixelmatch_files.mjs")
    return Program(
        "pixelmatch", rule, lambda left, right: ["node", script, checkout, left, right],
        lambda result: json.loads(result.stdout)["differing"])


def programs(pdfsplit: str, checkout: str | None) -> list[Program]:
    exact, channel, seen = "Every pixel", f"More than {TOLERANCE} levels in a channel", "What people see"
    threshold = ("--metric", "channel", "--threshold", repr(TOLERANCE / 255), "--count-antialiasing")
    found = [
        ours(pdfsplit, exact, "--exact"), imagemagick(exact), channel_rule(exact, 0),
        ours(pdfsplit, channel, *threshold),
        # A little more than so many levels, so that these count as the same to the last bit.
        imagemagick(channel, "-fuzz", f"{(TOLERANCE + 0.2) / 2.55:.1f}%"), channel_rule(channel, TOLERANCE),
        ours(pdfsplit, seen)]
    return [*found, pixelmatch(seen, checkout)] if checkout else found


def run(program: Program, pair: pairs.Pair) -> subprocess.CompletedProcess:
    # Their status says whether the pictures differ.
    return subprocess.run(program.command(pair.left, pair.right), capture_output=True, text=True, check=False)


def measure_rule(rule: str, found: list[Program], made: list[pairs.Pair], rounds: int) -> bool:
    """Prints what programs of a rule count and take, and returns whether they count the same."""
    rows, agree = [], True
    for pair in made:
        counts = [program.count(run(program, pair)) for program in found]
        agree = agree and len(set(counts)) == 1
        runs = {program.name: [] for program in found}
        for number in range(rounds):
            for program in measure.in_turn(found, number):
                command = program.command(pair.left, pair.right)
                # Their status says whether the pictures differ.
                runs[program.name].append(measure.time_run(command, None, accepted=(0, 1)))
        wall, cpu = ([median(getattr(each, key) for each in runs[program.name]) for program in found]
                     for key in ("wall", "cpu"))
        cells = [f"{wall[0] * 1000:.0f} ms, {cpu[0] * 1000:.0f} ms"]
        cells += [
            f"{wall[i] * 1000:.0f} ms ×{wall[i] / wall[0]:.1f}, {cpu[i] * 1000:.0f} ms ×{cpu[i] / cpu[0]:.1f}"
            for i in range(1, len(found))]
        rows.append([pair.name, " ≠ ".join(f"{count:,}" for count in dict.fromkeys(counts)), *cells])
    head = ["pair", "pixels", *(program.name for program in found)]
    print(f"\n### {rule}\n\n" + "\n".join(report.table(head, rows, 1)), flush=True)
    return agree


def matching_alone(found: list[Program], made: list[pairs.Pair], rounds: int) -> None:
    """Prints how long pixelmatch takes when pixels are at hand, beside the whole of pdfsplit."""
    peer = found[-1]
    if peer.name != "pixelmatch":
        return
    cells = []
    for pair in made:
        times = [json.loads(run(peer, pair).stdout)["milliseconds"] for _ in range(rounds)]
        cells.append(f"{pair.name} {median(times):.0f} ms")
    print("\npixelmatch alone, with the pixels at hand: " + ", ".join(cells) + ".")


def main() -> None:
    pdfsplit, directory, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    found = programs(pdfsplit, sys.argv[4] if len(sys.argv) > 4 else None)
    made = pairs.make(pdfsplit, directory)
    print(f"Pairs of PNG files, A4 at {pairs.DPI} dpi in RGB: wall time and CPU time, medians of {rounds} rounds, and "
          "factors to pdfsplit. The programs of a table count the same pixels.")
    agree = True
    for rule in dict.fromkeys(program.rule for program in found):
        agree = measure_rule(rule, [program for program in found if program.rule == rule], made, rounds) and agree
    matching_alone(found, made, rounds)
    if not agree:
        sys.exit("programs with the same rule do not agree")


main()
