"""photos.pdf and gray-scan.pdf. JPEG and CCITT data come from Pillow."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont, TiffImagePlugin

from . import landscape, texts
from .canvas import A4, Canvas
from .fonts import UnicodeFont, font_path
from .pdf import Document, Name


def jpeg(document, image, quality):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    return document.stream(out.getvalue(), compress=False, Type=Name("XObject"), Subtype=Name("Image"),
                           Width=image.width, Height=image.height, ColorSpace=Name(space), BitsPerComponent=8,
                           Filter=Name("DCTDecode"))


def rgb_photo(scene, width, height):
    return Image.frombytes("RGB", (width, height), landscape.rgb_bytes(landscape.picture(scene, width, height)))


def gray_photo(scene, width, height):
    return Image.frombytes("L", (width, height), landscape.gray_bytes(landscape.picture(scene, width, height)))


def photos():
    document = Document("Photographs that were computed")
    serif, bold = document.use(UnicodeFont(document, "serif")), document.use(UnicodeFont(document, "bold"))

    canvas = Canvas().image(jpeg(document, gray_photo(landscape.FOG, 720, 1018), 80), 0, 0, A4[2], A4[3])
    document.page(A4, canvas)

    canvas = Canvas().image(jpeg(document, rgb_photo(landscape.BAY, 960, 680), 80), 0, 0, A4[3], A4[2])
    document.page((0, 0, A4[3], A4[2]), canvas)

    canvas = Canvas().text(bold, 18, 71, 770, "A picture in the text")
    y = canvas.paragraph(serif, 11, 71, 735, 453, texts.ENGLISH[0]) - 8
    canvas.image(jpeg(document, rgb_photo(landscape.MEADOW, 480, 320), 85), 71, y - 190, 300, 200)
    canvas.paragraph(serif, 9, 381, y, 143, "A meadow that has never been seen by a camera.", align="left")
    y = canvas.paragraph(serif, 11, 71, y - 215, 453, texts.ENGLISH[1]) - 8
    canvas.paragraph(serif, 11, 71, y, 453, texts.ENGLISH[2])
    document.page(A4, canvas)
    return document.data()


def scanned_page(size, points, seed):
    """A gray picture of a typed page that lies a little askew on the glass."""
    scale, dice = size[0] / 595.276, random.Random(seed)
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_path("serif"), round(points * scale), layout_engine=ImageFont.Layout.BASIC)
    y = 80 * scale
    for paragraph in texts.ENGLISH * 2:
        line = ""
        for word in paragraph.split() + [None]:
            longer = f"{line} {word}".strip() if word else None
            if longer is None or draw.textlength(longer, font) > 440 * scale:
                draw.text((75 * scale, y + dice.uniform(-0.5, 0.5) * scale), line, font=font, fill=dice.randint(0, 50))
                y += points * 1.5 * scale
                longer = word
            line = longer
        y += points * scale
    return image.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255)


def speckle(image, seed, count):
    dice, draw = random.Random(seed), ImageDraw.Draw(image)
    for _ in range(count):
        x, y, radius = dice.uniform(0, image.width), dice.uniform(0, image.height), dice.choice((0.5, 0.5, 1, 2))
        draw.ellipse((x, y, x + radius, y + radius), fill=dice.randint(0, 120))
    return image


def ccitt(document, image):
    out = io.BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[278] = image.height
    image.save(out, "TIFF", compression="group4", tiffinfo=tags)
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        offsets, counts, photometric = (tiff.tag_v2[tag] for tag in (273, 279, 262))
    if len(offsets) != 1:
        raise SystemExit("the fax data came in several strips")
    data = out.getvalue()[offsets[0]:offsets[0] + counts[0]]
    return document.stream(data, compress=False, Type=Name("XObject"), Subtype=Name("Image"), Width=image.width,
                           Height=image.height, ColorSpace=Name("DeviceGray"), BitsPerComponent=1,
                           Filter=Name("CCITTFaxDecode"),
                           DecodeParms={"K": -1, "Columns": image.width, "Rows": image.height,
                                        "BlackIs1": photometric == 1})


def gray_scan():
    document = Document("Two scanned pages")
    page = speckle(scanned_page((1240, 1754), 11, 1), 2, 900)
    bilevel = page.point(lambda value: 255 if value > 140 else 0).convert("1", dither=Image.Dither.NONE)
    document.page(A4, Canvas().image(ccitt(document, bilevel), 0, 0, A4[2], A4[3]))

    page = scanned_page((910, 1287), 13, 3).filter(ImageFilter.GaussianBlur(0.6))
    paper, dice = landscape.Noise(5, octaves=4), random.Random(6)
    tone = bytearray()
    ink = page.tobytes()
    for y in range(page.height):
        shade = paper.row(y / 200, [x / 200 for x in range(page.width)])
        for x, value in enumerate(shade):
            level = (222 + 24 * value - 18 * (x / page.width) ** 6) * (0.15 + 0.85 * ink[y * page.width + x] / 255)
            tone.append(min(255, max(0, round(level + dice.gauss(0, 1.2)))))
    document.page(A4, Canvas().image(jpeg(document, Image.frombytes("L", page.size, bytes(tone)), 60),
                                     0, 0, A4[2], A4[3]))
    return document.data()
