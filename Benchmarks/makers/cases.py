"""A folder of small documents, as a program's tests might make them: invoices and reports of a page or some."""

import os
import random

from generator.canvas import A4, Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document
from generator.photo_samples import jpeg

from . import figures, pictures, prose

LEFT, WIDTH = 76, 440
COLOURS = [(0.8, 0.15, 0.2), (0.1, 0.35, 0.7), (0.15, 0.55, 0.25), (0.9, 0.5, 0.1)]


def page(document: Document, dice: random.Random, fonts: tuple, kind: int) -> None:
    """Text, and on two pages of three a drawing or a picture."""
    serif, sans, bold = fonts
    canvas, y = Canvas(), 730.0
    canvas.fill(0).text(bold, 16, LEFT, 780, prose.title(dice))
    if kind == 1:
        canvas.save().matrix(1, 0, 0, 1, LEFT, y - figures.H)
        dice.choice(figures.KINDS)(document, canvas, dice, COLOURS, sans)
        canvas.restore().fill(0)
        y -= figures.H + 30
    elif kind == 2:
        picture = pictures.photograph(dice.randrange(1000), 660, 390)
        canvas.image(jpeg(document, picture, 85), LEFT, y - 260, WIDTH, 260)
        y -= 290
    while y > 150:
        y = canvas.paragraph(serif, 10.5, LEFT, y, WIDTH, prose.paragraph(dice, 3, 5)) - 8
    document.page(A4, canvas)


def make(index: int) -> bytes:
    """One of them, by its number; it has one to three pages."""
    document, dice = Document(f"Case {index}"), random.Random(1000 + index)
    fonts = tuple(document.use(UnicodeFont(document, face)) for face in ("serif", "sans", "bold"))
    for number in range(1 + index % 3):
        page(document, dice, fonts, (index + number) % 3)
    return document.data()


def write(directory: str, count: int) -> list[str]:
    """Writes so many, and returns their paths."""
    paths = [os.path.join(directory, f"case-{index:03}.pdf") for index in range(count)]
    for index, path in enumerate(paths):
        with open(path, "wb") as file:
            file.write(make(index))
    return paths
