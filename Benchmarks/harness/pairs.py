"""Makes pairs of pages as PNG files: A4 at 300 dpi, RGB."""

import io
import os
import subprocess
from dataclasses import dataclass

from PIL import Image, ImageOps

from makers import edits, pictures

DPI = 300
SIZE = (2480, 3508)


@dataclass
class Pair:
    """Two files of the same size."""

    name: str
    left: str
    right: str


def make(pdfsplit: str, directory: str) -> list[Pair]:
    """Makes all pairs; text is drawn by pdfsplit and, for the pair of engines, by pdftoppm."""
    plain = _drawn(pdfsplit, directory, "plain")
    photograph = _jpeg(pictures.mountains(18, *SIZE), 92)
    both = {
        # The same pixels in files that are not the same.
        "identical": (plain, plain),
        "one word": (plain, _drawn(pdfsplit, directory, "word")),
        "paragraph 1 px down": (plain, _drawn(pdfsplit, directory, "shift")),
        "photograph, JPEG again": (photograph, _jpeg(photograph, 85)),
        "two engines": (plain, _by_pdftoppm(os.path.join(directory, "plain.pdf"), directory)),
        "everything": (photograph, ImageOps.invert(photograph)),
    }
    return [_pair(name, directory, index, *each) for index, (name, each) in enumerate(both.items())]


def _jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """What a picture has become after it was a JPEG."""
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality)
    return Image.open(data).convert("RGB")


def _pair(name: str, directory: str, index: int, left: Image.Image, right: Image.Image) -> Pair:
    files = [os.path.join(directory, f"{index}-{side}.png") for side in ("left", "right")]
    for file, picture, level in zip(files, (left, right), (6, 5)):
        picture.save(file, compress_level=level)
    return Pair(name, *files)


def _drawn(pdfsplit: str, directory: str, edit: str) -> Image.Image:
    path = os.path.join(directory, f"{edit}.pdf")
    with open(path, "wb") as file:
        file.write(edits.make("" if edit == "plain" else edit))
    return _draw(pdfsplit, path, 1, directory)


def _draw(pdfsplit: str, path: str, page: int, directory: str) -> Image.Image:
    target = os.path.join(directory, "drawn.png")
    subprocess.run([pdfsplit, path, target, "--dpi", str(DPI), "--pages", str(page), "--quiet"], check=True)
    return Image.open(target).convert("RGB")


def _by_pdftoppm(path: str, directory: str) -> Image.Image:
    target = os.path.join(directory, "engine")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "-singlefile", path, target], check=True)
    return Image.open(f"{target}.png").convert("RGB")
