"""The tables of the comparison of pools."""

from collections import Counter, defaultdict
from statistics import median

from . import report
from .pools import KEYS

RATE, MICROSECONDS, MILLISECONDS = "/s", " µs", " ms"

# Each table: its title, and its columns as key, head and unit.
TABLES = [
    ("Tasks that do nothing", [
        ("single_per_second", "one task a message", RATE),
        ("chunked_per_second", "in chunks", RATE),
        ("chunk", "chunks of", None),
        ("round_trip_us", "there and back", MICROSECONDS)]),
    ("From a new pool to its first result", [
        ("start_ms", "spawn", MILLISECONDS),
        ("start_forkserver_ms", "fork server", MILLISECONDS),
        ("start_fork_ms", "fork", MILLISECONDS)]),
    ("Replacing a dead worker, and a fresh process for each task", [
        ("replace_ms", "replacing", MILLISECONDS),
        ("fresh_spawn_ms", "fresh, spawn", MILLISECONDS),
        ("fresh_ms", "fresh, fork server", MILLISECONDS),
        ("fresh_fork_ms", "fresh, fork", MILLISECONDS)]),
]


def comparison(record: dict) -> str:
    """The whole report of a comparison in Markdown."""
    programs = record["programs"]
    versions = "; ".join(f"{program['name']}: {program['version']}" for program in programs)
    lines = [
        report.machine_line(record["machine"]), "", f"{versions}.", "",
        f"{record['workers']} workers, {record['rounds']} rounds, medians (least to most); factors are to PagePool."]
    for title, columns in TABLES:
        lines += ["", f"### {title}", "", *_table(programs, columns)]
    return "\n".join(lines + _notes(programs))


def _table(programs: list[dict], columns: list[tuple]) -> list[str]:
    head = ["pool"] + [head for _, head, _ in columns]
    rows = [
        [program["name"]] + [_cell(program, programs[0], key, unit) for key, _, unit in columns]
        for program in programs]
    return report.table(head, rows, left=1)


def _cell(program: dict, base: dict, key: str, unit: str | None) -> str:
    if unit is None:
        counts = Counter(run.get(key) for run in program["runs"])
        return " or ".join(str(value) for value, _ in counts.most_common())
    values, base_values = _values(program, key), _values(base, key)
    if not values:
        return "–"
    text = f"{_digits(median(values))}{unit}"
    if len(values) > 1:
        text += f" ({_digits(min(values))}–{_digits(max(values))})"
    return text + (f", ×{_digits(median(values) / median(base_values))}" if base_values else "")


def _notes(programs: list[dict]) -> list[str]:
    """What the programs say about their figures, each once."""
    lines = []
    for program in programs:
        titles = defaultdict(list)
        for key, title in KEYS.items():
            for note in {run["notes"][key]: None for run in program["runs"] if key in run["notes"]}:
                titles[note].append(title)
        lines += [f"- {program['name']}, {'; '.join(keys)}: {note}" for note, keys in titles.items()]
    return ["", *lines] if lines else []


def _values(program: dict, key: str) -> list[float]:
    return [run[key] for run in program["runs"] if run[key] is not None]


def _digits(value: float) -> str:
    """A number in three digits: more would not come out the same again."""
    for limit, decimals in [(0.1, 3), (10, 2), (100, 1)]:
        if value < limit:
            return f"{value:.{decimals}f}"
    scale = 10 ** max(0, len(str(int(value))) - 3)
    return f"{round(value / scale) * scale:,}"
