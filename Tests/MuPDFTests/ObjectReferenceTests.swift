import MuPDF
import TestDocuments
import Testing

/// Pairs of pages that are made of equal values, and are drawn differently because of how objects are referred to.
@Suite("Pages whose objects are referred to in other ways")
struct ObjectReferenceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func open(_ pdf: TestPDF) throws -> Document {
        let document = try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
        _ = try document.countPages()
        return document
    }

    private func digest(_ pdf: TestPDF) throws -> [UInt8]? { try open(pdf).objectDigest(ofPage: 0) }

    /// That the pages do not look the same is what makes them a pair.
    private func expectNoProof(
        _ first: TestPDF, _ second: TestPDF, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let isDrawnAlike = try open(first).draw(0) == open(second).draw(0)
        #expect(!isDrawnAlike, "they prove nothing", sourceLocation: sourceLocation)
        let digest = try digest(first), other = try self.digest(second)
        #expect(digest == nil || digest != other, sourceLocation: sourceLocation)
    }

    /// A page of which a part belongs to a layer that is turned off, with two objects that are that layer.
    private func layered(
        _ layer: String, listed: String = "10 0 R", off: String = "10 0 R", name: String = "(layer)",
        operators: String = "/OC /M BDC 9 9 90 90 re f EMC"
    ) -> TestPDF {
        var pdf = TestPDF()
        pdf.object(
            1, "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[\(listed)]/D<</OFF[\(off)]>>>>>>")
        pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
        pdf.object(
            3,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Properties<</M \(layer)>>>>>>")
        pdf.content(4, operators)
        pdf.object(10, "<</Type/OCG/Name(layer)>>")
        pdf.object(11, "10 0 R")
        pdf.object(12, "<</Type/OCG/Name(layer)>>")
        pdf.object(13, "(layer)")
        return pdf
    }

    private static let layer = "<</Type/OCG/Name(layer)>>"

    @Test("Layers are compared as they are referred to")
    func layers() throws {
        try expectNoProof(layered("10 0 R"), layered("11 0 R"))
        try expectNoProof(layered("10 0 R"), layered("10 1 R"))
        let direct = Self.layer
        try expectNoProof(
            layered("10 0 R", listed: direct, off: direct), layered(direct, listed: direct, off: direct))
        // So are values in a layer that is no object of its own, a name of it for one.
        let named = "<</Type/OCG/Name 13 0 R>>"
        try expectNoProof(layered(direct, listed: direct, off: direct), layered(named, listed: direct, off: direct))
        #expect(try digest(layered("10 0 R")) != nil)
        #expect(try digest(layered(direct, listed: direct, off: direct)) != nil)
    }

    @Test("References of one generation are as good as those of another")
    func generations() throws {
        // Of a number that was used before.
        let digest = try digest(layered("10 0 R"))
        #expect(digest != nil)
        #expect(try self.digest(layered("10 1 R", listed: "10 1 R", off: "10 1 R")) == digest)
    }

    @Test("Streams are not found by a reference to a reference")
    func forms() throws {
        func page(_ form: String) -> TestPDF {
            var pdf = TestPDF.onePage("/X Do", entries: "/Resources<</XObject<</X \(form)>>>>")
            pdf.object(5, "<</Subtype/Form/BBox[0 0 200 200]>>", stream: Array("9 9 90 90 re f".utf8))
            pdf.object(6, "5 0 R")
            return pdf
        }
        try expectNoProof(page("5 0 R"), page("6 0 R"))
        #expect(try digest(page("5 0 R")) != nil)
    }

    @Test("A glyph that is drawn with the resources of whoever came first")
    func glyphs() throws {
        // Two forms with fonts that are the same font for MuPDF if both are no objects, and whose glyph is another form.
        let font =
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
            + "/Encoding<</Differences[65/A]>>/CharProcs<</A 9 0 R>>>>"
        func page(_ second: String) -> TestPDF {
            var pdf = TestPDF.onePage("/X Do /Y Do", entries: "/Resources<</XObject<</X 5 0 R/Y 6 0 R>>>>")
            for (number, font, glyph, place) in [(5, font, 7, 0), (6, second, 8, 100)] {
                pdf.object(
                    number,
                    "<</Subtype/Form/BBox[0 0 200 200]/Resources<</Font<</F \(font)>>/XObject<</G \(glyph) 0 R>>>>>>",
                    stream: Array("BT /F 99 Tf \(place) 0 Td (A) Tj ET".utf8))
            }
            pdf.object(7, "<</Subtype/Form/BBox[0 0 9 9]>>", stream: Array("0 0 9 9 re f".utf8))
            pdf.object(8, "<</Subtype/Form/BBox[0 0 9 9]>>", stream: Array("0 0 3 3 re f".utf8))
            pdf.object(9, "<<>>", stream: Array("9 0 d0 /G Do".utf8))
            pdf.object(10, font)
            return pdf
        }
        try expectNoProof(page(font), page("10 0 R"))
        #expect(try digest(page(font)) != nil)
    }

    @Test("A circle of a form and a pattern is broken where an object comes again, and not its like")
    func circles() throws {
        func page(_ inner: Int) -> TestPDF {
            var pdf = TestPDF.onePage("/X Do", entries: "/Resources<</XObject<</X 5 0 R>>>>")
            for number in [5, 6] {
                pdf.object(
                    number, "<</Subtype/Form/BBox[0 0 200 200]/Resources 7 0 R>>",
                    stream: Array("9 9 20 20 re f .5 0 0 .5 50 50 cm /Pattern cs /P scn 0 0 200 200 re f".utf8))
            }
            pdf.object(7, "<</Pattern<</P 8 0 R>>>>")
            pdf.object(
                8,
                "<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 200 200]/XStep 200/YStep 200"
                    + "/Resources<</XObject<</X \(inner) 0 R>>>>>>",
                stream: Array("1 0 0 rg 0 0 9 9 re f 1 0 0 1 60 60 cm /X Do".utf8))
            return pdf
        }
        try expectNoProof(page(5), page(6))
        #expect(try digest(page(5)) != nil)
    }

    /// As much of a number as MuPDF's lexer has room for; it drops the character that comes next.
    private static let zeros = String(repeating: "0", count: 255)

    static let references = [
        "10 0 R", "10 0\nR", "10 0 %comment\n%another\rR", "10 0 #52", "10 +0 R", "10 0- R", "10 + R", "00010 0\u{0}R",
        "10 \(zeros)X R",
    ]

    @Test("Operators that ask for an object by its number prove nothing", arguments: references)
    func operators(reference: String) throws {
        func page(_ on: Int, _ off: Int) -> TestPDF {
            // The first that is equal is turned off.
            layered(
                "10 0 R", listed: "\(off) 0 R \(on) 0 R", off: "\(off) 0 R",
                operators: "/OC <</Type/OCMD/OCGs \(reference)>> BDC 9 9 90 90 re f EMC")
        }
        let drawn = try open(page(10, 12)).draw(0).isWhite, other = try open(page(12, 10)).draw(0).isWhite
        // Some are no references for MuPDF after all.
        if reference.hasSuffix("R") && !reference.contains("+0") { #expect(!drawn && other) }
        #expect(try digest(page(10, 12)) == nil)
        #expect(try digest(page(12, 10)) == nil)
    }

    @Test("A delimiter that is lost after a number that is too long", arguments: ["(", "<", "%"])
    func lostDelimiters(delimiter: String) throws {
        func page(_ on: Int, _ off: Int) -> TestPDF {
            layered(
                "10 0 R", listed: "\(off) 0 R \(on) 0 R", off: "\(off) 0 R",
                operators: "\(Self.zeros)\(delimiter) n /OC <</Type/OCMD/OCGs 10 0 R>> BDC 9 9 90 90 re f EMC %)")
        }
        try expectNoProof(page(10, 12), page(12, 10))
        #expect(try digest(page(10, 12)) == nil)
    }

    @Test("Tokens may be long where that changes nothing")
    func longTokens() throws {
        let hexadecimals = String(repeating: "00", count: 500)
        #expect(try digest(.onePage("<\(hexadecimals)> Tj (\(hexadecimals)) Tj % \(hexadecimals)")) != nil)
        #expect(try digest(.onePage("\(String(repeating: "\u{1}", count: 1000)) /\(Self.zeros.dropLast(9)) Do")) != nil)
    }

    @Test("References are found wherever they lie in what is read at once")
    func blocks() throws {
        // Files are read in blocks of 4,096 bytes.
        for count in 3900..<4100 {
            let padding = String(repeating: " ", count: count)
            #expect(try digest(.onePage("\(padding)[5 0 R] 0 d")) == nil, "\(count)")
        }
        for count in stride(from: 3700, to: 4100, by: 9) {
            let padding = String(repeating: " ", count: count)
            #expect(try digest(.onePage("\(padding)\(Self.zeros)(")) == nil, "\(count)")
            let signs = String(repeating: "0 0 1 RG ", count: 1000)
            #expect(try digest(.onePage("\(padding)\(signs)")) != nil, "\(count)")
        }
    }

    @Test("The fast search of whole streams finds what the close one of parts does")
    func searches() throws {
        let pieces = [
            "0", "10", "-", "R", "R", "#52", "#5", "RG", " ", "\n", "\u{0}", "[", "]", "(R)", "<52>", "<<", ">>", "/R",
            "%R\n", "%\r",
            String(repeating: "0", count: 130), String(repeating: "x", count: 130),
        ]
        var state: UInt32 = 1
        func next() -> Int {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int(state >> 16)
        }
        var nothingProved = 0
        for _ in 0..<500 {
            let operators = (0...next() % 12).map { _ in pieces[next() % pieces.count] }.joined() + " "
            let whole = TestPDF.onePage(operators)
            var part = whole
            part.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents[4 0 R]>>")
            let isProved = try digest(whole) != nil
            #expect(try isProved == (digest(part) != nil), "\(operators)")
            nothingProved += isProved ? 0 : 1
        }
        #expect(nothingProved > 50 && nothingProved < 450)
    }

    @Test("A page's streams are searched as the one that they are read as")
    func parts() throws {
        func page(_ first: String, _ second: String) -> TestPDF {
            var pdf = TestPDF()
            pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
            pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
            pdf.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents[4 0 R 5 0 R]>>")
            pdf.content(4, first)
            pdf.content(5, second)
            return pdf
        }
        for beginning in ["<", "%", "BI /W 8/H 1/BPC 1/IM true ID x"] {
            #expect(try digest(page(beginning, "( > \n EI [5 0 R] 0 d )")) == nil, "\(beginning)")
        }
        #expect(try digest(page("BI /W 8/H 1/BPC 1/IM true ID xEI", "(5 0 L ) Tj")) != nil)
        #expect(try digest(page("() Tj", "(5 0 R ) Tj")) != nil)
    }

    static let operatorPlaces = [
        "contents", "array", "form", "pattern", "glyph", "mask", "state", "annotation", "button",
    ]

    @Test("They do wherever there are operators", arguments: operatorPlaces)
    func places(name: String) throws {
        func page(_ operators: String) -> TestPDF {
            func content(_ place: String) -> [UInt8] { Array((place == name ? operators : "0 0 9 9 re f").utf8) }
            var pdf = TestPDF()
            pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
            pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
            pdf.object(
                3,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents \(name == "array" ? "[4 0 R 15 0 R]" : "4 0 R")"
                    + "/Annots[<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 5 0 R>>>>"
                    + "<</Subtype/Widget/Rect[0 0 9 9]/AS/On/AP<</N<</On 6 0 R>>>>>>]"
                    + "/Resources<</XObject<</X 7 0 R>>/Pattern<</P 8 0 R>>/Font<</F 9 0 R>>"
                    + "/ExtGState<</M<</SMask<</S/Alpha/G 10 0 R>>>>/S<</Font[11 0 R 9]>>>>>>>>")
            pdf.object(4, "<<>>", stream: content("contents"))
            pdf.object(5, "<</Subtype/Form>>", stream: content("annotation"))
            pdf.object(6, "<</Subtype/Form>>", stream: content("button"))
            pdf.object(7, "<</Subtype/Form>>", stream: content("form"))
            pdf.object(8, "<</PatternType 1>>", stream: content("pattern"))
            pdf.object(9, "<</Subtype/Type3/CharProcs<</A 12 0 R>>>>")
            pdf.object(10, "<</Subtype/Form>>", stream: content("mask"))
            pdf.object(11, "<</Subtype/Type3/CharProcs<</A 13 0 R>>>>")
            pdf.object(12, "<<>>", stream: content("glyph"))
            pdf.object(13, "<<>>", stream: content("state"))
            pdf.object(15, "<<>>", stream: content("array"))
            return pdf
        }
        #expect(try digest(page("[5 0 R] 0 d")) == nil)
        #expect(try digest(page("R] 0 d")) == nil, "the number may be in the stream before")
        #expect(try digest(page("[5 0] 0 d 1 0 0 RG (5 R (5 R \\) 5 R) 5 R ) Tj /A5#20R Do 5 (R) Tj")) != nil)
        #expect(try digest(page("<(> Tj [5 0 R] 0 d (")) == nil, "no string begins in another")
        #expect(try digest(page("%(\n[5 0 R] 0 d")) == nil, "nor in a comment")
        #expect(try digest(page("BI /W 8/H 1/BPC 1/IM true ID (EI [5 0 R] 0 d")) == nil, "nor in an image")
    }
}
