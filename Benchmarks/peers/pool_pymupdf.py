"""The usual recipe for rasterizing a PDF in parallel: a process pool, PyMuPDF pixmaps, PNG files, img2pdf.

This is what people have today, so it is what a new program has to beat. It is written as its authors would: nothing is
slowed down, and nothing is tuned beyond what the recipe has.

    pool_pymupdf.py IN OUT [--dpi N]
"""

import argparse
import multiprocessing
import os
import sys
import tempfile

import img2pdf
import pymupdf

# Set once in each worker: opening the document for every page would cost more than many a page does.
worker = {}


def open_document(path: str, directory: str, dpi: int) -> None:
    """Starts a worker. MuPDF's documents cannot be handed from one process to another, so each opens its own."""
    worker.update(document=pymupdf.open(path), directory=directory, dpi=dpi)


def render(index: int) -> tuple[int, str | None]:
    """Writes one page as PNG. Errors are returned, because one bad page must not end the others."""
    try:
        pixmap = worker["document"][index].get_pixmap(dpi=worker["dpi"])
        # The width keeps the order of names the order of pages.
        pixmap.save(os.path.join(worker["directory"], f"{index:06}.png"))
    except Exception as error:
        return index, str(error)
    return index, None


def rasterize(source: str, target: str, dpi: int) -> list[tuple[int, str]]:
    """Renders all pages into `target` and returns the failed ones with their errors."""
    with pymupdf.open(source) as document:
        count = len(document)
    with tempfile.TemporaryDirectory() as directory:
        # The CPUs this process may use, so that the recipe is not hampered by too many workers under taskset.
        pool = multiprocessing.Pool(len(os.sched_getaffinity(0)), open_document, (source, directory, dpi))
        with pool:
            failed = [(index + 1, error) for index, error in pool.imap_unordered(render, range(count)) if error]
            # Closed rather than terminated, so that the workers end by themselves and their CPU time is counted.
            pool.close()
            pool.join()
        images = sorted(entry.path for entry in os.scandir(directory))
        if images:
            with open(target, "wb") as file:
                file.write(img2pdf.convert(images))
    return sorted(failed)


def main() -> int:
    parser = argparse.ArgumentParser(description="Rasterize a PDF with PyMuPDF, a process pool and img2pdf.")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--dpi", type=int, default=300)
    options = parser.parse_args()
    failed = rasterize(options.source, options.target, options.dpi)
    for page, error in failed:
        print(f"page {page} failed: {error}", file=sys.stderr)
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
