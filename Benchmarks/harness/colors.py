"""Draws the page of `makers/colors.py` with all programs, and prints how their colours differ. For the environment.

    colors.py PDFSPLIT DIRECTORY
"""

import os
import subprocess
import sys
from importlib.metadata import version

import numpy as np
import pymupdf
import pypdfium2
from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import report  # noqa: E402
from makers import colors  # noqa: E402

HEIGHT = 1000
OTHERS = ["gs", "pdftoppm", "pypdfium2", "PyMuPDF"]


def by_pdfium(path: str) -> np.ndarray:
    return np.asarray(pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil().convert("RGB"))


def pictures(pdfsplit: str, path: str, directory: str) -> dict[str, np.ndarray]:
    """What each program makes of the page at 72 dpi."""

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=sys.stderr)

    place = os.path.join(directory, "page")
    run(pdfsplit, path, f"{place}.out.pdf", "--dpi", "72", "--lossless")
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=ppmraw", "-r72", f"-sOutputFile={place}.gs.ppm", path)
    run("pdftoppm", "-r", "72", "-singlefile", path, f"{place}.poppler")
    pixmap = pymupdf.open(path)[0].get_pixmap(dpi=72)
    return {
        "pdfsplit": by_pdfium(f"{place}.out.pdf"),
        "gs": np.asarray(Image.open(f"{place}.gs.ppm")),
        "pdftoppm": np.asarray(Image.open(f"{place}.poppler.ppm")),
        "pypdfium2": by_pdfium(path),
        "PyMuPDF": np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3),
    }


def field_of(picture: np.ndarray, field: colors.Field) -> np.ndarray:
    """The pixels of a field, without its edges."""
    x0, y0, x1, y1 = field.box
    return picture[HEIGHT - y1 + 4:HEIGHT - y0 - 4, x0 + 4:x1 - 4].astype(int)


def main() -> None:
    pdfsplit, directory = sys.argv[1:]
    os.makedirs(directory, exist_ok=True)
    data, fields = colors.make()
    path = os.path.join(directory, "colors.pdf")
    with open(path, "wb") as file:
        file.write(data)
    drawn = pictures(pdfsplit, path, directory)

    flat, others = [field for field in fields if field.is_flat], [field for field in fields if not field.is_flat]
    print(versions() + "\n")
    write_patches(drawn, flat)
    write_pictures(drawn, others)


def versions() -> str:
    """Which programs they are."""
    def first_line(*command: str) -> str:
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
        return result.stdout.splitlines()[0].strip()

    return (f"gs {first_line('gs', '--version')}, {first_line('pdftoppm', '-v')}, pypdfium2 {version('pypdfium2')}, "
            f"PyMuPDF {version('pymupdf')}.")


def write_patches(drawn: dict[str, np.ndarray], fields: list[colors.Field]) -> None:
    rows, near = [], 0
    for field in fields:
        found = {name: np.median(field_of(picture, field), (0, 1)).astype(int) for name, picture in drawn.items()}
        others = np.array([found[name] for name in OTHERS])
        away = abs(found["pdfsplit"] - np.median(others, 0)).max()
        nearest = abs(found["pdfsplit"] - others).max(1).min()
        near += away <= 6
        rows.append([field.name, *(" ".join(map(str, found[name])) for name in ["pdfsplit", *OTHERS]), f"{away:g}",
                     str(nearest)])
    print("## Patches\n")
    print("The colour in each program, and how far pdfsplit's is from the others' median and from the nearest, in levels "
          f"of 255: {near} of {len(rows)} are within 6 levels of the median.\n")
    head = ["patch", "pdfsplit", *OTHERS, "from the median", "from the nearest"]
    print("\n".join(report.table(head, rows, 2 + len(OTHERS))))


def write_pictures(drawn: dict[str, np.ndarray], fields: list[colors.Field]) -> None:
    rows = []
    for field in fields:
        found = {name: field_of(picture, field) for name, picture in drawn.items()}
        away = {name: abs(found["pdfsplit"] - found[name]) for name in OTHERS}
        from_median = abs(found["pdfsplit"] - np.median([found[name] for name in OTHERS], 0))
        nearest = min(away, key=lambda name: away[name].mean())
        cells = [*(away[name] for name in OTHERS), from_median, away[nearest]]
        rows.append([field.name, *(f"{cell.mean():.1f}, {np.percentile(cell, 99):.0f}" for cell in cells)])
    print("\n## Images and shadings\n")
    print("How far pdfsplit's samples are from each program's, from the others' median and from the nearest program's: on "
          "average, and what 99 of 100 samples do not exceed.\n")
    print("\n".join(report.table(["field", *OTHERS, "from the median", "from the nearest"], rows, 1)))


main()
