"""last.pdf: pages of text and, at the end, a drawing that takes about as long as all of them together."""

import random

from generator.canvas import A4, Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document
from generator.vector_samples import spirograph

from . import prose

PAGES = 40
LEFT, WIDTH = 76, 440


def make() -> bytes:
    document, dice = Document("A dear page at the end"), random.Random(16)
    serif = UnicodeFont(document, "serif")
    document.use(serif)
    for _ in range(PAGES):
        canvas, y = Canvas(), 780.0
        while y > 120:
            y = canvas.paragraph(serif, 10.5, LEFT, y, WIDTH, prose.paragraph(dice, 3, 5)) - 8
        document.page(A4, canvas)
    canvas = Canvas()
    canvas.width(0.3)
    for index in range(4):
        canvas.path(spirograph(298, 421, 140 + 15 * index, 61 + 6 * index, 66, 4000))
    document.page(A4, canvas)
    return document.data()
