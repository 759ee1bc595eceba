"""magazine.pdf: photographs with soft edges, shadows and text over them, in transparency groups."""

import random

from generator.canvas import Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document, Name, Ref
from generator.photo_samples import jpeg
from generator.transparency_samples import group
from generator.vector_samples import axial, blend
from PIL import Image

from . import pictures, prose

PAGES = 55
BOX = (0, 0, 595.2, 782.4)
WIDTH, HEIGHT = BOX[2:]
# Full pages at 200 pixels per inch, inset pictures at about 250.
FULL, INSET = (1654, 2174), (1200, 800)


class Maker:
    """The document, its fonts and its dice."""

    def __init__(self):
        self.document = Document("A magazine of computed photographs")
        self.serif, self.bold = (self.document.use(UnicodeFont(self.document, face)) for face in ("serif", "bold"))
        self.dice = random.Random(13)
        self.pictures = 0

    def photo(self, size: tuple[int, int], gray: bool = False, mask: Image.Image | None = None) -> Ref:
        """A picture that no other page has."""
        self.pictures += 1
        image = pictures.photograph(self.pictures, *size)
        ref = jpeg(self.document, image.convert("L") if gray else image, 85)
        if mask:
            self.document.objects[ref - 1].entries["SMask"] = self.mask(mask)
        return ref

    def mask(self, image: Image.Image) -> Ref:
        return self.document.stream(
            image.tobytes(), Type=Name("XObject"), Subtype=Name("Image"), Width=image.width, Height=image.height,
            ColorSpace=Name("DeviceGray"), BitsPerComponent=8)

    def shadow(self, canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
        """The soft shadow of a rectangle: black, through a blurred mask."""
        blur = 9
        mask = self.mask(pictures.soft_edge(round(width + 4 * blur), round(height + 4 * blur), 2 * blur))
        black = self.document.stream(
            b"\0", Type=Name("XObject"), Subtype=Name("Image"), Width=1, Height=1, ColorSpace=Name("DeviceGray"),
            BitsPerComponent=8, SMask=mask)
        canvas.save().state(ca=0.6, BM=Name("Multiply"))
        canvas.image(black, x - 2 * blur + 4, y - 2 * blur - 5, width + 4 * blur, height + 4 * blur).restore()

    def columns(self, canvas: Canvas, count: int, top: float, bottom: float, left: float = 45) -> None:
        """Running text in columns."""
        width = (WIDTH - left - 45 - 16 * (count - 1)) / count
        for column in range(count):
            y = top
            while y > bottom + 24:
                words = prose.paragraph(self.dice, 2, 4).split()[:int((y - bottom) / 12) * 4]
                y = canvas.paragraph(self.serif, 8.6, left + column * (width + 16), y, width, " ".join(words)) - 4

    def heading(self, canvas: Canvas, size: float, y: float) -> None:
        canvas.text(self.bold, size, 45, y, prose.title(self.dice))

    def finish(self, canvas: Canvas, number: int) -> None:
        canvas.fill(0.4).text(self.serif, 8, WIDTH / 2, 22, str(number), align=0.5)
        self.document.page(BOX, canvas, Group=group(isolated=True))


def cover(make: Maker, canvas: Canvas) -> None:
    """A whole page of picture; a title with its shadow; a translucent panel with text."""
    canvas.image(make.photo(FULL), 0, 0, WIDTH, HEIGHT)
    words = prose.title(make.dice)
    canvas.save().state(ca=0.5, BM=Name("Multiply")).fill(0).text(make.bold, 34, 48, 697, words).restore()
    canvas.fill(1).text(make.bold, 34, 45, 700, words)
    panel = Canvas().fill(0.1, 0.15, 0.3).rect(45, 60, 250, 150).fill(0.8, 0.2, 0.2).rect(45, 204, 250, 6)
    form = make.document.form(panel.data(), BOX, Group=group(isolated=True), Resources=panel.resources())
    canvas.save().state(ca=0.7).draw(form).restore().fill(1)
    canvas.paragraph(make.serif, 11, 58, 184, 224, prose.paragraph(make.dice, 4, 5), align="left")


def opener(make: Maker, canvas: Canvas) -> None:
    """A whole page of picture that darkens to the bottom through a luminosity mask, with columns over it."""
    canvas.image(make.photo(FULL), 0, 0, WIDTH, HEIGHT)
    ramp = Canvas()
    shading = make.document.add(axial((0, 430, 0, 180), blend((0,), (0.85,)), "DeviceGray"))
    ramp.op(ramp.name("Shading", shading), "sh")
    mask = make.document.form(ramp.data(), BOX, Resources=ramp.resources(),
                              Group={"S": Name("Transparency"), "CS": Name("DeviceGray"), "I": True})
    canvas.save().state(SMask={"S": Name("Luminosity"), "G": mask, "BC": [0]})
    canvas.fill(0.03, 0.04, 0.08).rect(0, 0, WIDTH, 450).restore().fill(1)
    make.heading(canvas, 28, 290)
    make.columns(canvas, 2, 250, 50)


def feature(make: Maker, canvas: Canvas) -> None:
    """Columns with a picture that casts a shadow."""
    make.heading(canvas, 22, 715)
    make.shadow(canvas, 45, 400, 420, 280)
    canvas.image(make.photo(INSET), 45, 400, 420, 280)
    canvas.paragraph(make.serif, 8, 475, 670, 80, prose.long_sentence(make.dice), align="left")
    make.columns(canvas, 3, 370, 50)


def vignette(make: Maker, canvas: Canvas) -> None:
    """A picture that fades into a coloured page, and a stamp that multiplies with it."""
    tint = make.document.add(axial((0, HEIGHT, WIDTH, 0), blend((0.98, 0.95, 0.88), (0.85, 0.9, 0.95))))
    canvas.op(canvas.name("Shading", tint), "sh")
    canvas.image(make.photo(INSET, mask=pictures.soft_edge(600, 400, 60)), 20, 380, WIDTH - 40, 370)
    canvas.save().state(ca=0.8, BM=Name("Multiply")).fill(0.95, 0.75, 0.1).circle(470, 430, 52).restore().fill(0)
    canvas.text(make.bold, 15, 470, 425, f"{make.dice.randint(2, 99)} pictures", align=0.5)
    make.columns(canvas, 3, 340, 50)


def gallery(make: Maker, canvas: Canvas) -> None:
    """Overlapping pictures in one group, each a little turned, with shadows."""
    prints = Canvas()
    for x, y, turn in ((60, 470, 0.05), (250, 300, -0.06), (80, 90, 0.03)):
        prints.save().matrix(1, turn, -turn, 1, x, y)
        make.shadow(prints, 0, 0, 285, 195)
        prints.fill(1).rect(0, 0, 285, 195).image(make.photo((900, 600)), 8, 8, 269, 179).restore()
    form = make.document.form(prints.data(), BOX, Group=group(isolated=True), Resources=prints.resources())
    canvas.fill(0.9, 0.88, 0.84).rect(0, 0, WIDTH, HEIGHT).state(ca=0.95).draw(form).state(ca=1).fill(0)
    make.heading(canvas, 20, 725)


def gray_story(make: Maker, canvas: Canvas) -> None:
    make.heading(canvas, 20, 715)
    canvas.image(make.photo((1000, 700), gray=True), 45, 420, 380, 266)
    make.columns(canvas, 3, 395, 50)


def text_only(make: Maker, canvas: Canvas) -> None:
    make.heading(canvas, 20, 715)
    make.columns(canvas, 3, 680, 50)


def make() -> bytes:
    maker = Maker()
    order = (opener, feature, text_only, vignette, gray_story, feature, gallery, text_only)
    for number in range(1, PAGES + 1):
        canvas = Canvas()
        kind = cover if number in (1, PAGES) else order[number % len(order)]
        kind(maker, canvas)
        maker.finish(canvas, number)
    return maker.document.data()
