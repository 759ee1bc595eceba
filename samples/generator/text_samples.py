"""text.pdf, bench-200.pdf and stamp.pdf."""

import math
import random

from . import texts
from .arabic import visual_order
from .canvas import A4, A5, Canvas
from .fonts import StandardFont, UnicodeFont, WinAnsiFont
from .pdf import Document, Name

LEFT, WIDTH, TOP = 71, 453, 770


def text():
    document = Document("Running text in several scripts")
    serif, sans, bold = (document.use(UnicodeFont(document, face)) for face in ("serif", "sans", "bold"))
    devanagari, cjk = (document.use(UnicodeFont(document, face)) for face in ("devanagari", "cjk"))

    def start(number, title):
        canvas = Canvas()
        canvas.text(bold, 18, LEFT, TOP, title)
        canvas.text(sans, 9, LEFT + WIDTH / 2, 40, f"{number} / 6", align=0.5)
        return canvas

    canvas, y = start(1, "Latin, with kerning"), TOP - 36
    for size, paragraph in zip((12, 11, 10), texts.ENGLISH):
        y = canvas.paragraph(serif, size, LEFT, y, WIDTH, paragraph) - 10
    for size in (24, 16, 8, 6, 5, 4):
        canvas.text(serif, size, LEFT, y - size, f"{size} pt: AVA To We Ty fjord quartz")
        y -= size * 1.6
    document.page(A4, canvas)

    canvas, y = start(2, "Latin, seven languages"), TOP - 36
    for language, paragraph in texts.EUROPEAN:
        canvas.text(bold, 9, LEFT, y, language)
        y = canvas.paragraph(serif, 11, LEFT, y - 16, WIDTH, paragraph) - 12
    document.page(A4, canvas)

    canvas, y = start(3, "Greek and Cyrillic"), TOP - 36
    for language, paragraph in [("Ελληνικά", texts.GREEK), *texts.CYRILLIC]:
        canvas.text(bold, 9, LEFT, y, language)
        y = canvas.paragraph(serif, 12, LEFT, y - 17, WIDTH, paragraph) - 14
    document.page(A4, canvas)

    canvas, y = start(4, "Hebrew and Arabic"), TOP - 50
    for line in texts.HEBREW:
        canvas.text(sans, 15, LEFT + WIDTH, y, line[::-1], align=1)
        y -= 24
    y -= 24
    for line in texts.ARABIC:
        canvas.text(sans, 17, LEFT + WIDTH, y, visual_order(line), align=1)
        y -= 30
    document.page(A4, canvas)

    canvas, y = start(5, "Devanagari, Georgian, CJK"), TOP - 50
    for line in texts.DEVANAGARI:
        canvas.text(devanagari, 18, LEFT, y, line)
        y -= 30
    y = canvas.paragraph(sans, 13, LEFT, y - 14, WIDTH, texts.GEORGIAN, align="left") - 24
    for line in texts.CJK:
        canvas.text(cjk, 16, LEFT, y, line)
        y -= 28
    document.page(A4, canvas)

    canvas, y = start(6, "Standard fonts, not embedded"), TOP - 36
    times, italic, helvetica, heavy, courier = (StandardFont(document, name) for name in (
        "Times-Roman", "Times-Italic", "Helvetica", "Helvetica-Bold", "Courier"))
    for font, paragraph in zip((times, helvetica, italic), texts.ENGLISH):
        y = canvas.paragraph(font, 11, LEFT, y, WIDTH, paragraph) - 12
    y = canvas.paragraph(heavy, 11, LEFT, y, WIDTH, texts.ENGLISH[2], align="left") - 12
    y = canvas.paragraph(courier, 10, LEFT, y, WIDTH, texts.ENGLISH[2], align="left") - 12
    canvas.text(StandardFont(document, "Symbol"), 20, LEFT, y - 10, "abgdezhq SFGL")
    canvas.text(StandardFont(document, "ZapfDingbats"), 20, LEFT, y - 40, "abc 4 l n u H")
    document.page(A4, canvas)
    return document.data()


def sentence(dice):
    first, second = dice.sample(texts.NOUNS, 2)
    words = f"the {dice.choice(texts.ADJECTIVES)} {first} {dice.choice(texts.VERBS)} the {second}"
    if dice.random() < 0.6:
        words += " " + dice.choice(texts.TAILS)
    return words.capitalize() + "."


def table(canvas, font, dice, x, y, rows):
    canvas.width(0.5)
    for row in range(rows + 1):
        canvas.line(x, y - row * 14, x + 300, y - row * 14)
    for column in range(5):
        canvas.line(x + column * 75, y, x + column * 75, y - rows * 14)
    for row in range(rows):
        canvas.text(font, 8, x + 4, y - row * 14 - 10, dice.choice(texts.NOUNS))
        for column in range(1, 4):
            figure = f"{dice.randint(1, 9999) / 10:.1f}"
            canvas.text(font, 8, x + column * 75 + 70, y - row * 14 - 10, figure, align=1)


def drawing(canvas, dice, x, y):
    """A closed curve from two whole-number frequencies."""
    a, b = dice.randint(2, 7), dice.randint(2, 7)
    points = [(round(x + 150 + 140 * math.sin(a * step / 60 * math.pi), 1),
               round(y - 60 + 55 * math.cos(b * step / 60 * math.pi), 1)) for step in range(121)]
    canvas.width(0.7).path(points)


def bench():
    document = Document("A book of 220 pages")
    serif = document.use(WinAnsiFont(document, "serif"))
    dice = random.Random(1)
    for page in range(1, 221):
        canvas, y = Canvas(), 540
        canvas.text(serif, 14, 54, y, f"{page}. The {dice.choice(texts.ADJECTIVES)} {dice.choice(texts.NOUNS)}")
        y -= 28
        extra = {0: "table", 3: "drawing"}.get(page % 6)
        if extra == "table":
            table(canvas, serif, dice, 54, y, 7)
        elif extra == "drawing":
            drawing(canvas, dice, 54, y)
        y -= 140 if extra else 0
        while y > 110:
            paragraph = " ".join(sentence(dice) for _ in range(dice.randint(3, 6)))
            y = canvas.paragraph(serif, 9.5, 54, y, 311, paragraph) - 6
        canvas.text(serif, 8, 210, 36, str(page), align=0.5)
        document.page(A5, canvas)
    return document.data()


def stamp():
    document = Document("A little colour in black text")
    serif = document.use(UnicodeFont(document, "serif"))
    bold = document.use(UnicodeFont(document, "bold"))

    canvas = Canvas()
    y = canvas.paragraph(serif, 11, LEFT, TOP, WIDTH, " ".join(texts.ENGLISH)) - 20
    canvas.fill(0.1, 0.2, 0.75).rect(LEFT, y - 4, 6, 4)
    canvas.fill(0.8, 0.05, 0.1).rect(LEFT + 10, y - 4, 4, 4)
    canvas.fill(0).text(serif, 11, LEFT + 20, y - 4, "Two small stamps, one blue and one red.")
    canvas.paragraph(serif, 11, LEFT, y - 40, WIDTH, texts.ENGLISH[1])
    document.page(A4, canvas)

    canvas, y, links = Canvas(), TOP, []
    for index, paragraph in enumerate(texts.ENGLISH):
        y = canvas.paragraph(serif, 11, LEFT, y, WIDTH, paragraph) - 4
        address = f"https://example.org/{index + 1}"
        canvas.fill(0.0, 0.2, 0.8).text(bold, 11, LEFT, y, address)
        width = bold.measure(address, 11)
        canvas.stroke(0.0, 0.2, 0.8).width(0.6).line(LEFT, y - 2, LEFT + width, y - 2)
        canvas.fill(0)
        links.append(document.add({
            "Type": Name("Annot"), "Subtype": Name("Link"), "Rect": [LEFT, y - 3, LEFT + width, y + 10], "F": 4,
            "Border": [0, 0, 0], "A": {"S": Name("URI"), "URI": address}}))
        y -= 26
    document.page(A4, canvas, Annots=links)
    return document.data()
