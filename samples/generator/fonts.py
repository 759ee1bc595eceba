"""Fonts: the standard 14, and TrueType fonts embedded as subsets of the glyphs that are used."""

import io
import os

from fontTools import subset
from fontTools.ttLib import TTFont

from .metrics import WIDTHS
from .pdf import Name, literal, number

ROOT = os.environ.get("SAMPLE_FONTS", "/usr/share")
FILES = {
    "serif": "fonts/truetype/dejavu/DejaVuSerif.ttf",
    "sans": "fonts/truetype/dejavu/DejaVuSans.ttf",
    "bold": "fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "devanagari": "fonts/truetype/lohit-devanagari/Lohit-Devanagari.ttf",
    "cjk": "fonts-droid-fallback/truetype/DroidSansFallback.ttf",
}


def font_path(face):
    for root in ROOT.split(":"):
        path = os.path.join(root, FILES[face])
        if os.path.exists(path):
            return path
    raise SystemExit(f"no {FILES[face]} under {ROOT}: see the packages named in generate.py")


class StandardFont:
    """One of the standard 14 fonts, which a reader brings along."""

    def __init__(self, document, name):
        self.key = name.replace("-", "")
        entries = {"Type": Name("Font"), "Subtype": Name("Type1"), "BaseFont": Name(name)}
        if name not in ("Symbol", "ZapfDingbats"):
            entries["Encoding"] = Name("WinAnsiEncoding")
        self.ref = document.add(entries)
        self.widths = WIDTHS.get(name)

    def measure(self, text, size):
        if not self.widths:
            return len(text) * 0.6 * size
        return sum(self.widths[ord(char) - 32] if ord(char) < 127 else 556 for char in text) * size / 1000

    def show(self, text, size, gap):
        line = literal(text.encode("cp1252")).decode("latin-1") + " Tj"
        return f"{number(gap)} Tw {line} 0 Tw" if gap else line


class TrueTypeFont:
    """What both ways of embedding share: the measures of the font and its subset."""

    def __init__(self, document, face):
        self.document = document
        self.font = TTFont(font_path(face), recalcTimestamp=False)
        self.path = font_path(face)
        self.cmap = self.font.getBestCmap()
        self.scale = 1000 / self.font["head"].unitsPerEm
        self.ref = document.reserve()
        self.used = {}

    def advance(self, char):
        if ord(char) not in self.cmap:
            raise ValueError(f"{self.path} has no {char!r} (U+{ord(char):04X})")
        return self.font["hmtx"][self.cmap[ord(char)]][0] * self.scale

    def base_name(self):
        name = self.font["name"].getDebugName(6)
        return Name("SMPLAA+" + name)

    def subset(self, keep_cmap):
        """The subset, and where in it each glyph of the whole font has moved."""
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, legacy_cmap=True)
        options.drop_tables += ["GPOS", "GSUB", "GDEF", "MATH", "kern", "FFTM", "gasp", "name", "post", "OS/2"]
        options.drop_tables += [] if keep_cmap else ["cmap"]
        font = TTFont(self.path, recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=map(ord, self.used), glyphs=[self.cmap[ord(char)] for char in self.used])
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
        return subsetter.glyph_index_map, out.getvalue()

    def descriptor(self, data, flags):
        head, hhea = self.font["head"], self.font["hhea"]
        box = [round(value * self.scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
        return self.document.add({
            "Type": Name("FontDescriptor"), "FontName": self.base_name(), "Flags": flags, "FontBBox": box,
            "ItalicAngle": 0, "Ascent": round(hhea.ascent * self.scale), "Descent": round(hhea.descent * self.scale),
            "CapHeight": 729, "StemV": 80, "FontFile2": self.document.stream(data, Length1=len(data)),
        })


class UnicodeFont(TrueTypeFont):
    """A composite font. Glyphs are numbered in the order of their use; pairs are kerned."""

    def __init__(self, document, face):
        super().__init__(document, face)
        self.key = face.title()
        self.pairs = self.font["kern"].kernTables[0].kernTable if "kern" in self.font else {}

    def kern(self, left, right):
        return self.pairs.get((self.cmap[ord(left)], self.cmap[ord(right)]), 0) * self.scale

    def measure(self, text, size):
        total = sum(self.advance(char) for char in text)
        total += sum(self.kern(left, right) for left, right in zip(text, text[1:]))
        return total * size / 1000

    def show(self, text, size, gap):
        parts, run = [], ""
        for index, char in enumerate(text):
            self.advance(char)
            run += f"{self.used.setdefault(char, len(self.used) + 1):04x}"
            move = gap * 1000 / size if char == " " else 0
            if index + 1 < len(text):
                move += self.kern(char, text[index + 1])
            if round(move):
                parts += [f"<{run}>", str(-round(move))]
                run = ""
        parts += [f"<{run}>"] if run else []
        return "[" + "".join(parts) + "] TJ"

    def write(self):
        moved, data = self.subset(keep_cmap=False)
        glyphs = bytearray(2)
        for char in self.used:
            glyphs += moved[self.font.getGlyphID(self.cmap[ord(char)])].to_bytes(2, "big")
        descendant = self.document.add({
            "Type": Name("Font"), "Subtype": Name("CIDFontType2"), "BaseFont": self.base_name(),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": self.descriptor(data, 4), "CIDToGIDMap": self.document.stream(bytes(glyphs)),
            "W": [1, [round(self.advance(char), 1) for char in self.used]],
        })
        self.document.put(self.ref, {
            "Type": Name("Font"), "Subtype": Name("Type0"), "BaseFont": self.base_name(),
            "Encoding": Name("Identity-H"), "DescendantFonts": [descendant],
            "ToUnicode": self.document.stream(self.to_unicode()),
        })

    def to_unicode(self):
        lines = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                 "/CMapName /Samples def /CMapType 2 def",
                 "1 begincodespacerange <0000> <ffff> endcodespacerange"]
        entries = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in self.used.items()]
        for start in range(0, len(entries), 100):
            chunk = entries[start:start + 100]
            lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
        return "\n".join(lines + ["endcmap end end"])


class WinAnsiFont(TrueTypeFont):
    """A simple font with one byte for each character, which keeps long texts small."""

    def __init__(self, document, face):
        super().__init__(document, face)
        self.key = face.title() + "W"

    def measure(self, text, size):
        return sum(self.advance(char) for char in text) * size / 1000

    def show(self, text, size, gap):
        self.used.update((char, ord(char)) for char in text)
        line = literal(text.encode("cp1252")).decode("latin-1") + " Tj"
        return f"{number(gap)} Tw {line}" if gap else f"0 Tw {line}"

    def write(self):
        data = self.subset(keep_cmap=True)[1]
        codes = {char.encode("cp1252")[0]: char for char in self.used}
        first, last = min(codes), max(codes)
        widths = [round(self.advance(codes[code])) if code in codes else 0 for code in range(first, last + 1)]
        self.document.put(self.ref, {
            "Type": Name("Font"), "Subtype": Name("TrueType"), "BaseFont": self.base_name(),
            "FirstChar": first, "LastChar": last, "Widths": widths, "Encoding": Name("WinAnsiEncoding"),
            "FontDescriptor": self.descriptor(data, 32),
        })
