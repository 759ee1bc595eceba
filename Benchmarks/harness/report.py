"""Tables and JSON. The table is made from the record that the JSON has, so that the two cannot disagree."""

import datetime
import json
import os
import platform
from statistics import median


def machine() -> dict:
    """Where and when it was measured. The load tells whether the machine had anything else to do."""
    return {
        "date": datetime.date.today().isoformat(),
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "kernel": platform.release(),
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def write_json(record: dict, path: str | None) -> None:
    if path:
        with open(path, "w") as file:
            json.dump(record, file, indent=2)
            file.write("\n")


def machine_line(machine: dict) -> str:
    return (
        f"{machine['date']}, {machine['cores']} cores ({machine['processor']}), Linux {machine['kernel']}, "
        f"load {machine['load_at_start']} at the start.")


def comparison(record: dict) -> str:
    """The whole report of a comparison in Markdown."""
    programs = "; ".join(f"{name}: {version}" for name, version in record["versions"].items())
    lines = [
        machine_line(record["machine"]), "", f"{programs}.", "",
        f"{record['dpi']} dpi, medians (least to most); the factors are to pdfsplit."]
    for document in record["documents"]:
        lines += ["", f"### {document['name']}", "", *_comparison_table(document["programs"])]
    return "\n".join(lines)


def _comparison_table(programs: list[dict]) -> list[str]:
    base = programs[0]
    has_memory = "memory" in base
    head = ["program", "runs", "wall", "CPU", "output"] + ["peak PSS"] * has_memory
    rows = []
    for program in programs:
        row = [program["name"], str(len(program["runs"]))]
        for key in ("wall", "cpu"):
            row.append(_seconds(_column(program, key)) + _factor(_column(program, key), _column(base, key)))
        sizes, base_sizes = _column(program, "output_bytes"), _column(base, "output_bytes")
        row.append(megabytes(median(sizes)) + _factor(sizes, base_sizes) if sizes else "none")
        if has_memory:
            peak, base_peak = program["memory"]["total"], base["memory"]["total"]
            row.append(megabytes(peak) + _factor([peak], [base_peak]))
        rows.append(row)
    return table(head, rows, left=1)


def table(head: list[str], rows: list[list[str]], left: int) -> list[str]:
    """A Markdown table whose first `left` columns are text and whose others are numbers."""
    rule = ["---" if column < left else "---:" for column in range(len(head))]
    return ["| " + " | ".join(row) + " |" for row in [head, rule, *rows]]


def megabytes(count: float) -> str:
    return f"{count / 1e6:.1f} MB"


def _column(program: dict, key: str) -> list:
    return [run[key] for run in program["runs"] if run[key] is not None]


def _seconds(values: list[float]) -> str:
    text = f"{median(values):.2f} s"
    return text if len(values) == 1 else f"{text} ({min(values):.2f}–{max(values):.2f})"


def _factor(values: list[float], base: list[float]) -> str:
    return f", ×{median(values) / median(base):.2f}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                name, _, value = line.partition(":")
                if name.strip() == "model name":
                    return value.strip()
    except OSError:
        pass
    return platform.machine()
