"""Pages in inks, and the same pages in RGB, for `Benchmarks/colours --cost`."""

import io
import random

import numpy as np
from PIL import Image

from makers.colors import Page, tint

WIDTH, HEIGHT = 600, 1000
KINDS = ["image", "JPEG", "shadings", "fills"]


def naive(inks: np.ndarray) -> np.ndarray:
    """What a program without profiles shows for inks of 0 to 1."""
    return np.clip(1 - inks[..., :3] - inks[..., 3:], 0, 1)


def photograph() -> np.ndarray:
    """Inks of 0 to 255 that change slowly, under a little grain, so that hardly two pixels are alike."""
    down, across = np.mgrid[0:1500, 0:900] / 300
    waves = [np.sin(across * 2 + down), np.cos(across - down * 2), np.sin(down * 3), np.cos(across * down) - 1]
    grain = np.random.default_rng(3).integers(0, 8, (1500, 900, 1))
    return np.clip(100 + 80 * np.stack(waves, 2) + grain, 0, 255).astype(np.uint8)


def make(kind: str, is_rgb: bool) -> bytes:
    page = Page()
    space, operator = ("/DeviceRGB", "rg") if is_rgb else ("/DeviceCMYK", "k")

    def numbers(inks) -> str:
        inks = np.array(inks)
        return " ".join(f"{value:.3f}" for value in (naive(inks) if is_rgb else inks))

    if kind in ("image", "JPEG"):
        pixels = photograph()
        if is_rgb:
            pixels = np.round(naive(pixels / 255) * 255).astype(np.uint8)
        data, more = None, ""
        if kind == "JPEG":
            packed = io.BytesIO()
            Image.fromarray(pixels, "RGB" if is_rgb else "CMYK").save(packed, "JPEG", quality=90)
            # Pillow inverts inks, as Adobe's programs do.
            data, more = packed.getvalue(), "/Filter/DCTDecode" + ("" if is_rgb else "/Decode[1 0 1 0 1 0 1 0]")
        number = page.add(
            f"<</Type/XObject/Subtype/Image/Width 900/Height 1500/BitsPerComponent 8/ColorSpace {space}{more}>>",
            pixels.tobytes() if data is None else data)
        page.operators.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /{page.other('XObject', f'{number} 0 R')} Do Q")
        return page.file()

    generator = random.Random(4)
    for index in range(20 if kind == "shadings" else 4000):
        inks = [[generator.random() * share for share in (1, 1, 1, 0.4)] for _ in range(2)]
        x, y = generator.random() * WIDTH, generator.random() * HEIGHT
        if kind == "fills":
            page.operators.append(f"{numbers(inks[0])} {operator} {x:.2f} {y:.2f} 40 25 re f")
            continue
        x, y = index % 4 * 150, index // 4 * 200
        number = page.add(
            f"<</ShadingType {2 + index % 2}/ColorSpace {space}/Extend[true true]"
            f"/Coords[{'0 0 150 200' if index % 2 == 0 else '75 100 0 75 100 120'}]"
            f"/Function {tint(page, numbers(inks[0]), numbers(inks[1]))}>>")
        name = page.other("Shading", f"{number} 0 R")
        page.operators.append(f"q 1 0 0 1 {x} {y} cm 0 0 150 200 re W n /{name} sh Q")
    return page.file()
