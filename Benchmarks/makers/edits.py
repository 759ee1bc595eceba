"""Pages of text that differ by an edit: what a comparison is to find."""

import random

from generator.canvas import A4, Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document

from . import prose

LEFT, WIDTH = 76, 440
# Points, at 300 dpi.
PIXEL = 72 / 300
# In the middle of the page.
EDITED = 4


def paragraphs() -> list[str]:
    dice = random.Random(17)
    return [prose.paragraph(dice, 3, 5) for _ in range(9)]


def with_word(text: str, word: str = "otherwise") -> str:
    """The text with another last word, so that no other moves."""
    return " ".join([*text.split()[:-1], f"{word}."])


def page(canvas: Canvas, serif: UnicodeFont, texts: list[str], shift: float = 0) -> None:
    """Sets paragraphs, the edited one shifted down by so many points."""
    canvas.fill(0)
    y = 780.0
    for index, text in enumerate(texts):
        down = shift if index == EDITED else 0
        y = canvas.paragraph(serif, 10.5, LEFT, y - down, WIDTH, text) + down - 8


def make(edit: str = "") -> bytes:
    """One page on A4, as it is or edited: "word" or "shift"."""
    document = Document("A page of text")
    serif = UnicodeFont(document, "serif")
    document.use(serif)
    texts, canvas = paragraphs(), Canvas()
    if edit == "word":
        texts[EDITED] = with_word(texts[EDITED])
    page(canvas, serif, texts, PIXEL if edit == "shift" else 0)
    document.page(A4, canvas)
    return document.data()
