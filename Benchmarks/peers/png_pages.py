"""The recipes for a folder of PNG files: pdftoppm or PDFium, on all cores.

    png_pages.py pdftoppm|pdfium IN DIRECTORY --dpi N --pages N
"""

import argparse
import multiprocessing
import os
import subprocess
import sys

import pypdfium2

# Set once in each worker.
worker = {}


def open_document(path: str, directory: str, dpi: int) -> None:
    worker.update(document=pypdfium2.PdfDocument(path), directory=directory, dpi=dpi)


def render(index: int) -> None:
    """Writes one page as Pillow does by default, at zlib's level 6."""
    page = worker["document"][index]
    bitmap = page.render(scale=worker["dpi"] / 72)
    bitmap.to_pil().save(os.path.join(worker["directory"], f"{index + 1:06}.png"), dpi=(worker["dpi"],) * 2)
    bitmap.close()
    page.close()


def by_pdfium(options: argparse.Namespace, cores: int) -> int:
    setup = (options.source, options.directory, options.dpi)
    with multiprocessing.Pool(cores, open_document, setup) as pool:
        for _ in pool.imap_unordered(render, range(options.pages)):
            pass
        # Closed rather than terminated, so that the workers' CPU time is counted.
        pool.close()
        pool.join()
    return 0


def by_pdftoppm(options: argparse.Namespace, cores: int) -> int:
    edges = [options.pages * part // cores for part in range(cores + 1)]
    command = ["pdftoppm", "-png", "-r", str(options.dpi)]
    processes = [
        subprocess.Popen([*command, "-f", str(first + 1), "-l", str(last), options.source,
                          os.path.join(options.directory, "page")])
        for first, last in zip(edges, edges[1:]) if first < last]
    return max(process.wait() for process in processes)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make PNG files of the first pages of a PDF.")
    parser.add_argument("program", choices=["pdftoppm", "pdfium"])
    parser.add_argument("source", metavar="IN")
    parser.add_argument("directory", metavar="DIRECTORY")
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--pages", type=int, required=True)
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    return (by_pdftoppm if options.program == "pdftoppm" else by_pdfium)(options, cores)


if __name__ == "__main__":
    sys.exit(main())
