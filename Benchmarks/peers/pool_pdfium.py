"""The fast recipe in Python: a process pool, PDFium bitmaps, JPEG files, img2pdf.

PDFium's bitmap goes to libjpeg-turbo without a copy of the page in between: with its fourth, unused byte it has the
layout of Pillow's own images, so that Pillow encodes from PDFium's memory. img2pdf takes JPEG files as they are.

    pool_pdfium.py IN OUT [--dpi N] [--quality N]
"""

import argparse
import multiprocessing
import os
import sys
import tempfile

import img2pdf
import pypdfium2

# Set once in each worker: opening the document for every page would cost more than many a page does.
worker = {}


def open_document(path: str, directory: str, dpi: int, quality: int) -> None:
    """Starts a worker. PDFium is not safe to use from several threads, hence processes."""
    worker.update(document=pypdfium2.PdfDocument(path), directory=directory, dpi=dpi, quality=quality)


def render(index: int) -> tuple[int, str | None]:
    """Writes one page as JPEG. Errors are returned, because one bad page must not end the others."""
    dpi = worker["dpi"]
    try:
        page = worker["document"][index]
        bitmap = page.render(scale=dpi / 72, prefer_bgrx=True, rev_byteorder=True)
        # The width keeps the order of names the order of pages; img2pdf makes the page's size from the resolution.
        path = os.path.join(worker["directory"], f"{index:06}.jpg")
        bitmap.to_pil().save(path, "JPEG", quality=worker["quality"], dpi=(dpi, dpi))
        # Now rather than when the garbage collector comes, so that a worker holds one bitmap at a time.
        bitmap.close()
        page.close()
    except Exception as error:
        return index, str(error)
    return index, None


def rasterize(source: str, target: str, dpi: int, quality: int) -> list[tuple[int, str]]:
    """Renders all pages into `target` and returns the failed ones with their errors."""
    with pypdfium2.PdfDocument(source) as document:
        count = len(document)
    with tempfile.TemporaryDirectory() as directory:
        # The CPUs this process may use, so that the recipe is not hampered by too many workers under taskset.
        cores = len(os.sched_getaffinity(0))
        pool = multiprocessing.Pool(cores, open_document, (source, directory, dpi, quality))
        with pool:
            failed = [(index + 1, error) for index, error in pool.imap_unordered(render, range(count)) if error]
            # Closed rather than terminated, so that the workers end by themselves and their CPU time is counted.
            pool.close()
            pool.join()
        images = sorted(entry.path for entry in os.scandir(directory))
        if images:
            with open(target, "wb") as file:
                img2pdf.convert(images, outputstream=file)
    return sorted(failed)


def main() -> int:
    parser = argparse.ArgumentParser(description="Rasterize a PDF with PDFium, a process pool and img2pdf.")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--quality", type=int, default=75, help="of the JPEG images (default: 75, Pillow's own)")
    options = parser.parse_args()
    failed = rasterize(options.source, options.target, options.dpi, options.quality)
    for page, error in failed:
        print(f"page {page} failed: {error}", file=sys.stderr)
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
