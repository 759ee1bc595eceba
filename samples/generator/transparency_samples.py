"""transparency.pdf: groups, blend modes and soft masks."""

from . import landscape, texts
from .canvas import A4, Canvas
from .fonts import StandardFont
from .pdf import Document, Name
from .vector_samples import axial, blend, radial, stitched

MODES = ("Normal", "Multiply", "Screen", "Overlay", "Difference", "Exclusion", "HardLight", "ColorDodge", "Darken",
         "Hue", "Color", "Luminosity")


def group(isolated=False, knockout=False):
    return {"S": Name("Transparency"), "CS": Name("DeviceRGB"), "I": isolated, "K": knockout}


def blend_modes(document, canvas, label):
    wash = document.add(axial((0, 0, 100, 0), stitched((0.9, 0.2, 0.2), (0.9, 0.9, 0.3), (0.2, 0.5, 0.8))))
    for index, mode in enumerate(MODES):
        x, y = 60 + index % 4 * 125, 650 - index // 4 * 130
        canvas.save().matrix(1, 0, 0, 1, x, y).rect(0, 0, 100, 80, "W n")
        canvas.op(canvas.name("Shading", wash), "sh")
        canvas.state(BM=Name(mode)).fill(0.3, 0.6, 0.4).rect(10, 45, 80, 25)
        canvas.fill(0.7, 0.7, 0.7).rect(10, 10, 80, 25).restore()
        canvas.text(label, 9, x + 50, y - 14, mode, align=0.5)


def three_circles():
    canvas = Canvas().state(ca=0.6, BM=Name("Multiply"))
    for x, y, colour in ((45, 75, (0.9, 0.2, 0.2)), (75, 75, (0.2, 0.7, 0.3)), (60, 48, (0.2, 0.3, 0.9))):
        canvas.fill(*colour).circle(x, y, 32)
    return canvas


def groups(document, canvas, label):
    kinds = (("plain group", {}), ("isolated", {"isolated": True}), ("knockout", {"knockout": True}),
             ("both", {"isolated": True, "knockout": True}))
    for index, (title, flags) in enumerate(kinds):
        x, circles = 60 + index * 125, three_circles()
        canvas.fill(0.95, 0.85, 0.5).rect(x, 170, 60, 120)
        form = document.form(circles.data(), (0, 0, 120, 120), Group=group(**flags), Resources=circles.resources())
        canvas.save().matrix(1, 0, 0, 1, x, 170).draw(form).restore()
        canvas.fill(0).text(label, 9, x + 60, 155, title, align=0.5)


def masks(document, canvas, label):
    ramp = Canvas()
    ramp.op(ramp.name("Shading", document.add(axial((60, 0, 280, 0), blend((0,), (1,)), "DeviceGray"))), "sh")
    luminosity = document.form(ramp.data(), (0, 0, 600, 850), Resources=ramp.resources(),
                               Group={"S": Name("Transparency"), "CS": Name("DeviceGray"), "I": True})
    canvas.save().state(SMask={"S": Name("Luminosity"), "G": luminosity, "BC": [0]})
    canvas.fill(0.7, 0.1, 0.4).rect(60, 640, 220, 120).restore()
    canvas.text(label, 9, 60, 625, "luminosity mask, left clear")

    holes = Canvas()
    for index in range(4):
        holes.state(ca=0.25 + 0.25 * index).circle(350 + index * 50, 700, 24)
    alpha = document.form(holes.data(), (0, 0, 600, 850), Resources=holes.resources(), Group=group(isolated=True))
    canvas.save().state(SMask={"S": Name("Alpha"), "G": alpha})
    canvas.fill(0.1, 0.4, 0.6).rect(320, 640, 220, 120).restore()
    canvas.text(label, 9, 320, 625, "alpha mask, four strengths")


def image_over_text(document, canvas, label):
    y = 580
    for paragraph in texts.ENGLISH:
        y = canvas.paragraph(label, 12, 60, y, 480, paragraph, align="left") - 6
    size = 200
    colours = landscape.rgb_bytes(landscape.picture(landscape.MEADOW, size, size))
    alpha = bytearray()
    for row in range(size):
        for column in range(size):
            distance = ((row - size / 2) ** 2 + (column - size / 2) ** 2) ** 0.5 / (size / 2)
            alpha.append(round(255 * landscape.clamp((1 - distance) * 1.8)))
    common = {"Type": Name("XObject"), "Subtype": Name("Image"), "Width": size, "Height": size, "BitsPerComponent": 8}
    mask = document.stream(bytes(alpha), ColorSpace=Name("DeviceGray"), **common)
    image = document.stream(colours, ColorSpace=Name("DeviceRGB"), SMask=mask, **common)
    canvas.image(image, 190, 350, 230, 230)
    canvas.text(label, 9, 60, 310, "an image with a soft edge over text")


def overlays(document, canvas, label):
    canvas.fill(0).text(label, 40, 60, 200, "under glass")
    for index, alpha in enumerate((0.2, 0.4, 0.6, 0.8)):
        canvas.save().state(ca=alpha, CA=alpha).fill(0.1, 0.5, 0.3).stroke(0.6, 0.1, 0.1).width(8)
        canvas.rect(70 + index * 120, 170, 80, 80, "B").restore()
    ring = document.add(radial((300, 90, 10, 300, 90, 200), blend((1, 0.9, 0.6), (0.2, 0.1, 0.4))))
    canvas.save().rect(60, 60, 480, 60, "W n").state(ca=0.5).op(canvas.name("Shading", ring), "sh").restore()
    canvas.text(label, 9, 60, 45, "a shading at half strength")


def transparency():
    document = Document("Groups, blend modes and soft masks")
    label = StandardFont(document, "Helvetica")
    canvas = Canvas().text(label, 14, 60, 770, "Blend modes")
    blend_modes(document, canvas, label)
    canvas.text(label, 14, 60, 320, "Groups")
    groups(document, canvas, label)
    document.page(A4, canvas, Group=group(isolated=True))

    canvas = Canvas().text(label, 14, 60, 790, "Soft masks")
    masks(document, canvas, label)
    image_over_text(document, canvas, label)
    overlays(document, canvas, label)
    document.page(A4, canvas, Group=group(isolated=True))
    return document.data()
