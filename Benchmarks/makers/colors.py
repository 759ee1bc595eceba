"""A page of patches, images and shadings in every kind of colour space, for `Benchmarks/colours`."""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

PROFILES = Path("/usr/share/color/icc/ghostscript")
SIDE, GAP, COLUMNS, BLOCK = 40, 8, 10, 96


@dataclass
class Field:
    """Something on the page: one colour all over, or not."""

    name: str
    box: tuple[int, int, int, int]
    is_flat: bool = True


class Page:
    """Objects of the file, and fields put into rows."""

    def __init__(self):
        self.objects, self.spaces, self.others = [], {}, {"XObject": {}, "Shading": {}, "ExtGState": {}}
        self.fields, self.operators = [], []
        self.flat = self.large = 0

    def add(self, value: str, data: bytes | None = None) -> int:
        if data is not None:
            packed = data if "/Filter" in value else zlib.compress(data)
            filters = "" if "/Filter" in value else "/Filter/FlateDecode"
            value = f"{value[:-2]}{filters}/Length {len(packed)}>>\nstream\n"
            self.objects.append(value.encode() + packed + b"\nendstream")
        else:
            self.objects.append(value.encode())
        # The catalog, the pages, the page and its contents come before.
        return len(self.objects) + 4

    def space(self, value: str) -> str:
        return self.spaces.setdefault(value, f"S{len(self.spaces)}")

    def other(self, kind: str, value: str) -> str:
        return self.others[kind].setdefault(value, f"{kind[0]}{len(self.others[kind])}")

    def profile(self, path: Path | str, components: int) -> str:
        return f"[/ICCBased {self.add(f'<</N {components}>>', (PROFILES / path).read_bytes())} 0 R]"

    def place(self, name: str, is_flat: bool = True) -> tuple[int, int]:
        if is_flat:
            column, row = self.flat % COLUMNS, self.flat // COLUMNS
            x, y, side = 10 + column * (SIDE + GAP), 1000 - (row + 1) * (SIDE + GAP), SIDE
            self.flat += 1
        else:
            x, y, side = 10 + self.large % 5 * (BLOCK + GAP), 10 + self.large // 5 * (BLOCK + GAP), BLOCK
            self.large += 1
        self.fields.append(Field(name, (x, y, x + side, y + side), is_flat))
        return x, y

    def patch(self, space: str, title: str, *colors: tuple[float, ...]):
        for color in colors:
            numbers = " ".join(f"{value:g}" for value in color)
            x, y = self.place(f"{title} {numbers}")
            self.operators.append(f"/{self.space(space)} cs {numbers} sc {x} {y} {SIDE} {SIDE} re f")

    def form(self, title: str, group: str, operators: str, before: str = "", after: str = "", state: str = ""):
        """A patch drawn in a transparency group; `operators` paint the square from 0 to SIDE."""
        x, y = self.place(title)
        resources = self.resources()
        form = self.add(
            f"<</Type/XObject/Subtype/Form/BBox[0 0 {SIDE} {SIDE}]/Resources{resources}"
            f"/Group<</S/Transparency/I true{group}>>>>", operators.encode())
        name = self.other("XObject", f"{form} 0 R")
        graphics = f"/{self.other('ExtGState', state)} gs" if state else ""
        self.operators.append(f"q {before} 1 0 0 1 {x} {y} cm {graphics} /{name} Do {after} Q")

    def image(self, title: str, space: str, pixels: np.ndarray, more: str = "", data: bytes | None = None):
        x, y = self.place(title, False)
        height, width = pixels.shape[:2]
        number = self.add(
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
            f"/ColorSpace {space}{more}>>",
            pixels.tobytes() if data is None else data)
        self.operators.append(f"q {BLOCK} 0 0 {BLOCK} {x} {y} cm /{self.other('XObject', f'{number} 0 R')} Do Q")

    def shading(self, title: str, value: str, data: bytes | None = None):
        x, y = self.place(title, False)
        number = self.add(value, data)
        name = self.other("Shading", f"{number} 0 R")
        self.operators.append(f"q {x} {y} {BLOCK} {BLOCK} re W n 1 0 0 1 {x} {y} cm /{name} sh Q")

    def resources(self) -> str:
        kinds = {"ColorSpace": self.spaces, **self.others}
        return "<<" + "".join(
            f"/{kind}<<{''.join(f'/{name} {value} ' for value, name in entries.items())}>>"
            for kind, entries in kinds.items()) + ">>"

    def file(self) -> bytes:
        contents = "\n".join(self.operators).encode()
        first = [
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 1000]/Contents 4 0 R/Resources{self.resources()}>>".encode(),
            f"<</Length {len(contents)}>>\nstream\n".encode() + contents + b"\nendstream"]
        file, offsets = bytearray(b"%PDF-1.7\n"), []
        for number, value in enumerate(first + self.objects, 1):
            offsets.append(len(file))
            file += f"{number} 0 obj\n".encode() + value + b"\nendobj\n"
        start = len(file)
        file += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
        file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        return bytes(file) + f"trailer\n<</Size {len(offsets) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def tint(page: Page, start: str, end: str) -> str:
    return f"{page.add(f'<</FunctionType 2/Domain[0 1]/N 1/C0[{start}]/C1[{end}]>>')} 0 R"


def patches(page: Page):
    inks = [
        (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 1, 0, 0), (0, 1, 1, 0), (1, 0, 1, 0), (1, 1, 1, 0),
        (0.5, 0.4, 0.4, 0.1), (0, 0, 0, 0.5), (0.5, 0, 0, 0), (0.6, 0.5, 0.5, 1), (0.1, 0.8, 0.9, 0.3), (0, 0, 0, 0)]
    levels = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0.2, 0.5, 0.7), (0.5, 0.5, 0.5), (0.05, 0.1, 0.1)]
    page.patch("/DeviceCMYK", "DeviceCMYK", *inks)
    page.patch("/DeviceRGB", "DeviceRGB", *levels[:4])
    page.patch("/DeviceGray", "DeviceGray", (0.5,))
    swop, other = page.profile("default_cmyk.icc", 4), page.profile("ps_cmyk.icc", 4)
    adobe, wide = page.profile("a98.icc", 3), page.profile("rommrgb.icc", 3)
    srgb, gray = page.profile("default_rgb.icc", 3), page.profile("ps_gray.icc", 1)
    page.patch(swop, "ICC SWOP", *inks[:6], inks[8])
    page.patch(other, "ICC ps_cmyk", *inks[:6], inks[8])
    page.patch(srgb, "ICC sRGB", *levels[:4])
    page.patch(adobe, "ICC a98", *levels)
    page.patch(wide, "ICC ROMM", *levels)
    page.patch(gray, "ICC gray", (0.2,), (0.5,), (0.8,))
    page.patch("[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma 1.8>>]", "CalGray 1.8", (0.2,), (0.5,), (0.8,))
    cal = ("[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[1.8 1.8 1.8]"
           "/Matrix[0.4497 0.2446 0.0252 0.3163 0.672 0.1412 0.1845 0.0833 0.9227]>>]")
    page.patch(cal, "CalRGB 1.8", *levels)
    lab = "[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 127 -128 127]>>]"
    labs = [(50, 0, 0), (70, 40, 30), (40, -40, 20), (60, 10, -50), (90, -10, 60), (5, 0, 0)]
    page.patch(lab, "Lab", *labs)
    page.patch("[/Lab<</WhitePoint[0.9505 1 1.089]/Range[-128 127 -128 127]>>]", "Lab D65", *labs[:4])
    page.patch(f"[/Separation/Orange/DeviceCMYK {tint(page, '0 0 0 0', '0 0.6 1 0')}]", "spot", (1,), (0.5,))
    page.patch(f"[/Separation/Black/DeviceCMYK {tint(page, '0 0 0 0', '0 0 0 1')}]", "spot K", (1,), (0.5,))
    page.patch(f"[/Separation/Blue {lab} {tint(page, '100 0 0', '30 20 -60')}]", "spot in Lab", (1,), (0.5,))
    page.patch(f"[/Separation/Green {adobe} {tint(page, '1 1 1', '0 0.7 0.2')}]", "spot in a98", (1,), (0.5,))
    pair = page.add("<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1 0 1]>>", b"{ 2 copy pop 0 exch 0 3 index pop }")
    page.patch(f"[/DeviceN[/Cyan/Black]/DeviceCMYK {pair} 0 R]", "DeviceN", (1, 0), (0.5, 0.5))
    page.patch("[/Indexed/DeviceCMYK 1<FF00000000FF4020>]", "Indexed CMYK", (0,), (1,))
    page.patch(f"[/Indexed {adobe} 1<FF0000208060>]", "Indexed a98", (0,), (1,))


def groups(page: Page):
    square = f"0 0 {SIDE} {SIDE} re f"
    page.form("group CMYK, CMYK", "/CS/DeviceCMYK", f"0.5 0.4 0.4 0.1 k {square}")
    page.form("group CMYK, RGB", "/CS/DeviceCMYK", f"0.6 0.5 0.3 rg {square}")
    page.form("group CMYK, half C", "/CS/DeviceCMYK", f"1 0 0 0 k {square}", state="<</ca 0.5>>")
    page.form("group RGB, CMYK", "/CS/DeviceRGB", f"0 1 0.4 0.2 k {square}")
    page.form("group CMYK, multiplied", "/CS/DeviceCMYK",
              f"1 0 0 0 k {square} /{page.other('ExtGState', '<</BM/Multiply>>')} gs 0 0 1 0 k {square}")
    mask = page.add(
        f"<</Type/XObject/Subtype/Form/BBox[0 0 {SIDE} {SIDE}]/Group<</S/Transparency/CS/DeviceCMYK/I true>>>>",
        f"0 0 0 0.5 k {square}".encode())
    page.form("soft mask in CMYK", "/CS/DeviceRGB", f"1 0 0 rg {square}",
              state=f"<</SMask<</S/Luminosity/G {mask} 0 R>>>>")


def images(page: Page):
    ramp = np.linspace(0, 255, 96)
    across, down = np.meshgrid(ramp, ramp)
    inks = np.stack([across, down, 128 + 100 * np.sin(across / 40), across * down / 1024], 2).astype(np.uint8)
    colors = np.stack([across, down, 255 - across / 2], 2).astype(np.uint8)
    page.image("image CMYK", "/DeviceCMYK", inks)
    page.image("image ICC CMYK", page.profile("ps_cmyk.icc", 4), inks)
    for title, decode in (("image JPEG", "/Decode[1 0 1 0 1 0 1 0]"), ("image JPEG as it is", "")):
        packed = io.BytesIO()
        # Pillow writes what Adobe's programs do: the components inverted, and a marker.
        Image.fromarray(inks, "CMYK").save(packed, "JPEG", quality=95)
        page.image(title, "/DeviceCMYK", inks, f"/Filter/DCTDecode{decode}", packed.getvalue())
    page.image("image ICC a98", page.profile("a98.icc", 3), colors)
    page.image("image ICC gray", page.profile("ps_gray.icc", 1), across.astype(np.uint8))
    page.image("image Lab", "[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 127 -128 127]>>]",
               np.stack([40 + across / 2, 128 + (down - 128) / 3, 128 + (across - 128) / 3], 2).astype(np.uint8))
    page.image("image spot", f"[/Separation/Orange/DeviceCMYK {tint(page, '0 0 0 0', '0 0.6 1 0')}]",
               across.astype(np.uint8))
    page.image("image indexed", "[/Indexed/DeviceCMYK 3<FF00000000FF402000FFFF000000FF80>]",
               (across // 64).astype(np.uint8))


def shadings(page: Page):
    for title, space, start, end in (
            ("axial CMYK", "/DeviceCMYK", "1 0 0 0", "0 1 0.4 0"), ("axial K", "/DeviceCMYK", "0 0 0 1", "0 0 0 0"),
            ("axial a98", page.profile("a98.icc", 3), "1 0 0", "0 0.8 0.6"),
            ("axial Lab", "[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 127 -128 127]>>]", "30 40 -40", "90 -40 40")):
        page.shading(title, f"<</ShadingType 2/ColorSpace {space}/Coords[0 0 {BLOCK} 0]/Function {tint(page, start, end)}>>")
    page.shading("radial CMYK", f"<</ShadingType 3/ColorSpace/DeviceCMYK/Coords[48 48 0 48 48 90]"
                 f"/Function {tint(page, '0 0 0.8 0', '0.9 0.6 0 0.3')}>>")
    corners = [(0, 0, 0, 255, 0, 0, 0), (0, 255, 0, 0, 255, 0, 0), (0, 0, 255, 0, 0, 255, 0), (1, 255, 255, 0, 0, 0, 200)]
    page.shading("mesh CMYK", "<</ShadingType 4/ColorSpace/DeviceCMYK/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8"
                 f"/Decode[0 {BLOCK} 0 {BLOCK} 0 1 0 1 0 1 0 1]>>", b"".join(bytes(corner) for corner in corners))


def make() -> tuple[bytes, list[Field]]:
    """The file, and what lies where on its one page, in points from the lower left."""
    page = Page()
    patches(page)
    groups(page)
    images(page)
    shadings(page)
    return page.file(), page.fields
