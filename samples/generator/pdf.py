"""A small PDF writer: values, streams, pages and a plain cross-reference table.

Nothing here depends on the time or the machine, so equal input gives equal bytes.
"""

import hashlib
import zlib


class Name(str):
    """A PDF name, without its slash."""


class Ref(int):
    """The number of an indirect object."""


class Stream:
    def __init__(self, data, entries):
        self.data = data
        self.entries = entries


def number(value):
    if isinstance(value, int):
        return str(value)
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def text_string(text):
    """The bytes of a text string: Latin-1 where it suffices, UTF-16 otherwise."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return b"\xfe\xff" + text.encode("utf-16-be")


def literal(data):
    out = bytearray(b"(")
    for byte in data:
        if byte in b"()\\":
            out += b"\\" + bytes([byte])
        elif 32 <= byte < 127:
            out.append(byte)
        else:
            out += b"\\%03o" % byte
    return bytes(out + b")")


def write(value, seal=None):
    """Serializes a value. `seal` encrypts the strings, where the file is encrypted."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if value is None:
        return b"null"
    if isinstance(value, Ref):
        return b"%d 0 R" % int(value)
    if isinstance(value, (int, float)):
        return number(value).encode()
    if isinstance(value, Name):
        return b"/" + value.encode("ascii")
    if isinstance(value, str):
        data = text_string(value)
        return b"<" + seal(data).hex().encode() + b">" if seal else literal(data)
    if isinstance(value, bytes):
        return b"<" + (seal(value) if seal else value).hex().encode() + b">"
    if isinstance(value, (list, tuple)):
        return b"[" + b" ".join(write(item, seal) for item in value) + b"]"
    if isinstance(value, dict):
        pairs = (b"/" + key.encode("ascii") + b" " + write(item, seal) for key, item in value.items())
        return b"<<" + b" ".join(pairs) + b">>"
    raise TypeError(f"no PDF form of {value!r}")


class Document:
    def __init__(self, title, version="1.7"):
        self.version = version
        self.objects = []
        self.catalog = {"Type": Name("Catalog")}
        self.root = self.reserve()
        self.tree = self.reserve()
        self.tree_entries = {}
        self.kids = []
        self.fonts = []
        self.info = self.add({"Title": title, "Producer": "pdfsplit samples"})
        self.encryption = None
        self.offsets = {}

    def reserve(self):
        self.objects.append(None)
        return Ref(len(self.objects))

    def put(self, ref, value):
        self.objects[ref - 1] = value

    def add(self, value):
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def stream(self, data, compress=True, **entries):
        if isinstance(data, str):
            data = data.encode("latin-1")
        if compress:
            data = zlib.compress(data, 9)
            entries["Filter"] = Name("FlateDecode")
        return self.add(Stream(data, entries))

    def form(self, data, box, **entries):
        """A form XObject."""
        return self.stream(data, Type=Name("XObject"), Subtype=Name("Form"), BBox=list(box), **entries)

    def page(self, box, content=None, resources=None, **entries):
        """Adds a page. `content` is a canvas, text, bytes or the reference of a finished stream."""
        page = {"Type": Name("Page"), "Parent": self.tree}
        if box is not None:
            page["MediaBox"] = list(box)
        page["Resources"] = resources or {}
        if content is not None:
            if hasattr(content, "data"):
                page["Resources"] = {**content.resources(), **page["Resources"]}
                content = content.data()
            page["Contents"] = content if isinstance(content, Ref) else self.stream(content)
        page.update(entries)
        self.kids.append(self.add(page))
        return self.kids[-1]

    def use(self, font):
        """Registers a font, which writes its objects when the file is finished."""
        self.fonts.append(font)
        return font

    def finish(self):
        for font in self.fonts:
            font.write()
        self.catalog["Pages"] = self.tree
        self.put(self.root, self.catalog)
        tree = {"Type": Name("Pages"), "Kids": self.kids, "Count": len(self.kids)}
        self.put(self.tree, {**self.tree_entries, **tree})

    def data(self):
        self.finish()
        out = bytearray(f"%PDF-{self.version}\n".encode() + b"%\xe2\xe3\xcf\xd3\n")
        seal = self.encryption.seal if self.encryption else None
        for index, value in enumerate(self.objects, 1):
            self.offsets[index] = len(out)
            out += b"%d 0 obj\n" % index
            if isinstance(value, Stream):
                data = seal(value.data) if seal else value.data
                out += write({**value.entries, "Length": len(data)}, seal)
                out += b"\nstream\n" + data + b"\nendstream"
            else:
                out += write(value, seal)
            out += b"\nendobj\n"
        encrypt = None
        if self.encryption:
            encrypt = len(self.objects) + 1
            self.offsets[encrypt] = len(out)
            out += b"%d 0 obj\n" % encrypt + write(self.encryption.dictionary) + b"\nendobj\n"
        self.offsets["xref"] = len(out)
        count = len(self.objects) + (2 if encrypt else 1)
        identifier = hashlib.md5(bytes(out)).digest()
        out += b"xref\n0 %d\n0000000000 65535 f \n" % count
        out += b"".join(b"%010d 00000 n \n" % self.offsets[index] for index in range(1, count))
        trailer = {"Size": count, "Root": self.root, "Info": self.info, "ID": [identifier, identifier]}
        if encrypt:
            trailer["Encrypt"] = Ref(encrypt)
        out += b"trailer\n" + write(trailer) + b"\nstartxref\n%d\n%%%%EOF\n" % self.offsets["xref"]
        return bytes(out)
