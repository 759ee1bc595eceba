"""drawings.pdf: a textbook full of vector drawings, most of them in colour."""

import random

from generator.canvas import A4, Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document

from . import figures, prose

PAGES = 120
LEFT, WIDTH = 76, 440
PALETTES = (
    [(0.8, 0.15, 0.2), (0.1, 0.35, 0.7), (0.15, 0.55, 0.25)],
    [(0.9, 0.5, 0.1), (0.35, 0.2, 0.6), (0.05, 0.5, 0.55), (0.75, 0.7, 0.2)],
    [(0.6, 0.1, 0.4), (0.3, 0.6, 0.8)],
)
GRAYS = [(0, 0, 0), (0.35, 0.35, 0.35), (0.6, 0.6, 0.6)]


def figure(document: Document, canvas: Canvas, dice: random.Random, kind, colours, fonts: tuple, y: float,
           number: str) -> float:
    """Draws a figure below a height and returns the height below its caption."""
    serif, sans = fonts
    canvas.save().matrix(1, 0, 0, 1, LEFT, y - figures.H)
    kind(document, canvas, dice, colours, sans)
    canvas.restore().fill(0)
    canvas.text(serif, 8.5, LEFT + WIDTH / 2, y - figures.H - 20, f"Figure {number}: {prose.title(dice)}", align=0.5)
    return y - figures.H - 42


def page(document: Document, dice: random.Random, fonts: tuple, number: int) -> None:
    serif, sans, bold = fonts
    canvas = Canvas()
    canvas.fill(0).text(serif, 9, LEFT, 800, prose.title(dice)).text(serif, 9, LEFT + WIDTH, 800, str(number), align=1)
    canvas.width(0.4).line(LEFT, 794, LEFT + WIDTH, 794)
    gray = number % 6 == 0
    kinds = figures.COLOURLESS if gray else figures.KINDS
    colours = GRAYS if gray else PALETTES[number % len(PALETTES)]
    first = number * 2 % len(kinds)
    y = figure(document, canvas, dice, kinds[first], colours, (serif, sans), 770, f"{number}.1")
    canvas.text(bold, 12, LEFT, y, f"{number}.1 {prose.title(dice)}")
    y = canvas.paragraph(serif, 10.5, LEFT, y - 20, WIDTH, prose.paragraph(dice, 4, 8)) - 8
    y = canvas.paragraph(serif, 10.5, LEFT, y, WIDTH, prose.paragraph(dice, 2, 4)) - 8
    if y > figures.H + 80:
        figure(document, canvas, dice, kinds[(first + 1) % len(kinds)], colours, (serif, sans), y, f"{number}.2")
    document.page(A4, canvas)


def make() -> bytes:
    document, dice = Document("A book of drawings"), random.Random(12)
    fonts = tuple(document.use(UnicodeFont(document, face)) for face in ("serif", "sans", "bold"))
    for number in range(1, PAGES + 1):
        page(document, dice, fonts, number)
    return document.data()
