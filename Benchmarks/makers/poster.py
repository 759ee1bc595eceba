"""poster.pdf: a sheet of A0 with a photograph, drawings, shadings and large and small letters."""

from generator.canvas import Canvas
from generator.fonts import UnicodeFont
from generator.pdf import Document
from generator.photo_samples import jpeg
from generator.vector_samples import A0, axial, contours, spirograph, stitched

from . import pictures

WIDTH, HEIGHT = A0[2:]
NIGHT = (0.05, 0.1, 0.25)


def make() -> bytes:
    document = Document("A poster in A0 with a photograph")
    serif, bold = (document.use(UnicodeFont(document, face)) for face in ("serif", "bold"))
    canvas = Canvas()
    sky = stitched((0.98, 0.95, 0.88), (0.85, 0.9, 0.93), (0.55, 0.7, 0.8))
    canvas.op(canvas.name("Shading", document.add(axial((0, 0, 0, HEIGHT), sky))), "sh")
    canvas.op(1, "j")
    contours(canvas, 15, 0, 0, WIDTH, 980, 110, 40, 0.6, 2.4, 1)
    # 150 pixels per inch, as printers want for what is seen from afar.
    photo = jpeg(document, pictures.mountains(15, 4500, 3000), 88)
    canvas.stroke(1).width(30).rect(112, 1350, 2160, 1440, "S").image(photo, 112, 1350, 2160, 1440)
    canvas.fill(*NIGHT).text(bold, 260, WIDTH / 2, 2950, "MOUNTAINS", align=0.5)
    for index, colour in enumerate(((0.7, 0.15, 0.2), (0.1, 0.3, 0.6), (0.15, 0.5, 0.3), (0.8, 0.5, 0.1))):
        canvas.stroke(*colour).width(0.9).path(spirograph(350 + index * 560, 620, 230, 61 + 6 * index, 66, 4000))
    canvas.fill(*NIGHT)
    words = "What is small on a large sheet is still drawn: these letters are those of a book, and many. " * 8
    for column in range(3):
        canvas.paragraph(serif, 24, 112 + column * 740, 1260, 680, words[:420])
        canvas.paragraph(serif, 9, 112 + column * 740, 330, 680, words * 2)
    document.page(A0, canvas)
    return document.data()
