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
        "kernel": platform.release().split("-")[0],
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def write_json(record: dict, path: str | None) -> None:
    if path:
        write_text(json.dumps(record, indent=2) + "\n", path)


def write_text(text: str, path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def machine_line(machine: dict) -> str:
    return (
        f"{machine['date']}, {machine['cores']} cores ({machine['processor']}), Linux {machine['kernel']}, "
        f"load {machine['load_at_start']} at the start.")


def comparison(record: dict) -> str:
    """The whole report of a comparison in Markdown."""
    lines = [
        machine_line(record["machine"]), "", f"{record['dpi']} dpi, medians; the factors are to pdfsplit.", "",
        "## Wall time", "", *_overview(record), "", "## The supervisor of pdfsplit", "", *_supervisor(record), "",
        "## Each document"]
    for document in record["documents"]:
        lines += ["", f"### {document_line(document)}", "", *_comparison_table(document["programs"])]
    lines += ["", "## Versions", ""]
    lines += [f"- {name}: {version}" for name, version in record["versions"].items()]
    return "\n".join(lines)


def document_line(document: dict) -> str:
    pages = f"{document['pages']:,} page{'s' * (document['pages'] != 1)}"
    return f"{document['name']}, {pages}, {megabytes(document['bytes'])}"


def wall(program: dict) -> float:
    return median(_column(program, "wall"))


def _overview(record: dict) -> list[str]:
    """A row for each program and a column for each document."""
    rows = []
    for name in record["versions"]:
        row = [name]
        for document in record["documents"]:
            found = [program for program in document["programs"] if program["name"] == name]
            row += [f"{wall(each):.2f} s, ×{wall(each) / wall(document['programs'][0]):.2f}" for each in found] or ["–"]
        rows.append(row)
    return table(["program", *(document["name"] for document in record["documents"])], rows, left=1)


def _supervisor(record: dict) -> list[str]:
    """What pdfsplit's first process used, which hands out pages and assembles the output."""
    rows = []
    for document in record["documents"]:
        runs = document["programs"][0]["runs"]
        shares = [[run["supervisor_cpu"] / run[whole] for run in runs] for whole in ("cpu", "wall")]
        rows.append([
            document["name"], f"{median(run['supervisor_cpu'] for run in runs):.3f} s",
            *(f"{median(share):.1%}" for share in shares)])
    return table(["document", "CPU", "of the CPU of all processes", "of one core during the run"], rows, left=1)


def _comparison_table(programs: list[dict]) -> list[str]:
    base = programs[0]
    head = ["program", "runs", "wall (least–most)", "CPU", "output"] + ["peak PSS"] * bool(base["memory"])
    rows = []
    for program in programs:
        row = [program["name"], str(len(program["runs"]))]
        for key in ("wall", "cpu"):
            row.append(_seconds(_column(program, key)) + _factor(_column(program, key), _column(base, key)))
        sizes, base_sizes = _column(program, "output_bytes"), _column(base, "output_bytes")
        row.append(megabytes(median(sizes)) + _factor(sizes, base_sizes) if sizes else "none")
        if base["memory"]:
            peaks, base_peaks = ([run["total"] for run in each["memory"]] for each in (program, base))
            row.append(megabytes(median(peaks)) + _factor(peaks, base_peaks))
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
