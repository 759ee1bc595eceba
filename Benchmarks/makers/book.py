"""book.pdf: a novel-sized book of running text, with a frame round every page."""

import random

from generator.canvas import Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document
from generator.text_samples import drawing, table
from generator.vector_samples import spirograph

from . import prose

PAGES = 352
BOX = (0, 0, 396, 597.6)
CHAPTER = 11
LEFT, WIDTH, TOP, FOOT = 48, 300, 528, 66


def cover(document: Document, bold: UnicodeFont, words: str) -> None:
    """The first page and the last are in colour; all others are black."""
    canvas = Canvas().fill(0.55, 0.12, 0.16).rect(0, 0, *BOX[2:])
    canvas.stroke(0.95, 0.85, 0.6).width(0.6).path(spirograph(198, 260, 130, 47, 40, 3000))
    canvas.fill(0.98, 0.93, 0.8).text(bold, 26, 198, 460, words, align=0.5)
    document.page(BOX, canvas)


def chapter_head(canvas: Canvas, bold: UnicodeFont, number: int, title: str) -> float:
    canvas.text(bold, 11, LEFT + WIDTH / 2, TOP - 40, f"CHAPTER {number}", align=0.5)
    canvas.text(bold, 17, LEFT + WIDTH / 2, TOP - 66, title, align=0.5)
    canvas.width(0.8).line(LEFT + 110, TOP - 80, LEFT + WIDTH - 110, TOP - 80)
    return TOP - 110


def footnote(canvas: Canvas, serif: UnicodeFont, dice: random.Random) -> float:
    canvas.width(0.4).line(LEFT, FOOT + 22, LEFT + 80, FOOT + 22)
    canvas.paragraph(serif, 7.5, LEFT, FOOT + 11, WIDTH, prose.long_sentence(dice))
    return FOOT + 40


def body(canvas: Canvas, serif: UnicodeFont, dice: random.Random, y: float, last: float) -> None:
    """Paragraphs down to the last line of the page; the text of the last one goes on over the page, so to speak."""
    while y > last:
        lines = int((y - last) / 13) + 1
        words = prose.paragraph(dice).split()
        y = canvas.paragraph(serif, 9.6, LEFT, y, WIDTH, " ".join(words[:lines * 10])) - 3


def inner_page(document: Document, fonts: tuple, dice: random.Random, page: int, title: str) -> None:
    serif, bold = fonts
    # The frame is one stroke as large as the page, which takes renderers more time than its ink suggests.
    canvas, y, last = Canvas().width(0.5).rect(20, 20, BOX[2] - 40, BOX[3] - 40, "S"), TOP, FOOT + 12
    number = (page - 2) // CHAPTER + 1
    if (page - 2) % CHAPTER == 0:
        y = chapter_head(canvas, bold, number, title)
    else:
        head = f"{number}. {title}" if page % 2 else "A Book of Ordinary Days"
        canvas.text(serif, 8, LEFT + WIDTH / 2, TOP + 26, head, align=0.5)
    if page % 23 == 0:
        table(canvas, serif, dice, LEFT, y, 7)
        y -= 125
    elif page % 31 == 0:
        drawing(canvas, dice, LEFT, y)
        y -= 140
    if dice.random() < 0.2:
        last = footnote(canvas, serif, dice)
    body(canvas, serif, dice, y, last)
    canvas.text(serif, 8, LEFT + WIDTH / 2, 40, str(page), align=0.5)
    document.page(BOX, canvas)


def make() -> bytes:
    document, dice = Document("A book of ordinary days"), random.Random(11)
    serif, bold = (document.use(UnicodeFont(document, face)) for face in ("serif", "bold"))
    cover(document, bold, "A Book of Ordinary Days")
    for page in range(2, PAGES):
        if (page - 2) % CHAPTER == 0:
            title = prose.title(dice)
        inner_page(document, (serif, bold), dice, page, title)
    cover(document, bold, "The End")
    return document.data()
