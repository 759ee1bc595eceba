"""The figures of drawings.pdf. Each is drawn into a box of W by H points, with the colours it is given."""

import math
import random

from generator.canvas import Canvas
from generator.pdf import Document, Name
from generator.vector_samples import axial, blend, contours, radial, spirograph

W, H = 440, 230
Colours = list[tuple[float, float, float]]


def grid(canvas: Canvas, step: float) -> None:
    canvas.stroke(0.75, 0.75, 0.75).width(0.1)
    for index in range(int(W / step) + 1):
        canvas.line(index * step, 0, index * step, H)
    for index in range(int(H / step) + 1):
        canvas.line(0, index * step, W, index * step)


def plot(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """Curves over a fine grid, with axes and figures."""
    grid(canvas, 10)
    canvas.stroke(0, 0, 0).width(0.8).line(0, H / 2, W, H / 2).line(W / 2, 0, W / 2, H)
    for tick in range(1, 11):
        canvas.text(label, 6, tick * W / 11, H / 2 - 8, f"{tick - 5.5:.1f}", align=0.5)
    for colour in colours:
        a, b, c = dice.uniform(1, 9), dice.uniform(0, 6), dice.uniform(0.5, 4)
        points = [(step * W / 220, H / 2 + 100 * math.sin(a * step / 40 + b) / (1 + c * abs(step - 110) / 110))
                  for step in range(221)]
        canvas.stroke(*colour).width(dice.choice((0.3, 0.5, 1))).path(points)


def map_lines(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """Height lines with a few names."""
    canvas.save().rect(0, 0, W, H, "W n")
    contours(canvas, dice.randrange(10_000), 0, 0, W, H, 60, 24, 0.15, 0.5, 1)
    canvas.restore().stroke(0, 0, 0).width(0.5).rect(0, 0, W, H, "S")
    for _ in range(6):
        x, y = dice.uniform(20, W - 60), dice.uniform(15, H - 15)
        canvas.fill(*dice.choice(colours)).circle(x, y, 1.6).text(label, 7, x + 4, y - 2, f"{dice.randint(80, 990)} m")


def rosettes(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    for index, colour in enumerate(colours):
        outer, inner = dice.randint(90, 110), dice.randint(23, 61)
        x = 100 + index * (W - 200) / max(1, len(colours) - 1)
        canvas.stroke(*colour).width(0.2).path(spirograph(x, H / 2, outer, inner, inner * 0.8, 1200))


def flowers(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """Petals, leaves and tendrils of Bezier curves, filled and outlined."""
    for _ in range(14):
        x, y, size = dice.uniform(30, W - 30), dice.uniform(30, H - 30), dice.uniform(14, 34)
        canvas.stroke(0.1, 0.35, 0.15).width(0.7)
        canvas.op(x, y, "m").op(x + 40, y - 30, x - 60, y - 40, x + dice.uniform(-30, 30), 0, "c", "S")
        petals, colour = dice.randint(5, 11), dice.choice(colours)
        canvas.fill(*colour).stroke(*(part * 0.5 for part in colour)).width(0.25)
        for petal in range(petals):
            angle = 2 * math.pi * petal / petals
            cosine, sine = size * math.cos(angle), size * math.sin(angle)
            canvas.op(x, y, "m")
            canvas.op(x + 0.9 * cosine - 0.6 * sine, y + 0.9 * sine + 0.6 * cosine,
                      x + 1.1 * cosine - 0.2 * sine, y + 1.1 * sine + 0.2 * cosine, x + cosine, y + sine, "c")
            canvas.op(x + 0.9 * cosine + 0.6 * sine, y + 0.9 * sine - 0.6 * cosine,
                      x + 0.3 * cosine + 0.3 * sine, y + 0.3 * sine - 0.3 * cosine, x, y, "c", "B")
        canvas.fill(0.95, 0.8, 0.2).circle(x, y, size / 5, "B")


def tree(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """A tree of strokes that get thinner, with leaves."""
    canvas.op(1, "J").stroke(0.3, 0.2, 0.1)

    def branch(x: float, y: float, angle: float, length: float) -> None:
        if length < 4:
            canvas.fill(*dice.choice(colours)).circle(x, y, 1.5)
            return
        end_x, end_y = x + length * math.cos(angle), y + length * math.sin(angle)
        canvas.width(length / 9).line(x, y, end_x, end_y)
        for turn in (-0.5, 0.5):
            branch(end_x, end_y, angle + turn * dice.uniform(0.5, 1.3), length * dice.uniform(0.66, 0.8))

    branch(W / 2, 0, math.pi / 2, 55)


def network(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """Nodes and thin edges, as of a timetable or a proof."""
    nodes = [(dice.uniform(10, W - 10), dice.uniform(10, H - 10)) for _ in range(60)]
    for x, y in nodes:
        near = sorted(nodes, key=lambda node: (node[0] - x) ** 2 + (node[1] - y) ** 2)[1:5]
        for other in near:
            canvas.stroke(*dice.choice(colours)).width(0.3).line(x, y, *other)
    for number, (x, y) in enumerate(nodes):
        canvas.stroke(0, 0, 0).width(0.4).fill(1, 1, 1).circle(x, y, 6, "B")
        canvas.fill(0, 0, 0).text(label, 5, x, y - 2, str(number), align=0.5)


def bars(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """Bars and a ball filled with shadings."""
    for index in range(12):
        height, colour = dice.uniform(20, H - 30), colours[index % len(colours)]
        shading = document.add(axial((0, 0, 22, 0), blend(colour, tuple(part * 0.4 for part in colour))))
        canvas.save().matrix(1, 0, 0, 1, 10 + index * 26, 15).rect(0, 0, 22, height, "W n")
        canvas.op(canvas.name("Shading", shading), "sh").restore()
        canvas.fill(0, 0, 0).text(label, 6, 21 + index * 26, 5, str(1990 + index), align=0.5)
    ball = document.add(radial((370, 125, 0, 385, 115, 55), blend((1, 1, 1), colours[0]), extend=(False, False)))
    canvas.op(canvas.name("Shading", ball), "sh")


def section(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """A machine part in section: outlines, hatching, centre lines and dimensions."""
    hatch = document.stream("0.2 w 0 0 m 4 4 l S", Type=Name("Pattern"), PatternType=1, PaintType=1, TilingType=1,
                            BBox=[0, 0, 4, 4], XStep=4, YStep=4, Resources={})
    x = 20
    for _ in range(6):
        width, height = dice.uniform(30, 70), dice.uniform(60, 180)
        bottom, bore = (H - height) / 2, height * dice.uniform(0.2, 0.4)
        wall = (height - bore) / 2
        canvas.save().op(Name("Pattern"), "cs").op(canvas.name("Pattern", hatch), "scn").stroke(0, 0, 0).width(0.9)
        canvas.rect(x, bottom, width, wall, "B").rect(x, bottom + wall + bore, width, wall, "B")
        canvas.restore().stroke(*colours[0]).width(0.2)
        canvas.line(x, bottom - 8, x + width, bottom - 8).line(x, bottom, x, bottom - 11)
        canvas.text(label, 6, x + width / 2, bottom - 16, f"{width:.1f}", align=0.5)
        x += width
    canvas.save().op("[12 3 2 3] 0", "d").stroke(*colours[-1]).width(0.3).line(5, H / 2, x + 15, H / 2).restore()


def cubes(document: Document, canvas: Canvas, dice: random.Random, colours: Colours, label) -> None:
    """A field of cubes seen from above, as in a tiled floor."""
    side = 16
    canvas.op(1, "j").stroke(1, 1, 1).width(0.3)
    for row in range(9):
        for column in range(15):
            x, y = 20 + column * side * 1.732 + (row % 2) * side * 0.866, 20 + row * side * 1.5
            colour = dice.choice(colours)
            for turn, light in ((0, 1), (1, 0.7), (2, 0.45)):
                first, last = math.radians(30 + 120 * turn), math.radians(150 + 120 * turn)
                middle = (first + last) / 2
                corners = [(x + side * math.cos(angle), y + side * math.sin(angle)) for angle in (first, middle, last)]
                canvas.fill(*(part * light for part in colour)).path([(x, y), *corners], "b")


KINDS = (plot, map_lines, rosettes, flowers, tree, network, bars, section, cubes)
# Those that use no colours but the given ones.
COLOURLESS = (plot, network, section, rosettes)
