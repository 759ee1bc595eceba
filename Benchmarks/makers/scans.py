"""scans.pdf: what a copier's scanner makes: one image a page at 300 dpi, in black and white, gray or colour."""

import random

import numpy as np
from generator.canvas import A4, Canvas
from generator.fonts import font_path
from generator.pdf import Document
from generator.photo_samples import ccitt, jpeg, speckle
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from . import pictures, prose

PAGES = 40
SIZE = (2480, 3508)
PAPER = (238, 232, 216)
MARGIN, COLUMN = 300, 1880


def typed(dice: random.Random) -> Image.Image:
    """A page of typed text, black on white, that lies a little askew on the glass."""
    image = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(image)
    # The basic layout needs no library that may be missing or another version elsewhere.
    text, head = (ImageFont.truetype(font_path(face), points * 300 // 72, layout_engine=ImageFont.Layout.BASIC)
                  for face, points in (("serif", 11), ("bold", 16)))
    draw.text((MARGIN, 280), prose.title(dice), font=head, fill=10)
    y = 440
    while y < SIZE[1] - 500:
        y = typed_paragraph(draw, text, dice, y) + 30
    draw.text((SIZE[0] / 2, SIZE[1] - 240), str(dice.randint(1, 400)), font=text, fill=20)
    return image.rotate(dice.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)


def typed_paragraph(draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, dice: random.Random, y: float) -> float:
    line = ""
    for word in [*prose.paragraph(dice).split(), None]:
        longer = f"{line} {word}".strip() if word else None
        if longer is None or draw.textlength(longer, font) > COLUMN:
            draw.text((MARGIN, y + dice.uniform(-1, 1)), line, font=font, fill=dice.randint(10, 60))
            y += 64
            longer = word
        line = longer
    return y


def on_paper(ink: Image.Image, seed: int, paper: tuple[int, ...]) -> Image.Image:
    """The ink as it is seen on paper: shades, fibres, the dark gutter of the lid, a lens that blurs, and noise."""
    rng = pictures.dice(seed)
    width, height = ink.size
    x, _ = pictures.axes(width, height)
    shade = 0.9 + 0.1 * pictures.noise(rng, width, height, 3, 4) + 0.06 * (
        pictures.noise(rng, width, height, 400, 3) - np.float32(0.5))
    edge = x * x * x * x
    shade = shade * (1 - 0.25 * edge * edge * edge * edge)
    layers = np.asarray(ink.filter(ImageFilter.GaussianBlur(0.9)), np.float32).reshape(height, width, -1) / 255
    light = shade[..., None] * (np.float32(0.14) + np.float32(0.86) * layers) * np.array(paper, np.float32)
    return pictures.developed(rng, light, 1.2)


def bilevel(dice: random.Random) -> Image.Image:
    page = speckle(typed(dice), dice.randrange(10_000), 600)
    return page.point(lambda value: 255 if value > 140 else 0).convert("1", dither=Image.Dither.NONE)


def gray(dice: random.Random, seed: int) -> Image.Image:
    return on_paper(typed(dice), seed, (236,))


def colour(dice: random.Random, seed: int) -> Image.Image:
    """A page with a printed photograph glued on, a blue mark of a pen and a red stamp."""
    page = typed(dice).convert("RGB")
    page.paste(pictures.photograph(seed, 1100, 760), (MARGIN + dice.randint(0, 700), dice.randint(700, 2200)))
    draw, y = ImageDraw.Draw(page), dice.randint(500, 3000)
    points = [(MARGIN + step * 20, y + dice.uniform(-8, 8)) for step in range(dice.randint(20, 80))]
    draw.line(points, fill=(40, 60, 170), width=9, joint="curve")
    x, y = dice.randint(400, 1700), dice.randint(2400, 2900)
    draw.ellipse((x, y, x + 420, y + 420), outline=(190, 40, 50), width=14)
    return on_paper(page, seed, PAPER)


def make() -> bytes:
    document, dice = Document("A stack of scanned pages"), random.Random(14)
    for number in range(PAGES):
        kind = (bilevel, gray, bilevel, colour, gray)[number % 5]
        if kind is bilevel:
            image = ccitt(document, bilevel(dice))
        else:
            image = jpeg(document, kind(dice, number), 75)
        document.page(A4, Canvas().image(image, 0, 0, *A4[2:]))
    return document.data()
