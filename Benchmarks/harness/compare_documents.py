"""Compares documents with themselves, and with a copy in which one word is changed, beside rendering them.

    compare_documents.py PDFSPLIT DIRECTORY ROUNDS
"""

import json
import os
import subprocess
import sys
from statistics import median

import pikepdf

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import documents, measure, report  # noqa: E402

DPI = 150
SOURCES = [documents.MANUAL, *(os.path.join(documents.DIRECTORY, f"{name}.pdf") for name in ("drawings", "magazine"))]
CHANGED_PAGE = 100


def copy(source: str, target: str) -> None:
    """The same objects, numbered, packed and placed in other ways."""
    with pikepdf.open(source) as document:
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def change_word(source: str, target: str) -> tuple[str, str]:
    """Changes a word of a page, and returns how it was and is: the letters of one that is set by itself, reversed."""
    with pikepdf.open(source) as document:
        page = document.pages[CHANGED_PAGE - 1]
        operators = pikepdf.parse_content_stream(page)
        place, part = next(
            (index, part) for index, (operands, operator) in enumerate(operators) if str(operator) == "TJ"
            for part, text in enumerate(operands[0]) if isinstance(text, pikepdf.String) and is_word(bytes(text)))
        before = bytes(operators[place].operands[0][part])
        operators[place].operands[0][part] = pikepdf.String(before[::-1])
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(operators))
        document.save(target)
    return before.decode(), before[::-1].decode()


def is_word(text: bytes) -> bool:
    return len(text) > 6 and text.isalpha() and text != text[::-1]


def time_all(pdfsplit: str, source: str, same: str, directory: str, rounds: int) -> list[list[str]]:
    """A row for each way to compare a document with its copy and to render it."""
    target, pattern = os.path.join(directory, "rendered.pdf"), os.path.join(directory, "page-%d.pnm")
    dpi = ["--dpi", str(DPI), "--quiet"]
    commands = {
        "compare": [pdfsplit, "compare", source, same, *dpi],
        "compare --draw-all": [pdfsplit, "compare", "--draw-all", source, same, *dpi],
        "render to PDF": [pdfsplit, source, target, *dpi],
        "render to PNM": [pdfsplit, source, pattern, *dpi],
    }
    runs = {name: [] for name in commands}
    for number in range(rounds):
        for name in measure.in_turn(list(commands), number):
            runs[name].append(measure.time_run(commands[name], None))
    wall, cpu = ({name: median(getattr(each, key) for each in runs[name]) for name in runs} for key in ("wall", "cpu"))
    base, record = "render to PDF", documents.describe(source)
    return [
        [record["name"], str(record["pages"]), name, f"{wall[name]:.2f} s", f"×{wall[name] / wall[base]:.2f}",
         f"{cpu[name]:.2f} s", f"×{cpu[name] / cpu[base]:.2f}"] for name in commands]


def main() -> None:
    pdfsplit, directory, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rows = []
    for source in SOURCES:
        same = os.path.join(directory, "same.pdf")
        copy(source, same)
        rows += time_all(pdfsplit, source, same, directory, rounds)
    print(f"Documents beside copies that qpdf has written anew, at {DPI} dpi; medians of {rounds} rounds.\n")
    head = ["document", "pages", "", "wall", "to rendering", "CPU", "to rendering"]
    print("\n".join(report.table(head, rows, 3)))

    changed = os.path.join(directory, "changed.pdf")
    before, after = change_word(documents.MANUAL, changed)
    result = subprocess.run(
        [pdfsplit, "compare", documents.MANUAL, changed, "--json"], stdout=subprocess.PIPE, text=True, check=False)
    found = [page for page in json.loads(result.stdout)["pages"] if page["status"] != "same"]
    expected = (CHANGED_PAGE, CHANGED_PAGE, "different")
    if [(page["left"], page["right"], page["status"]) for page in found] != [expected]:
        sys.exit(f"page {CHANGED_PAGE} was changed, and what was found is {found}")
    words = ", ".join(f"{word['kind']} {word['text']}" for word in found[0]["words"])
    print(f"\nWith “{before}” made “{after}” on page {CHANGED_PAGE} of {os.path.basename(documents.MANUAL)}, that page is "
          f"different and no other: {found[0]['difference']['differing']:,} pixels; {words}.")


main()
