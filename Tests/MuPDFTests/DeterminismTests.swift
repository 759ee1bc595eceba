import MuPDF
import TestDocuments
import Testing

@Suite("A page looks the same whatever was drawn before it")
struct DeterminismTests {
    static let pairs: [(String, Int, Int)] = [
        ("photos.pdf", 0, 1), ("photos.pdf", 1, 2), ("photos.pdf", 2, 0), ("gray-scan.pdf", 0, 1),
        ("gray-scan.pdf", 1, 0), ("vector.pdf", 0, 2), ("vector.pdf", 2, 1), ("vector.pdf", 2, 0),
        ("transparency.pdf", 0, 1), ("transparency.pdf", 1, 0), ("text.pdf", 5, 0), ("text.pdf", 0, 5),
        ("forms.pdf", 0, 1), ("forms.pdf", 1, 0), ("mixed.pdf", 7, 13), ("bad-page.pdf", 2, 3), ("stamp.pdf", 0, 1),
    ]

    @Test("A page drawn after another is the page drawn alone", arguments: pairs, [0.5, 1.37])
    func afterAnother(pair: (file: String, first: Int, second: Int), scale: Double) throws {
        for components in [1, 3] {
            let alone = try Document(path: sample(pair.file), password: nil)
            let expected = try alone.draw(pair.second, components: components, scale: scale)
            let document = try Document(path: sample(pair.file), password: nil)
            _ = try document.draw(pair.first, components: components, scale: scale)
            #expect(try document.draw(pair.second, components: components, scale: scale) == expected)
        }
    }

    static let samplePages = [
        ("photos.pdf", 0), ("photos.pdf", 2), ("gray-scan.pdf", 0), ("gray-scan.pdf", 1), ("vector.pdf", 2),
        ("transparency.pdf", 0), ("transparency.pdf", 1), ("text.pdf", 4), ("cmyk.pdf", 0), ("forms.pdf", 0),
    ]

    @Test("A page drawn at another scale or in another colour first is the same", arguments: samplePages)
    func afterItself(file: String, page: Int) throws {
        let alone = try Document(path: sample(file), password: nil)
        let expected = try alone.draw(page, components: 3, scale: 0.7)
        let document = try Document(path: sample(file), password: nil)
        _ = try document.draw(page, components: 3, scale: 2)
        _ = try document.draw(page, components: 1, scale: 0.3)
        #expect(try document.draw(page, components: 3, scale: 0.7) == expected)
    }

    /// Pages that draw one resource large and then small, or through something that hides it.
    static let shared: [(String, String)] = [
        ("q 2000 0 0 2000 0 0 cm /Im Do Q", "q 90 0 0 90 5 5 cm /Im Do Q"),
        ("q 2000 0 0 2000 0 0 cm /Im Do Q", "q 0 90 -90 0 95 5 cm /Im Do Q"),
        ("q 90 0 0 90 5 5 cm /Im Do Q", "q 2000 0 0 2000 0 0 cm /Im Do Q"),
        ("q 2000 0 0 2000 0 0 cm /Im Do Q", "BT /T3 50 Tf 10 10 Td (a) Tj ET"),
        ("BT /T3 900 Tf 10 10 Td (a) Tj ET", "BT /T3 50 Tf 10 10 Td (a) Tj ET"),
        ("q 2000 0 0 2000 0 0 cm /Im Do Q", "/Pattern cs /Tile scn 0 0 500 500 re f"),
        ("q 9 0 0 9 0 0 cm /Pattern cs /Tile scn 0 0 200 200 re f Q", "/Pattern cs /Tile scn 0 0 500 500 re f"),
        ("q 2000 0 0 2000 0 0 cm /Im Do Q", "/Masked gs 0 0 100 100 re f"),
        ("q 2000 0 0 2000 0 0 cm /Im Do Q", "q 1 0 0 rg 100 0 0 100 0 0 cm /Soft Do Q"),
    ]

    private static let side = 2000
    private static let noise = (0..<side * side).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }

    private func sharing(_ contents: [String]) throws -> (Scratch, String) {
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        pdf.object(2, "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 2000 2000]/Resources 5 0 R>>")
        for (index, operators) in contents.enumerated() {
            pdf.object(3 + index, "<</Type/Page/Parent 2 0 R/Contents \(6 + index) 0 R>>")
            pdf.content(6 + index, operators)
        }
        pdf.object(
            5,
            "<</XObject<</Im 8 0 R/Soft 13 0 R>>/Font<</T3 9 0 R>>/Pattern<</Tile 10 0 R>>"
                + "/ExtGState<</Masked<</SMask<</S/Luminosity/G 12 0 R>>>>>>>>")
        let image = "<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
        pdf.object(8, image + "/Width \(Self.side)/Height \(Self.side)>>", stream: Self.noise)
        pdf.object(
            9,
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 11 0 R>>"
                + "/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1]/Resources 5 0 R>>")
        pdf.object(
            10,
            "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 60 60]/XStep 60/YStep 60"
                + "/Resources 5 0 R>>", stream: Array("q 55 0 0 55 0 0 cm /Im Do Q".utf8))
        pdf.content(11, "1 0 d0 /Im Do")
        pdf.object(
            12,
            "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Group<</S/Transparency/CS/DeviceGray>>/Resources 5 0 R>>",
            stream: Array("q 100 0 0 100 0 0 cm /Im Do Q".utf8))
        pdf.object(13, image + "/Width 1/Height 1/SMask 8 0 R>>", stream: [77])
        let scratch = try Scratch()
        return (scratch, try scratch.write("shared.pdf", pdf.file()))
    }

    @Test("An image that an earlier page drew at another size is scaled anew", arguments: shared)
    func sharedImage(first: String, second: String) throws {
        let (scratch, path) = try sharing([first, second])
        let expected = try Document(path: path, password: nil).draw(1, components: 1)
        #expect(!expected.isWhite)
        let document = try Document(path: path, password: nil)
        _ = try document.draw(0, components: 1)
        #expect(try document.draw(1, components: 1).differences(from: expected) == 0)
        #expect(document.takeMessages() == [])
        withExtendedLifetime(scratch) {}
    }
}
