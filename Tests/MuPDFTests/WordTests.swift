import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("The words of pages")
struct WordTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private let box = PDFRectangle(0, 0, 200, 200)

    /// A page of 200 by 200 points in Helvetica, with objects from 5 on.
    private func document(_ operators: String, font: String = "", objects: [(Int, String)] = []) throws -> Document {
        var pdf = TestPDF.onePage(
            operators,
            entries: "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica\(font)>>>>>>")
        for (number, stream) in objects { pdf.object(number, "<<>>", stream: Array(stream.utf8)) }
        let document = try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
        _ = try document.countPages()
        return document
    }

    private func words(_ operators: String, font: String = "", objects: [(Int, String)] = []) throws -> [String] {
        try document(operators, font: font, objects: objects).words(ofPage: 0, box: box, userUnit: 1).words.map(\.text)
    }

    @Test("Words end at white space and at the ends of lines, hyphens or not")
    func splitting() throws {
        let words = try words(
            "BT /F 10 Tf 12 TL 10 150 Td (Two words, hyphen-) Tj T* (ated  and\\240on) Tj ET",
            font: "/Encoding/WinAnsiEncoding")
        #expect(words == ["Two", "words,", "hyphen-", "ated", "and", "on"])
    }

    @Test("Pieces that are shown apart are a word if there is no room between them")
    func pieces() throws {
        #expect(try words("BT /F 10 Tf 10 150 Td [(sp)-10(l)(it)-900(here)] TJ ET") == ["split", "here"])
    }

    @Test("A word's box is where it is drawn")
    func boxes() throws {
        let document = try document("BT /F 10 Tf 50 150 Td (left HH) Tj ET")
        let words = try document.words(ofPage: 0, box: box, userUnit: 1).words
        try #require(words.count == 2)
        let drawing = try document.draw(0, components: 1)
        // Helvetica's widths are 556 for l, e and the like; an H is 722 thousandths of its size.
        #expect(abs(words[1].box.x1 - words[1].box.x0 - 14.44) < 0.1)
        #expect(abs(words[0].box.x0 - 50) < 0.1)
        #expect(words[0].box.y0 < 150 - 100 - 7 + 0.5 && words[0].box.y1 > 50)
        let found = words[1].box
        let rectangle = Page.PixelRectangle(
            Int(found.x0), Int(found.y0), Int(found.x1.rounded(.up)), Int(found.y1.rounded(.up)))
        #expect(!drawing.isWhite(rectangle))
        // A page that begins elsewhere.
        let moved = try document.words(ofPage: 0, box: PDFRectangle(40, 100, 200, 200), userUnit: 1).words
        #expect(moved.map(\.text) == ["left", "HH"])
        #expect(abs(moved[0].box.x0 - 10) < 0.1)
    }

    @Test("Text outside of the page is left out, invisible text is not")
    func outside() throws {
        #expect(
            try words("BT /F 10 Tf 300 150 Td (out) Tj -290 0 Td (in) Tj 3 Tr 0 -50 Td (scanned) Tj ET") == [
                "in", "scanned",
            ])
    }

    @Test("What characters there are is taken from the font's own table, ligatures apart, private ones as unknown")
    func characters() throws {
        // 65 to 68: a ligature, a private character, one beyond 16 bits and a control character.
        let map = """
            /CIDInit/ProcSet findresource begin 12 dict begin begincmap
            1 begincodespacerange <00><FF> endcodespacerange
            4 beginbfchar <41><FB01> <42><E123> <43><D835DC00> <44><0007> endbfchar endcmap end end
            """
        #expect(
            try words("BT /F 10 Tf 10 150 Td (A B CD e) Tj ET", font: "/ToUnicode 5 0 R", objects: [(5, map)])
                == ["fi", "\u{FFFD}", "\u{1D400}", "e"])
    }

    @Test("A page has its words after it was drawn too, and looks the same after it was read")
    func drawing() throws {
        let map =
            "begincmap 1 begincodespacerange <00><FF> endcodespacerange 1 beginbfchar <41><0042> endbfchar endcmap"
        let document = try document(
            "BT /F 40 Tf 10 50 Td (A) Tj ET", font: "/ToUnicode 5 0 R", objects: [(5, map)])
        let before = try document.draw(0)
        #expect(try document.words(ofPage: 0, box: box, userUnit: 1).words.map(\.text) == ["B"])
        #expect(try document.draw(0) == before)
        #expect(try document.words(ofPage: 0, box: box, userUnit: 1).words.map(\.text) == ["B"])
    }

    @Test("Latin words are those that pdftotext finds", arguments: ["text.pdf", "stamp.pdf", "mixed.pdf"])
    func reference(name: String) throws {
        let document = try Document(path: sample(name), password: nil)
        for page in 0..<(try document.countPages()) {
            let geometry = try document.geometry(ofPage: page)
            let box = try #require(geometry.cropBox ?? geometry.mediaBox)
            let words = try document.words(ofPage: page, box: box, userUnit: geometry.userUnit).words.map(\.text)
            let result = try run("pdftotext", "-f", "\(page + 1)", "-l", "\(page + 1)", sample(name), "-")
            // pdftotext says which way text runs.
            let reference = String(
                String.UnicodeScalarView(
                    String(decoding: result.output, as: UTF8.self).unicodeScalars.filter {
                        !(0x202A...0x202E).contains($0.value)
                    })
            ).split(whereSeparator: \.isWhitespace)
            // Figures and symbols come with more or less room between them.
            func latin(_ words: [String]) -> [String] {
                words.filter { $0.count > 1 && $0.allSatisfy { $0.isASCII && $0.isLetter } }.sorted()
            }
            #expect(latin(words) == latin(reference.map(String.init)), "page \(page + 1)")
        }
    }

    @Test("Of more text than wanted there is the beginning")
    func limit() throws {
        let document = try document("BT /F 10 Tf 10 150 Td (one two three) Tj ET")
        let cut = try document.words(ofPage: 0, box: box, userUnit: 1, characterLimit: 8)
        #expect(cut.words.map(\.text) == ["one", "two", "th"] && cut.isCut)
        let whole = try document.words(ofPage: 0, box: box, userUnit: 1, characterLimit: 11)
        #expect(whole.words.count == 3 && !whole.isCut)
        #expect(try self.words("").isEmpty)
    }

    @Test("A page that is not there is refused")
    func missingPage() throws {
        let document = try document("")
        #expect(try refusal { _ = try document.words(ofPage: 1, box: box, userUnit: 1) }.code == .pageUnreadable)
    }
}
