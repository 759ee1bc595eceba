"""The documents measured by default: where they come from, and what is to be said of them."""

import glob
import hashlib
import os
import subprocess
import sys

from harness import environment, peers

DIRECTORY = os.path.join(peers.BENCHMARKS, "documents")
USUAL = ["book.pdf", "drawings.pdf", "magazine.pdf", "scans.pdf", "poster.pdf"]
MADE = [*USUAL, "last.pdf"]
MANUAL = os.path.join(peers.MANUALS, "R-exts.pdf")
LONG = os.path.join(peers.MANUALS, "fullrefman.pdf")


def default(with_long: bool) -> list[str]:
    return [MANUAL, *(os.path.join(DIRECTORY, name) for name in USUAL), *([LONG] if with_long else [])]


def require(paths: list[str]) -> None:
    """Makes those of the documents that are made here and are missing or made by other code than there is now.

    Needs the environment and the packages.
    """
    wanted = [os.path.basename(path) for path in paths if is_made(path)]
    if not wanted:
        return
    mark, sources = os.path.join(DIRECTORY, "made-from"), _sources()
    os.makedirs(DIRECTORY, exist_ok=True)
    if _text(mark) != sources:
        for name in MADE:
            if os.path.exists(os.path.join(DIRECTORY, name)):
                os.remove(os.path.join(DIRECTORY, name))
        with open(mark, "w") as file:
            file.write(sources)
    names = [name for name in wanted if not os.path.exists(os.path.join(DIRECTORY, name))]
    if names:
        print(f"making {', '.join(names)}, which takes a minute or two", file=sys.stderr)
        subprocess.run(
            [peers.ENVIRONMENT_PYTHON, "-m", "makers", DIRECTORY, *names], cwd=peers.BENCHMARKS, check=True)


def is_made(path: str) -> bool:
    """Whether a document is one of those made here, so that its absence is no error."""
    return os.path.dirname(os.path.abspath(path)) == DIRECTORY and os.path.basename(path) in MADE


def describe(path: str) -> dict:
    """What a report says of a document. Reading it also brings it into the page cache, as for the programs."""
    with open(path, "rb") as file:
        data = file.read()
    listing = subprocess.run(["mutool", "show", path, "pages"], check=True, text=True, stdout=subprocess.PIPE).stdout
    return {
        "name": os.path.basename(path), "pages": len(listing.splitlines()), "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest()}


def _sources() -> str:
    """A digest of the code that makes documents and of the versions that decide over their bytes."""
    digest = hashlib.sha256()
    for folder in (os.path.join(peers.BENCHMARKS, "makers"),
                   os.path.join(os.path.dirname(peers.BENCHMARKS), "samples", "generator")):
        for path in sorted(glob.glob(os.path.join(folder, "*.py"))):
            with open(path, "rb") as file:
                digest.update(file.read())
    digest.update(repr(environment.PACKAGES).encode())
    return digest.hexdigest()


def _text(path: str) -> str | None:
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return None
