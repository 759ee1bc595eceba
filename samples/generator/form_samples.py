"""forms.pdf and layers.pdf: what is drawn only under conditions."""

from .canvas import A4, Canvas
from .fonts import StandardFont
from .pdf import Document, Name

HIDDEN, PRINT, NO_VIEW = 2, 4, 32
BLACK, RED, GREEN, BLUE = (0, 0, 0), (0.8, 0.1, 0.1), (0.1, 0.5, 0.2), (0.1, 0.2, 0.8)
PAPER = (0.96, 0.97, 1)
FRAME = {"BC": list(BLACK), "BG": list(PAPER)}


class Annotations:
    """Collects the annotations of one page; an appearance is drawn from its own lower left corner."""

    def __init__(self, document):
        self.document = document
        self.refs = []

    def add(self, subtype, x, y, width, height, appearance=None, flags=PRINT, **entries):
        annotation = {"Type": Name("Annot"), "Subtype": Name(subtype), "Rect": [x, y, x + width, y + height],
                      "F": flags, **entries}
        if subtype == "Widget":
            annotation["BS"] = {"W": 1}
        if appearance is not None:
            states = appearance if isinstance(appearance, dict) else {None: appearance}
            drawn = {state: self.document.form(canvas.data(), (0, 0, width, height), Resources=canvas.resources())
                     for state, canvas in states.items()}
            annotation["AP"] = {"N": drawn.get(None, drawn)}
        self.refs.append(self.document.add(annotation))
        return self.refs[-1]


def framed(width, height, colour=BLACK):
    return Canvas().fill(*PAPER).rect(0, 0, width, height).stroke(*colour).width(1).rect(
        0.5, 0.5, width - 1, height - 1, "S").fill(*colour)


def sign(font, text, colour):
    return framed(300, 30, colour).text(font, 12, 10, 10, text)


def fields(document, font, dingbats):
    canvas, widgets = Canvas(), Annotations(document)

    def row(y, label):
        canvas.text(font, 11, 70, y + 8, label)

    canvas.text(font, 16, 70, 770, "Form fields")
    row(710, "text, with appearance")
    shown = framed(240, 24).op(Name("Tx"), "BMC").text(font, 12, 6, 8, "Ada Example").op("EMC")
    widgets.add("Widget", 240, 710, 240, 24, shown, FT=Name("Tx"), T="name", V="Ada Example", DA="/Helv 12 Tf 0 g",
                MK=FRAME)

    row(670, "text, no appearance")
    widgets.add("Widget", 240, 670, 240, 24, FT=Name("Tx"), T="town", V="Drawn from its value",
                DA="/Helv 12 Tf 0 0 0.6 rg", MK={"BC": [0.4, 0.4, 0.4]})

    for y, label, state in ((630, "checkbox, on", "Yes"), (600, "checkbox, off", "Off")):
        row(y, label)
        ticked = framed(18, 18).text(dingbats, 14, 3, 4, "4")
        widgets.add("Widget", 240, y, 18, 18, {"Yes": ticked, "Off": framed(18, 18)}, FT=Name("Btn"), T=label,
                    V=Name(state), AS=Name(state), DA="/ZaDb 0 Tf 0 g", MK={**FRAME, "CA": "4"})

    row(560, "choice, with appearance")
    chosen = framed(240, 24).op(Name("Tx"), "BMC").text(font, 12, 6, 8, "second").op("EMC")
    widgets.add("Widget", 240, 560, 240, 24, chosen, FT=Name("Ch"), Ff=1 << 17, T="choice",
                Opt=["first", "second", "third"], V="second", DA="/Helv 12 Tf 0 g",
                MK=FRAME)

    row(500, "several lines, no appearance")
    widgets.add("Widget", 240, 450, 240, 74, FT=Name("Tx"), Ff=1 << 12, T="remarks",
                V="The first line of the remarks\nand a second one", DA="/Helv 10 Tf 0 g",
                MK={"BC": [0.4, 0.4, 0.4]})

    canvas.text(font, 11, 70, 418, "the field below is hidden and must not be seen:")
    widgets.add("Widget", 240, 380, 240, 24, framed(240, 24, RED).text(font, 12, 6, 8, "HIDDEN FIELD"),
                flags=HIDDEN | PRINT, FT=Name("Tx"), T="secret", V="HIDDEN FIELD", DA="/Helv 12 Tf 0 g")
    document.page(A4, canvas, Annots=widgets.refs)
    document.catalog["AcroForm"] = {
        "Fields": widgets.refs, "NeedAppearances": True, "DA": "/Helv 12 Tf 0 g",
        "DR": {"Font": {"Helv": font.ref, "ZaDb": dingbats.ref}}}


def marks(document, font):
    canvas, annotations = Canvas(), Annotations(document)
    canvas.text(font, 16, 70, 770, "Annotations")

    canvas.text(font, 14, 70, 720, "a highlight lies over these words")
    shine = Canvas().state(BM=Name("Multiply")).fill(1, 0.9, 0.2).rect(0, 0, 220, 20)
    annotations.add("Highlight", 68, 715, 220, 20, shine, C=[1, 0.9, 0.2],
                    QuadPoints=[68, 735, 288, 735, 68, 715, 288, 715])

    canvas.text(font, 11, 70, 670, "a square and an ink line without appearance:")
    annotations.add("Square", 70, 590, 120, 60, C=list(BLUE), IC=[0.9, 0.95, 1], BS={"W": 3})
    wave = [value for step in range(41) for value in (230 + step * 4, 620 + (step % 8 - 4) * (6 - step // 8))]
    annotations.add("Ink", 225, 585, 175, 70, C=list(GREEN), BS={"W": 2}, InkList=[wave])

    annotations.add("FreeText", 70, 530, 300, 30, sign(font, "free text, prints", BLACK), Contents="free text, prints",
                    DA="/Helv 12 Tf 0 g")
    for y, text, colour, flags, note in (
            (450, "NoView and Print", GREEN, PRINT | NO_VIEW, "on paper only: must be seen in print"),
            (380, "WITHOUT PRINT FLAG", RED, 0, "on screen only: must not be seen in print"),
            (310, "HIDDEN", RED, HIDDEN | PRINT, "hidden: must not be seen at all")):
        canvas.text(font, 11, 70, y + 38, note)
        annotations.add("Square", 70, y, 300, 30, sign(font, text, colour), flags=flags, C=list(colour), Contents=text)
    document.page(A4, canvas, Annots=annotations.refs)


def forms():
    document = Document("Form fields and annotations")
    font, dingbats = StandardFont(document, "Helvetica"), StandardFont(document, "ZapfDingbats")
    fields(document, font, dingbats)
    marks(document, font)
    return document.data()


def layers():
    document = Document("Optional content")
    font = StandardFont(document, "Helvetica")

    def layer(name, **usage):
        return document.add({"Type": Name("OCG"), "Name": name, **({"Usage": usage} if usage else {})})

    def states(view, printed):
        return {"View": {"ViewState": Name(view)}, "Print": {"PrintState": Name(printed)}}

    always = layer("Always")
    paper = layer("Print only", **states("OFF", "ON"))
    screen = layer("View only", **states("ON", "OFF"))
    off = layer("Off by default")
    canvas = Canvas().text(font, 16, 70, 770, "Layers")
    for y, group, colour, text in ((680, always, BLACK, "always on"), (600, paper, GREEN, "seen in print only"),
                                   (520, screen, BLUE, "seen on screen only"), (440, off, RED, "OFF BY DEFAULT")):
        canvas.stroke(0.8).width(1).rect(69, y - 1, 302, 52, "S")
        canvas.op(Name("OC"), canvas.name("Properties", group), "BDC")
        canvas.fill(*colour).rect(70, y, 300, 50).fill(1).text(font, 20, 90, y + 17, text)
        canvas.op("EMC").fill(0)
    document.page(A4, canvas)
    ruled = [paper, screen]
    document.catalog["OCProperties"] = {
        "OCGs": [always, paper, screen, off],
        "D": {"Name": "Default", "BaseState": Name("ON"), "OFF": [off], "Order": [always, paper, screen, off],
              "AS": [{"Event": Name(event), "Category": [Name(event)], "OCGs": ruled} for event in ("View", "Print")]}}
    return document.data()
