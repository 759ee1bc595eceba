"""Holds a folder of small documents against its goldens, beside rendering the same documents.

    golden_cost.py PDFSPLIT DIRECTORY ROUNDS COUNT
"""

import os
import shutil
import subprocess
import sys
from statistics import median

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import measure, report  # noqa: E402
from makers import cases  # noqa: E402

DPI = 150


def main() -> None:
    pdfsplit, directory, rounds, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    folder, target = os.path.join(directory, "cases"), os.path.join(directory, "rendered")
    os.mkdir(folder)
    paths = cases.write(folder, count)
    subprocess.run([pdfsplit, "golden", "record", "--mode", "missing", folder, "--quiet"], check=True)
    render = [pdfsplit, *paths, "--output-dir", target, "--dpi", str(DPI), "--quiet"]
    commands = {
        "golden verify": [pdfsplit, "golden", "verify", folder, "--quiet"],
        "render to PDF": render,
        "render to PNM": [*render, "--format", "pnm"],
        "render to PNG": [*render, "--format", "png"],
    }
    runs = {name: [] for name in commands}
    for number in range(rounds):
        for name in measure.in_turn(list(commands), number):
            shutil.rmtree(target, ignore_errors=True)
            os.mkdir(target)
            runs[name].append(measure.time_run(commands[name], None))
    wall, cpu = ({name: median(getattr(each, key) for each in runs[name]) for name in runs} for key in ("wall", "cpu"))
    base = "golden verify"
    rows = [
        [name, f"{wall[name]:.2f} s", f"{wall[base] / wall[name]:.2f}", f"{cpu[name]:.2f} s",
         f"{cpu[base] / cpu[name]:.2f}"] for name in commands]
    print(f"{count} documents of one to three pages at {DPI} dpi; medians of {rounds} rounds. Verifying takes so many "
          "times as long as each:\n")
    print("\n".join(report.table(["", "wall", "verifying to it", "CPU", "verifying to it"], rows, 1)))


main()
