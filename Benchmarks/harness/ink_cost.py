"""Measures what inks cost beside RGB, with pdfsplit and with a program that converts them naively.

    ink_cost.py PDFSPLIT DIRECTORY ROUNDS
"""

import os
import subprocess
import sys
from statistics import median

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import measure, report  # noqa: E402
from makers import inks  # noqa: E402

DPI = 300
COLORS = {"inks": False, "RGB": True}


def require_naive(document: str, picture: str) -> None:
    """Makes sure that mutool was built without ICC, as Debian does it: full cyan is 0 255 255 then."""
    with open(document, "wb") as file:
        page = inks.Page()
        page.operators.append("1 0 0 0 k 0 0 600 1000 re f")
        file.write(page.file())
    subprocess.run(["mutool", "draw", "-q", "-r", "1", "-c", "rgb", "-F", "pnm", "-o", picture, document], check=True,
                   stderr=subprocess.DEVNULL)
    with open(picture, "rb") as file:
        if bytes([0, 255, 255]) * 4 not in file.read():
            sys.exit("mutool converts inks by profiles here, so that it is no measure of the naive conversion.")


def main() -> None:
    pdfsplit, directory, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    os.makedirs(directory, exist_ok=True)
    picture = os.path.join(directory, "page-1.ppm")
    require_naive(os.path.join(directory, "cyan.pdf"), picture)
    rows = []
    for kind in inks.KINDS:
        commands = {}
        for name, is_rgb in COLORS.items():
            source = os.path.join(directory, f"{kind}-{name}.pdf")
            with open(source, "wb") as file:
                file.write(inks.make(kind, is_rgb))
            pattern = os.path.join(directory, "page-%d.ppm")
            commands["pdfsplit", name] = [
                pdfsplit, "--dpi", str(DPI), "--jobs", "1", "--color", "rgb", "--quiet", source, pattern]
            commands["mutool", name] = [
                "mutool", "draw", "-q", "-r", str(DPI), "-c", "rgb", "-F", "pnm", "-o", pattern, source]
        times = {key: [] for key in commands}
        for number in range(rounds):
            for key in measure.in_turn(list(commands), number):
                times[key].append(measure.time_run(commands[key], picture).cpu)
        cpu = {key: median(values) for key, values in times.items()}
        factors = {program: cpu[program, "inks"] / cpu[program, "RGB"] for program in ("pdfsplit", "mutool")}
        cells = [kind]
        for program, factor in factors.items():
            cells += [f"{cpu[program, name] * 1000:.0f} ms" for name in COLORS] + [f"×{factor:.2f}"]
        rows.append([*cells, f"×{cpu['pdfsplit', 'inks'] / cpu['mutool', 'inks']:.2f}"])

    print(report.machine_line(report.machine()) + "\n")
    print(f"CPU time of a page at {DPI} dpi with one worker, written as a PPM; medians of {rounds} rounds. mutool takes inks "
          "for 1 - c - k.\n")
    head = ["page", "pdfsplit, inks", "RGB", "factor", "mutool, inks", "RGB", "factor", "pdfsplit to mutool, inks"]
    print("\n".join(report.table(head, rows, 1)))


main()
