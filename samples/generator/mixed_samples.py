"""mixed.pdf: sizes, boxes and rotations. Every page says where its corners must be seen."""

from .canvas import A4, A5, LETTER, Canvas
from .fonts import StandardFont
from .pdf import Document, Name, Ref

BLACK, RED, GREEN, BLUE = (0,), (0.8, 0.1, 0.1), (0.1, 0.5, 0.2), (0.1, 0.2, 0.8)


def upright(box, rotate):
    """From the page as it is seen, with its origin at the lower left, to its own coordinates; and the seen size."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    matrix = {
        0: (1, 0, 0, 1, x0, y0),
        90: (0, 1, -1, 0, x0 + width, y0),
        180: (-1, 0, 0, -1, x0 + width, y0 + height),
        270: (0, -1, 1, 0, x0, y0 + height),
    }[rotate % 360]
    return matrix, (width, height) if rotate % 180 == 0 else (height, width)


def corners(canvas, font, width, height, size):
    inset = size * 0.5
    canvas.fill(*BLACK)
    for label, right, top, colour in (("TL", 0, 1, RED), ("TR", 1, 1, GREEN), ("BL", 0, 0, BLUE), ("BR", 1, 0, BLACK)):
        x, y = right * width, top * height
        inward, down = (-1 if right else 1), (-1 if top else 1)
        canvas.fill(*colour).rect(x, y, inward * inset, down * inset)
        baseline = y - inset - size * 0.72 if top else y + inset
        canvas.text(font, size, x + inward * inset, baseline, label, align=right)
    canvas.fill(*BLACK)


def labelled(document, font, box, lines, rotate=0, size=24, **entries):
    """A page with a frame, its corners and its description."""
    matrix, (width, height) = upright(box, rotate)
    canvas = Canvas().save().matrix(*matrix)
    canvas.width(1).stroke(0.5).rect(0.5, 0.5, width - 1, height - 1, "S")
    corners(canvas, font, width, height, size)
    middle = height / 2 + len(lines) * 8
    for index, line in enumerate(lines):
        canvas.text(font, 13, width / 2, middle - index * 18, line, align=0.5)
    if height > 200:
        x, y = width / 2, height * 0.72
        canvas.width(4).stroke(*RED).line(x, y - 30, x, y + 30).path([(x - 12, y + 16), (x, y + 30), (x + 12, y + 16)])
        canvas.text(font, 10, x, y + 38, "up", align=0.5)
    canvas.restore()
    if rotate:
        entries["Rotate"] = rotate
    return document, canvas, entries


def mixed():
    document = Document("Mixed sizes, boxes and rotations")
    font = StandardFont(document, "Helvetica-Bold")

    def page(box, *lines, crop=None, **entries):
        _, canvas, entries = labelled(document, font, crop or box, lines, **entries)
        if crop:
            entries["CropBox"] = list(crop)
        document.page(box, canvas, **entries)

    page(A4, "1: A4, upright")
    page((0, 0, A4[3], A4[2]), "2: A4, landscape by its MediaBox")
    page(LETTER, "3: Letter, upright")
    page(A5, "4: A5, upright")
    page(A4, "5: A4 with /Rotate 90", "seen in landscape", rotate=90)
    page(LETTER, "6: Letter with /Rotate 180", rotate=180)
    page(A5, "7: A5 with /Rotate 270", "seen in landscape", rotate=270)
    cropped(document, font, "8: CropBox with a negative origin", (-120, -150, 480, 650), (-60, -90, 340, 460), 0)
    page((200, 300, 200 + 420, 300 + 595), "9: MediaBox from 200, 300")
    page((0, 0, 297.638, 420.945), "10: UserUnit 2", "A4 in units of 2 points", UserUnit=2)
    page((0, 0, 20, 20), size=5)
    page((0, 0, 2000, 100), "12: a banner of 2000 x 100 points", size=18)
    boxes(document, font)
    cropped(document, font, "14: CropBox and /Rotate 90", (-100, 50, 500, 750), (-40, 130, 360, 680), 90)
    inherited(document, font)
    return document.data()


def cropped(document, font, title, media, crop, rotate):
    """What lies outside of the CropBox is filled and must not be seen."""
    _, canvas, entries = labelled(document, font, crop, [title, "no orange at the edge"], rotate=rotate)
    outside = Canvas().fill(1, 0.6, 0.1).rect(media[0], media[1], media[2] - media[0], media[3] - media[1])
    outside.fill(1).rect(crop[0], crop[1], crop[2] - crop[0], crop[3] - crop[1])
    canvas.lines = outside.lines + canvas.lines
    document.page(media, canvas, CropBox=list(crop), **entries)


def boxes(document, font):
    media = (0, 0, 480, 640)
    frames = {"CropBox": (10, 10, 470, 630), "BleedBox": (30, 30, 450, 610), "TrimBox": (45, 45, 435, 595),
              "ArtBox": (90, 120, 390, 520)}
    canvas = Canvas()
    colours = (0.5, 0.5, 0.5), RED, BLUE, GREEN
    for (name, (x0, y0, x1, y1)), colour in zip(frames.items(), colours):
        canvas.stroke(*colour).fill(*colour).width(1)
        canvas.rect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1, "S")
        canvas.text(font, 9, x0 + 4, y1 - 12 if name != "BleedBox" else y0 + 4, f"{name} {x0} {y0} {x1} {y1}")
    canvas.fill(0).text(font, 13, 240, 330, "13: a frame along each box", align=0.5)
    document.page(media, canvas, **{name: list(box) for name, box in frames.items()})


def inherited(document, font):
    """The last page takes box and rotation from a node of the page tree; -90 is the same as 270."""
    box, rotate = (0, 0, 500, 300), -90
    _, canvas, _ = labelled(document, font, box, ["15: box and", "/Rotate -90", "inherited"], rotate=rotate)
    page = document.page(None, canvas)
    node = document.add({"Type": Name("Pages"), "Parent": document.tree, "Kids": [page], "Count": 1,
                         "MediaBox": list(box), "Rotate": rotate})
    document.objects[page - 1]["Parent"] = node
    document.kids[-1] = Ref(node)
