"""The recipe of shell scripts: pdftoppm on ranges of pages side by side, one for each core, and img2pdf.

    pdftoppm_ranges.py IN OUT [--dpi N]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

import img2pdf


def page_count(path: str) -> int:
    text = subprocess.run(["pdfinfo", path], check=True, stdout=subprocess.PIPE, text=True, errors="replace").stdout
    return int(re.search(r"^Pages:\s+(\d+)", text, re.MULTILINE)[1])


def ranges(count: int, parts: int) -> list[tuple[int, int]]:
    """The first and last pages of nearly equal ranges."""
    edges = [count * part // parts for part in range(parts + 1)]
    return [(first + 1, last) for first, last in zip(edges, edges[1:]) if first < last]


def render(source: str, directory: str, dpi: int, parts: int) -> bool:
    """Writes all pages as JPEG files of pdftoppm's default quality, 75; tells whether it went well.

    pdftoppm pads numbers to the document's last one, so that the order of names is that of pages over all ranges.
    """
    processes = [
        subprocess.Popen(
            ["pdftoppm", "-jpeg", "-r", str(dpi), "-f", str(first), "-l", str(last), source,
             os.path.join(directory, "page")])
        for first, last in ranges(page_count(source), parts)]
    return all([process.wait() == 0 for process in processes])


def main() -> int:
    parser = argparse.ArgumentParser(description="Rasterize a PDF with pdftoppm, in ranges, and img2pdf.")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--dpi", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        good = render(options.source, directory, options.dpi, len(os.sched_getaffinity(0)))
        images = sorted(entry.path for entry in os.scandir(directory))
        if images:
            with open(options.target, "wb") as file:
                img2pdf.convert(images, outputstream=file)
    return 0 if good else 3


if __name__ == "__main__":
    sys.exit(main())
