"""vector.pdf and poster-a0.pdf."""

import math

from .canvas import A4, Canvas
from .fonts import StandardFont, UnicodeFont
from .noise import Noise, contour, joined
from .pdf import Document, Name

A0 = (0, 0, 2383.94, 3370.39)


def blend(first, last):
    """A function from 0...1 to the colours between two."""
    return {"FunctionType": 2, "Domain": [0, 1], "C0": list(first), "C1": list(last), "N": 1}


def stitched(*colours):
    count = len(colours) - 1
    return {"FunctionType": 3, "Domain": [0, 1], "Functions": [blend(*pair) for pair in zip(colours, colours[1:])],
            "Bounds": [index / count for index in range(1, count)], "Encode": [0, 1] * count}


def axial(ends, function, space="DeviceRGB", extend=True):
    return {"ShadingType": 2, "ColorSpace": Name(space), "Coords": list(ends), "Function": function,
            "Extend": [extend, extend]}


def radial(circles, function, space="DeviceRGB", extend=(True, True)):
    return {"ShadingType": 3, "ColorSpace": Name(space), "Coords": list(circles), "Function": function,
            "Extend": list(extend)}


def spirograph(x, y, outer, inner, pen, steps):
    """A pen in a wheel that rolls inside a ring."""
    turns = inner // math.gcd(outer, inner)
    points = []
    for step in range(steps + 1):
        angle = 2 * math.pi * turns * step / steps
        roll = (outer - inner) / inner * angle
        points.append((round(x + (outer - inner) * math.cos(angle) + pen * math.cos(roll), 2),
                       round(y + (outer - inner) * math.sin(angle) - pen * math.sin(roll), 2)))
    return points


def contours(canvas, seed, x, y, width, height, columns, levels, thin, thick, place):
    """Draws height lines like those of a map; each fifth is thicker."""
    noise, step = Noise(seed), width / columns
    rows = round(height / step)
    field = [noise.row(row * 4 / columns, [column * 4 / columns for column in range(columns + 1)])
             for row in range(rows + 1)]
    for level in range(levels):
        height = 0.25 + 0.5 * level / levels
        canvas.width(thick if level % 5 == 0 else thin)
        canvas.stroke(*(round(a + (b - a) * level / levels, 3) for a, b in zip((0.1, 0.45, 0.3), (0.55, 0.25, 0.1))))
        for line in joined(contour(field, height)):
            canvas.path([(round(x + px * step, place), round(y + py * step, place)) for px, py in line])


def strokes(canvas, label):
    zigzag = [(0, 0), (40, 50), (80, 0), (120, 50)]
    for index, word in enumerate(("miter", "round", "bevel")):
        canvas.save().matrix(1, 0, 0, 1, 70 + index * 165, 690).op(index, "j").width(14)
        canvas.stroke(0.15, 0.35, 0.6).path(zigzag).restore()
        canvas.text(label, 9, 130 + index * 165, 660, f"{word} join", align=0.5)
    for index, word in enumerate(("butt", "round", "square")):
        canvas.save().op(index, "J").width(16).stroke(0.7, 0.3, 0.1)
        canvas.line(80 + index * 165, 620, 180 + index * 165, 620).restore()
        canvas.text(label, 9, 130 + index * 165, 595, f"{word} cap", align=0.5)
    dashes = ("[] 0", "[6 3] 0", "[12 4 2 4] 0", "[1 5] 0", "[20 8] 10", "[0 8] 0")
    for index, dash in enumerate(dashes):
        canvas.save().op(dash, "d").op(1 if index in (3, 5) else 0, "J").width(3).stroke(0)
        canvas.line(70, 565 - index * 14, 440, 565 - index * 14).restore()
        canvas.text(label, 8, 450, 562 - index * 14, dash)
    for index, width in enumerate((0, 0.1, 0.25, 0.5, 1, 2, 4)):
        canvas.save().width(width).line(70, 470 - index * 12, 440, 470 - index * 12 + 6).restore()
        canvas.text(label, 8, 450, 468 - index * 12, f"{width} wide")
    rosettes = ((160, 260, 105, 44, 30, (0.75, 0.1, 0.3)), (410, 260, 96, 35, 55, (0.1, 0.3, 0.75)))
    for x, y, outer, inner, pen, colour in rosettes:
        canvas.width(0.4).stroke(*colour).path(spirograph(x, y, outer, inner, pen, 1500))


def shadings(document, canvas, label):
    rainbow = stitched((0.8, 0.1, 0.1), (0.95, 0.8, 0.1), (0.1, 0.6, 0.3), (0.1, 0.3, 0.8), (0.5, 0.1, 0.6))

    def shade(shading):
        canvas.op(canvas.name("Shading", document.add(shading)), "sh")

    canvas.save().rect(70, 640, 455, 110, "W n")
    shade(axial((70, 0, 525, 0), rainbow))
    canvas.restore().text(label, 9, 70, 626, "axial shading, five colours")

    canvas.save().rect(70, 480, 130, 130, "W n")
    shade(radial((115, 565, 0, 135, 545, 75), stitched((1, 1, 0.9), (0.95, 0.5, 0.1), (0.3, 0.05, 0.1))))
    canvas.restore().text(label, 9, 70, 466, "radial, off centre")

    canvas.save().rect(230, 480, 130, 130, "W n")
    shade(radial((255, 510, 12, 320, 570, 30), blend((0.9, 0.95, 1), (0.1, 0.2, 0.5)), extend=(False, False)))
    canvas.restore().text(label, 9, 230, 466, "radial, not extended")

    star = [(455 + 65 * math.sin(k * 4 * math.pi / 5), 545 + 65 * math.cos(k * 4 * math.pi / 5)) for k in range(5)]
    canvas.save().path(star, "h W* n")
    shade(axial((400, 480, 510, 610), blend((0.2, 0.7, 0.5), (0.1, 0.1, 0.4))))
    canvas.restore().text(label, 9, 395, 466, "clipped, even-odd")

    tile = Canvas().fill(0.95, 0.9, 0.75).rect(0, 0, 16, 16).fill(0.2, 0.4, 0.5).circle(8, 8, 5)
    tile.stroke(0.7, 0.2, 0.2).width(1).line(0, 0, 16, 16)
    pattern = document.stream(tile.data(), Type=Name("Pattern"), PatternType=1, PaintType=1, TilingType=1,
                              BBox=[0, 0, 16, 16], XStep=16, YStep=16, Resources={})
    canvas.save().op(Name("Pattern"), "cs").op(canvas.name("Pattern", pattern), "scn")
    canvas.circle(160, 345, 85).restore().text(label, 9, 160, 246, "coloured tiles", align=0.5)

    stencil = document.stream("0 4 m 4 8 l 8 4 l 4 0 l h f", Type=Name("Pattern"), PatternType=1, PaintType=2,
                              TilingType=1, BBox=[0, 0, 8, 8], XStep=10, YStep=10, Resources={},
                              Matrix=[0.966, 0.259, -0.259, 0.966, 0, 0])
    space = [Name("Pattern"), Name("DeviceRGB")]
    for index, colour in enumerate(((0.7, 0.1, 0.2), (0.1, 0.4, 0.2), (0.2, 0.2, 0.7))):
        canvas.save().op(canvas.name("ColorSpace", space), "cs").op(*colour, canvas.name("Pattern", stencil), "scn")
        canvas.rect(290 + index * 80, 260, 75, 170).restore()
    canvas.text(label, 9, 290, 246, "one stencil, three colours, turned by 15 degrees")

    band = document.add({"PatternType": 2, "Shading": axial((70, 0, 525, 0), rainbow)})
    canvas.save().op(Name("Pattern"), "CS").op(canvas.name("Pattern", band), "SCN").width(12).op(1, "J", "1 j")
    canvas.path([(80 + k * 18, 150 + 50 * math.sin(k * 0.9)) for k in range(25)]).restore()
    canvas.text(label, 9, 70, 76, "stroked with a shading")


def vector():
    document = Document("Lines, shadings and patterns")
    label = StandardFont(document, "Helvetica")
    canvas = Canvas()
    strokes(canvas, label)
    document.page(A4, canvas)

    canvas = Canvas().op(1, "j")
    canvas.save().rect(50, 60, 495, 720, "W n")
    contours(canvas, 7, 50, 60, 495, 720, 90, 30, 0.25, 0.8, 1)
    canvas.restore().stroke(0).width(1).rect(50, 60, 495, 720, "S")
    canvas.text(label, 9, 50, 45, "height lines over computed hills")
    document.page(A4, canvas)

    canvas = Canvas()
    shadings(document, canvas, label)
    document.page(A4, canvas)
    return document.data()


def poster():
    document = Document("A poster in A0")
    bold = document.use(UnicodeFont(document, "bold"))
    canvas, (width, height) = Canvas(), A0[2:]
    sky = stitched((0.03, 0.05, 0.2), (0.15, 0.3, 0.5), (0.95, 0.75, 0.5), (1, 0.95, 0.85))
    canvas.op(canvas.name("Shading", document.add(axial((0, height, 0, 0), sky))), "sh")
    canvas.op(1, "j")
    contours(canvas, 11, 0, 0, width, 1500, 80, 25, 1.5, 5, 0)
    glow = document.add(radial((1192, 2250, 0, 1192, 2250, 760), stitched((1, 0.95, 0.8), (1, 0.75, 0.3)),
                               extend=(False, False)))
    canvas.op(canvas.name("Shading", glow), "sh")
    canvas.stroke(0.1, 0.15, 0.35).width(2).path(spirograph(1192, 2250, 720, 275, 250, 4000))
    canvas.fill(1).text(bold, 330, width / 2, 3030, "POSTER", align=0.5)
    canvas.fill(0.05, 0.1, 0.25).text(bold, 150, width / 2, 1180, "841 × 1189 mm", align=0.5)
    canvas.text(bold, 24, width / 2, 1100, "and small letters that only a large sheet keeps apart", align=0.5)
    canvas.stroke(0).width(1)
    for x, y in ((60, 60), (width - 60, 60), (60, height - 60), (width - 60, height - 60)):
        canvas.circle(x, y, 20, "S").line(x - 40, y, x + 40, y).line(x, y - 40, x, y + 40)
    document.page(A0, canvas)
    return document.data()
