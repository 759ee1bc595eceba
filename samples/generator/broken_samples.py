"""Files and pages with faults, and the two that are hardly there: blank.pdf and empty.pdf."""

import zlib

from .canvas import A5, Canvas
from .fonts import StandardFont
from .pdf import Document, Name, Stream


def numbered(font, number, note):
    canvas = Canvas().text(font, 60, 210, 400, str(number), align=0.5)
    return canvas.text(font, 12, 210, 360, note, align=0.5)


def truncated():
    """Cut within the last object, which no page needs: no end of the stream, no cross-reference, no trailer."""
    document = Document("Cut short")
    font = StandardFont(document, "Helvetica")
    for number in (1, 2, 3):
        document.page(A5, numbered(font, number, "of a file that was cut short"))
    spare = document.stream("% nothing\n" * 200, compress=False)
    data = document.data()
    return data[:document.offsets[spare] + 500]


def broken_content(font):
    """Compressed content whose first part can be read and whose second part cannot.

    The rows of squares are there because readers that decode in blocks drop the block in which the fault lies.
    """
    good = numbered(font, 3, "the page breaks off among the squares")
    good.fill(0.2, 0.5, 0.3).rect(60, 320, 300, 16)
    for index in range(300):
        x, y = 60 + index % 20 * 15, 300 - index // 20 * 10
        good.fill(round(index / 300, 2), 0.4, 0.6).rect(x, y, 10, 6)
    lost = Canvas().text(font, 12, 210, 120, "THIS LINE IS LOST", align=0.5)
    packer = zlib.compressobj(9)
    start = packer.compress(good.data() + b"\n") + packer.flush(zlib.Z_FULL_FLUSH)
    rest = packer.compress(lost.data()) + packer.flush()
    return start + bytes(byte ^ 0xFF for byte in rest)


def bad_page():
    document = Document("One bad page among five")
    font = StandardFont(document, "Helvetica")
    for number in range(1, 6):
        canvas = numbered(font, number, "a good page")
        content = canvas
        if number == 3:
            content = document.add(Stream(broken_content(font), {"Filter": Name("FlateDecode")}))
        document.page(A5, content, canvas.resources())
    return document.data()


def refused_page():
    document = Document("A page without area")
    font = StandardFont(document, "Helvetica")
    for number in (1, 2, 3):
        note = "a good page" if number != 2 else "its MediaBox is empty"
        document.page((0, 0, 0, 0) if number == 2 else A5, numbered(font, number, note))
    return document.data()


def blank():
    document = Document("Blank")
    document.page(A5)
    return document.data()


def not_a_pdf():
    return b"This is a text file that was given the name of another kind.\nNothing in it can be drawn.\n"


def empty():
    return b""
