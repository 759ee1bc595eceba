import MuPDF
import TestDocuments
import Testing

@Suite("Annotations and layers in print")
struct AnnotationTests {
    /// A point of a page, which counts from one, and what must be there; `nil` is anything but white.
    struct Spot: CustomTestStringConvertible {
        var testDescription: String
        var file: String
        var page: Int
        /// From the lower left corner, as in the file.
        var x, y: Int
        var color: [UInt8]?

        init(_ name: String, _ file: String, _ page: Int, _ x: Int, _ y: Int, _ color: [UInt8]?) {
            testDescription = name
            (self.file, self.page, self.x, self.y, self.color) = (file, page, x, y, color)
        }
    }

    // The samples draw their fields and signs on this: 0.96 0.97 1 in RGB.
    private static let paper: [UInt8] = [245, 247, 255]
    private static let white: [UInt8] = [255, 255, 255]

    static let spots: [Spot] = [
        Spot("field with appearance", "forms.pdf", 1, 400, 722, paper),
        Spot("hidden field", "forms.pdf", 1, 400, 392, white),
        Spot("highlight", "forms.pdf", 2, 286, 717, [255, 230, 51]),
        Spot("square without appearance", "forms.pdf", 2, 130, 620, nil),
        Spot("free text", "forms.pdf", 2, 350, 545, paper),
        Spot("NoView and Print", "forms.pdf", 2, 350, 465, paper),
        Spot("without the Print flag", "forms.pdf", 2, 350, 395, white),
        Spot("hidden annotation", "forms.pdf", 2, 350, 325, white),
        Spot("layer that is always on", "layers.pdf", 1, 75, 685, [0, 0, 0]),
        Spot("layer seen in print only", "layers.pdf", 1, 75, 605, nil),
        Spot("layer seen on screen only", "layers.pdf", 1, 75, 525, white),
        Spot("layer that is off", "layers.pdf", 1, 75, 445, white),
    ]

    @Test("What is for print is drawn, and nothing else", arguments: spots)
    func printing(spot: Spot) throws {
        let document = try Document(path: sample(spot.file), password: nil)
        let pixel = try document.draw(spot.page - 1)[spot.x, 841 - spot.y]
        if let color = spot.color {
            #expect(zip(pixel, color).allSatisfy { abs(Int($0.0) - Int($0.1)) <= 1 }, "\(pixel)")
        } else {
            #expect(pixel != Self.white)
        }
    }

    @Test("No pixel of an annotation without the Print flag, or a hidden one, is drawn")
    func wholeRectangles() throws {
        let document = try Document(path: sample("forms.pdf"), password: nil)
        let fields = try document.draw(0), marks = try document.draw(1)
        #expect(fields.isWhite(Page.PixelRectangle(x0: 241, y0: 440, x1: 479, y1: 461)))
        #expect(marks.isWhite(Page.PixelRectangle(x0: 71, y0: 433, x1: 369, y1: 461)))
        #expect(marks.isWhite(Page.PixelRectangle(x0: 71, y0: 503, x1: 369, y1: 531)))
        #expect(!marks.isWhite(Page.PixelRectangle(x0: 71, y0: 363, x1: 369, y1: 391)))
    }

    /// What may stand for Annots; object 6 is a good appearance, 7 an annotation that is its own parent.
    static let brokenArrays = [
        "null", "17", "(text)", "/Name", "<</A 1>>", "99 0 R", "[null 3 (a) 99 0 R[]]", "[7 0 R]", "[7 0 R 5 0 R]",
        "[<<>>]", "[<</Subtype/Square>>]", "[<</Subtype/Square/Rect[0 0 0 0]/F 4/AP<</N 6 0 R>>>>]",
        "[<</Subtype/Square/Rect[0 0 50 50]/F 4/AP 3>>]", "[<</Subtype/Square/Rect[0 0 50 50]/F 4/AP<</N 4>>>>]",
        "[<</Subtype/Ink/Rect[0 0 50 50]/F 4/InkList[[1][(a)]3]>>]", "[<</Subtype/Line/Rect[0 0 50 50]/F 4/L[1]>>]",
        "[<</Subtype/FreeText/Rect[0 0 50 50]/F 4/DA(\\(\\()>>]",
        "[<</Subtype/Widget/FT/Tx/Rect[0 0 9 9]/F 4/V 8 0 R>>]",
        "[<</Subtype/Widget/Rect[0 0 50 50]/F 4/FT/Btn/AP<</N<</On 6 0 R>>>>/AS 5>>]",
    ]

    private func document(annotations: String) throws -> Document {
        var pdf = TestPDF.onePage("1 0 0 rg 100 100 50 50 re f", entries: "/Annots \(annotations)")
        pdf.object(5, "<</Type/Annot/Subtype/Square/Rect[10 10 40 40]/F 4/AP<</N 6 0 R>>>>")
        pdf.object(
            6, "<</Type/XObject/Subtype/Form/BBox[0 0 30 30]>>", stream: Array("0 0 1 rg 0 0 30 30 re f".utf8))
        pdf.object(7, "<</Type/Annot/Subtype/Widget/Parent 7 0 R/Rect[50 50 60 60]/F 4>>")
        pdf.object(8, "<</Length 5/Filter/Nonsense>>", stream: Array("abcde".utf8))
        let scratch = try Scratch()
        return try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
    }

    @Test("A good annotation is drawn")
    func goodAnnotation() throws {
        let document = try document(annotations: "[5 0 R]")
        let drawing = try document.draw(0)
        #expect(drawing[25, 175] == [0, 0, 255])
        #expect(drawing[125, 75] == [255, 0, 0])
        #expect(document.takeMessages() == [])
    }

    @Test("A broken annotation leaves the page as it is", arguments: brokenArrays)
    func brokenArray(text: String) throws {
        let document = try document(annotations: text)
        let drawing = try document.draw(0)
        #expect(drawing[125, 75] == [255, 0, 0])
        #expect(drawing[105, 55] == [255, 0, 0])
    }

    @Test(
        "An annotation that makes the engine give up is left out with a message",
        arguments: ["[7 0 R]", "[7 0 R 5 0 R]"])
    func messageForBrokenArray(text: String) throws {
        let document = try document(annotations: text)
        #expect(try document.draw(0)[125, 75] == [255, 0, 0])
        #expect(document.takeMessages().contains { $0.contains("without its annotations") })
    }
}
