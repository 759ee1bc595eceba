"""Writes documents into a directory: python -m makers DIRECTORY NAME..."""

import importlib
import multiprocessing
import os
import sys


def write(path: str) -> None:
    """Makes one document; it appears under its name when it is complete."""
    name = os.path.splitext(os.path.basename(path))[0]
    data = importlib.import_module(f"makers.{name}").make()
    with open(f"{path}.part", "wb") as file:
        file.write(data)
    os.replace(f"{path}.part", path)


def main() -> None:
    directory, *names = sys.argv[1:]
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        pool.map(write, [os.path.join(directory, name) for name in names], chunksize=1)


if __name__ == "__main__":
    main()
