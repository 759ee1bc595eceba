"""Draws the page of `makers/colors.py` with all programs, and prints how their colours differ. For the environment.

    colors.py PDFSPLIT DIRECTORY
"""

import os
import subprocess
import sys

import numpy as np
import pymupdf
import pypdfium2
from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from makers import colors  # noqa: E402

HEIGHT = 1000
OTHERS = ["gs", "pdftoppm", "pdfium", "MuPDF"]


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
        "pdfium": by_pdfium(path),
        "MuPDF": np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3),
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

    print("Patches: the colour in each program, and how far pdfsplit's is from the median and from the nearest.\n")
    print("| patch | pdfsplit | " + " | ".join(OTHERS) + " | from the median | from the nearest |")
    print("|---|---|" + "---|" * len(OTHERS) + "---:|---:|")
    for field in fields:
        if field.is_flat:
            found = {name: np.median(field_of(picture, field), (0, 1)).astype(int) for name, picture in drawn.items()}
            others = np.array([found[name] for name in OTHERS])
            away = abs(found["pdfsplit"] - np.median(others, 0)).max()
            nearest = abs(found["pdfsplit"] - others).max(1).min()
            cells = [" ".join(map(str, found[name])) for name in ["pdfsplit", *OTHERS]]
            print(f"| {field.name} | {' | '.join(cells)} | {away:g} | {nearest} |")

    print("\nImages and shadings: the mean difference from pdfsplit, and from the median of the others.\n")
    print("| field | " + " | ".join(OTHERS) + " | median |")
    print("|---|" + "---:|" * (len(OTHERS) + 1))
    for field in fields:
        if not field.is_flat:
            found = {name: field_of(picture, field) for name, picture in drawn.items()}
            median = np.median([found[name] for name in OTHERS], 0)
            means = [abs(found["pdfsplit"] - other).mean() for other in [*(found[name] for name in OTHERS), median]]
            print(f"| {field.name} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |")


main()
