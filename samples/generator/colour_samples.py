"""cmyk.pdf, and the list of its patches as cmyk-patches.json."""

import json

from .canvas import A4, Canvas
from .fonts import StandardFont
from .pdf import Document, Name
from .vector_samples import axial, blend

WIDTH, HEIGHT = 80, 60
PROCESS = [
    ("white", (0, 0, 0, 0)), ("C", (1, 0, 0, 0)), ("M", (0, 1, 0, 0)), ("Y", (0, 0, 1, 0)), ("K", (0, 0, 0, 1)),
    ("CM", (1, 1, 0, 0)), ("MY", (0, 1, 1, 0)), ("CY", (1, 0, 1, 0)), ("CMY", (1, 1, 1, 0)),
    ("mixed", (0.5, 0.4, 0.4, 0.1)), ("rich black", (0.6, 0.5, 0.5, 1)), ("half K", (0, 0, 0, 0.5)),
    ("half C", (0.5, 0, 0, 0)), ("half M", (0, 0.5, 0, 0)), ("half Y", (0, 0, 0.5, 0)),
]
SPOT = (0, 0.6, 1, 0)
SPOT_TINTS = (1, 0.5, 0.25)
PAIR = ((0.9, 0, 0.4, 0), (0, 0.75, 0.1, 0.05))
PAIR_TINTS = ((1, 0), (0, 1), (0.5, 0.5))


def patches():
    """Name, colour space, components, the CMYK they stand for, and the place from the lower left of the page."""
    found = []

    def add(name, space, components, cmyk):
        column, row = len(found) % 5, len(found) // 5
        x, y = 60 + column * 98, 700 - row * 90
        found.append({"name": name, "space": space, "components": list(components),
                      "cmyk": [round(value, 4) for value in cmyk], "rect": [x, y, x + WIDTH, y + HEIGHT]})

    for name, components in PROCESS:
        add(name, "DeviceCMYK", components, components)
    for tint in SPOT_TINTS:
        add(f"spot {tint}", "Separation", [tint], [tint * value for value in SPOT])
    for tints in PAIR_TINTS:
        cmyk = [min(1, tints[0] * a + tints[1] * b) for a, b in zip(*PAIR)]
        add("pair {} {}".format(*tints), "DeviceN", tints, cmyk)
    return found


def patches_json():
    lines = ",\n    ".join(json.dumps(patch) for patch in patches())
    return f'{{\n  "page": 1,\n  "unit": "point",\n  "patches": [\n    {lines}\n  ]\n}}\n'.encode()


def cmyk():
    document = Document("Colours of four inks")
    label = StandardFont(document, "Helvetica")
    cmyk_space, canvas = Name("DeviceCMYK"), Canvas()
    separation = document.add([Name("Separation"), Name("Sample#20Orange"), cmyk_space, blend((0, 0, 0, 0), SPOT)])
    sums = " ".join(f"2 copy {b} mul exch {a} mul add dup 1 gt {{pop 1}} if 3 1 roll" for a, b in zip(*PAIR))
    mixing = document.stream(f"{{ {sums} pop pop }}", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4)
    device_n = document.add([Name("DeviceN"), [Name("Sample#20Teal"), Name("Sample#20Rose")], cmyk_space, mixing])

    canvas.fill(0, 0, 0, 1).text(label, 14, 60, 790, "Inks: process, spot and a pair of spots")
    for patch in patches():
        x, y = patch["rect"][:2]
        if patch["space"] == "DeviceCMYK":
            canvas.fill(*patch["components"])
        else:
            space = separation if patch["space"] == "Separation" else device_n
            canvas.op(canvas.name("ColorSpace", space), "cs").op(*patch["components"], "scn")
        canvas.rect(x, y, WIDTH, HEIGHT)
        canvas.fill(0, 0, 0, 1).text(label, 9, x, y - 12, patch["name"])

    canvas.save().rect(60, 250, 472, 50, "W n")
    ramp = document.add(axial((60, 0, 532, 0), blend((1, 0, 0, 0), (0, 1, 0.4, 0)), "DeviceCMYK"))
    canvas.op(canvas.name("Shading", ramp), "sh").restore()
    canvas.text(label, 9, 60, 238, "axial shading from C to M and some Y")

    columns, rows = 48, 32
    pixels = bytes(value for row in range(rows) for column in range(columns) for value in (
        round(255 * column / (columns - 1)), round(255 * row / (rows - 1)), 51, 0 if (row // 4 + column // 4) % 2 else 64))
    image = document.stream(pixels, Type=Name("XObject"), Subtype=Name("Image"), Width=columns, Height=rows,
                            BitsPerComponent=8, ColorSpace=cmyk_space)
    canvas.image(image, 60, 80, 210, 140).text(label, 9, 60, 66, "image: more C to the right, more M downwards")
    canvas.stroke(1, 0.5, 0, 0.2).width(6).rect(320, 90, 200, 120, "S")
    canvas.text(label, 9, 320, 66, "a stroke in CMYK")
    document.page(A4, canvas)
    return document.data()
