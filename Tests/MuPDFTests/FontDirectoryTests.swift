import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("Fonts that stand in for those that are not embedded")
struct FontDirectoryTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Ghostscript brings them along.
    private static let openType = "/usr/share/fonts/opentype/urw-base35"
    private static let type1 = "/usr/share/fonts/type1/urw-base35"

    /// A directory with copies of fonts.
    private func directory(_ fonts: [String: String], name: String = "fonts") throws -> String {
        for (path, font) in fonts {
            let target = URL(filePath: scratch.file("\(name)/\(path)"))
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            // Links are followed.
            let source = URL(filePath: font).resolvingSymlinksInPath()
            try FileManager.default.copyItem(at: source, to: target)
        }
        return scratch.file(name)
    }

    /// A page with a word in a font that is named only.
    private func draw(_ name: String, fonts: FontDirectory?, entries: String = "") throws -> Drawing {
        let widths = String(repeating: "600 ", count: 26)
        let font =
            "<</Type/Font/Subtype/TrueType/BaseFont/\(name)/FirstChar 97/LastChar 122/Widths[\(widths)]"
            + "/Encoding/WinAnsiEncoding/FontDescriptor<</Type/FontDescriptor/FontName/\(name)/Flags 32"
            + "/FontBBox[0 0 999 999]/ItalicAngle 0/Ascent 900/Descent 0/CapHeight 700/StemV 80\(entries)>>>>"
        let pdf = TestPDF.onePage(
            "BT /F 60 Tf 10 80 Td (gfs) Tj ET", entries: "/Resources<</Font<</F \(font)>>>>")
        let document = try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
        if let fonts { document.setFonts(fonts) }
        _ = try document.countPages()
        let drawing = try document.draw(0, components: 1)
        #expect(document.takeMessages() == [])
        #expect(!drawing.isWhite)
        return drawing
    }

    static let names = [
        "URWBookman-Light", "ABCDEF+URWBookman-Light", "URW#20Bookman#20Light", "urwbookman,light", "URW-Bookman_Light",
    ]

    @Test("A font of that name is drawn with, however the name is written", arguments: names)
    func naming(name: String) throws {
        let fonts = try FontDirectory(path: directory(["a.otf": "\(Self.openType)/URWBookman-Light.otf"]))
        #expect(fonts.count == 1)
        let with = try draw(name, fonts: fonts), without = try draw(name, fonts: nil)
        #expect(with != without)
        #expect(try with == draw("URWBookman-Light", fonts: fonts))
    }

    @Test("A font of another name changes nothing, nor does one that the document embeds")
    func otherNames() throws {
        let fonts = try FontDirectory(path: directory(["a.otf": "\(Self.openType)/Z003-MediumItalic.otf"]))
        #expect(try draw("URWBookman-Light", fonts: fonts) == draw("URWBookman-Light", fonts: nil))
        let embedded = try Document(path: sample("text.pdf"), password: nil)
        let plain = try embedded.draw(0, components: 1)
        let same = try Document(path: sample("text.pdf"), password: nil)
        same.setFonts(fonts)
        #expect(try same.draw(0, components: 1) == plain)
    }

    @Test("A family's bold and italic fonts are found by what the page says of the style")
    func styles() throws {
        let fonts = try FontDirectory(
            path: directory([
                "1.otf": "\(Self.openType)/NimbusRoman-Regular.otf", "2.otf": "\(Self.openType)/NimbusRoman-Bold.otf",
                "3.otf": "\(Self.openType)/NimbusRoman-Italic.otf",
            ]))
        let regular = try draw("NimbusRoman", fonts: fonts), bold = try draw("NimbusRoman,Bold", fonts: fonts)
        let italic = try draw("Nimbus#20Roman", fonts: fonts, entries: "/Flags 96")
        #expect(regular != bold && regular != italic && bold != italic)
        #expect(try regular == draw("NimbusRoman-Regular", fonts: fonts))
        #expect(try bold == draw("NimbusRoman-Bold", fonts: fonts))
        #expect(try italic == draw("NimbusRoman-Italic", fonts: fonts))
    }

    @Test("Type 1 fonts stand in too")
    func type1() throws {
        let fonts = try FontDirectory(path: directory(["x.t1": "\(Self.type1)/URWBookman-Light.t1"]))
        #expect(try draw("URWBookman-Light", fonts: fonts) != draw("URWBookman-Light", fonts: nil))
    }

    @Test("Of two fonts of a name the one whose path comes first is taken, and nothing is opened later")
    func order() throws {
        let path = try directory([
            "b/1.otf": "\(Self.openType)/Z003-MediumItalic.otf", "a/x/y/2.OTF": "\(Self.openType)/D050000L.otf",
            "a/x/y/z/3.otf": "\(Self.openType)/C059-Roman.otf", ".hidden/4.otf": "\(Self.openType)/C059-Bold.otf",
        ])
        let fonts = try FontDirectory(path: path)
        #expect(fonts.count == 2, "too deep and hidden ones are left out")
        let before = try draw("Z003-MediumItalic", fonts: fonts)
        try FileManager.default.removeItem(atPath: path)
        #expect(try draw("Z003-MediumItalic", fonts: fonts) == before)
        // Two files with the same font.
        let twice = try directory(
            ["1.otf": "\(Self.openType)/NimbusSans-Regular.otf", "2.t1": "\(Self.type1)/NimbusSans-Regular.t1"],
            name: "twice")
        let one = try directory(["1.otf": "\(Self.openType)/NimbusSans-Regular.otf"], name: "one")
        #expect(
            try draw("NimbusSans-Regular", fonts: FontDirectory(path: twice))
                == draw("NimbusSans-Regular", fonts: FontDirectory(path: one)))
    }

    @Test("Pages of a document that is opened again have the fonts still")
    func reopening() throws {
        let fonts = try FontDirectory(path: directory(["a.otf": "\(Self.openType)/Z003-MediumItalic.otf"]))
        let pdf = TestPDF.onePage(
            "BT /F 60 Tf 10 80 Td (gfs) Tj ET",
            entries: "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Z003-MediumItalic>>>>>>")
        let path = try scratch.write("page.pdf", pdf.file())
        let document = try Document(path: path, password: nil)
        document.setFonts(fonts)
        let before = try document.draw(0)
        try document.reopen()
        #expect(try document.draw(0) == before)
        #expect(try Document(path: path, password: nil).draw(0) != before)
    }

    @Test("The digest is of names and contents")
    func digests() throws {
        let font = "\(Self.openType)/Z003-MediumItalic.otf", other = "\(Self.openType)/D050000L.otf"
        let first = try FontDirectory(path: directory(["a.otf": font, "b.otf": other], name: "1")).digest()
        #expect(first.count == 32)
        #expect(try FontDirectory(path: directory(["a.otf": font, "b.otf": other], name: "2")).digest() == first)
        #expect(try FontDirectory(path: directory(["a.otf": font, "c.otf": other], name: "3")).digest() != first)
        #expect(try FontDirectory(path: directory(["a.otf": other, "b.otf": font], name: "4")).digest() != first)
        #expect(try FontDirectory(path: directory(["a.otf": font], name: "5")).digest() != first)
    }

    @Test("A directory that is called as fonts are is one")
    func directoryName() throws {
        let path = try directory(["Z003.otf/a.otf": "\(Self.openType)/Z003-MediumItalic.otf"])
        let fonts = try FontDirectory(path: path)
        #expect(fonts.count == 1 && fonts.unusableFiles.isEmpty)
    }

    @Test("What is no font is named, and a directory without any is refused")
    func unusable() throws {
        let path = try directory(["a.otf": "\(Self.openType)/Z003-MediumItalic.otf"])
        try scratch.write("fonts/broken.ttf", [0, 1, 0, 0, 0, 99])
        try scratch.write("fonts/empty.pfb", [])
        let digest = try FontDirectory(path: path).digest()
        try scratch.write("fonts/notes.txt", [65])
        try scratch.write("fonts/fonts.dir", [48])
        try FileManager.default.createSymbolicLink(atPath: "\(path)/lost.otf", withDestinationPath: "nowhere.otf")
        let fonts = try FontDirectory(path: path)
        #expect(fonts.count == 1 && fonts.unusableFiles == ["broken.ttf", "empty.pfb", "lost.otf"])
        #expect(fonts.digest() == digest, "what has no bytes draws nothing")

        try FileManager.default.removeItem(atPath: "\(path)/a.otf")
        for path in [path, scratch.file("missing"), "\(path)/notes.txt"] {
            let error = try refusal { _ = try FontDirectory(path: path) }
            #expect(error.code == .noFonts && !error.description.isEmpty, "\(path)")
        }
    }
}
