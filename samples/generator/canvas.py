"""Writes the operators of one content stream and remembers the resources they name."""

from .pdf import Name, number

A4 = (0, 0, 595.276, 841.89)
A5 = (0, 0, 419.528, 595.276)
LETTER = (0, 0, 612, 792)

KINDS = {"XObject": "X", "ExtGState": "G", "Shading": "S", "Pattern": "P", "ColorSpace": "C", "Properties": "O"}


class Canvas:
    def __init__(self):
        self.lines = []
        self.named = {}

    def data(self):
        return "\n".join(self.lines).encode("latin-1")

    def resources(self):
        return {kind: dict(entries) for kind, entries in self.named.items()}

    def name(self, kind, value):
        """The resource name of a value, in one of KINDS; equal values share one."""
        entries = self.named.setdefault(kind, {})
        for key, known in entries.items():
            if known is value or known == value:
                return Name(key)
        key = f"{KINDS[kind]}{len(entries)}"
        entries[key] = value
        return Name(key)

    def op(self, *parts):
        """Operands, then the operator as the last part."""
        words = ["/" + part if isinstance(part, Name) else part if isinstance(part, str) else number(part)
                 for part in parts]
        self.lines.append(" ".join(words))
        return self

    def save(self):
        return self.op("q")

    def restore(self):
        return self.op("Q")

    def matrix(self, *values):
        return self.op(*values, "cm")

    def fill(self, *colour):
        return self.op(*colour, {1: "g", 3: "rg", 4: "k"}[len(colour)])

    def stroke(self, *colour):
        return self.op(*colour, {1: "G", 3: "RG", 4: "K"}[len(colour)])

    def width(self, value):
        return self.op(value, "w")

    def rect(self, x, y, width, height, paint="f"):
        self.op(x, y, width, height, "re")
        return self.op(paint)

    def path(self, points, paint="S"):
        for index, (x, y) in enumerate(points):
            self.op(x, y, "l" if index else "m")
        return self.op(paint)

    def line(self, x0, y0, x1, y1):
        return self.path([(x0, y0), (x1, y1)])

    def circle(self, x, y, radius, paint="f"):
        bend = radius * 0.5523
        self.op(x + radius, y, "m")
        self.op(x + radius, y + bend, x + bend, y + radius, x, y + radius, "c")
        self.op(x - bend, y + radius, x - radius, y + bend, x - radius, y, "c")
        self.op(x - radius, y - bend, x - bend, y - radius, x, y - radius, "c")
        self.op(x + bend, y - radius, x + radius, y - bend, x + radius, y, "c")
        return self.op("h", paint)

    def draw(self, xobject):
        return self.op(self.name("XObject", xobject), "Do")

    def image(self, xobject, x, y, width, height):
        return self.save().matrix(width, 0, 0, height, x, y).draw(xobject).restore()

    def state(self, **entries):
        return self.op(self.name("ExtGState", entries), "gs")

    def text(self, font, size, x, y, text, align=0, gap=0):
        """One line of text. `align` is 0 for left, 0.5 for centred, 1 for right; `gap` widens each space."""
        if align:
            x -= align * font.measure(text, size)
        self.named.setdefault("Font", {})[font.key] = font.ref
        self.op("BT", Name(font.key), size, "Tf", x, y, "Td", font.show(text, size, gap), "ET")
        return self

    def paragraph(self, font, size, x, y, width, text, leading=1.35, align="justify"):
        """Text broken into lines; returns the baseline below the last one."""
        lines = wrap(font, size, width, text)
        for index, line in enumerate(lines):
            gap = 0
            if align == "justify" and index < len(lines) - 1 and " " in line:
                gap = (width - font.measure(line, size)) / line.count(" ")
            self.text(font, size, x, y, line, gap=gap)
            y -= size * leading
        return y


def wrap(font, size, width, text):
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and font.measure(longer, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return lines + [line] if line else lines
