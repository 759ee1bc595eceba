import TestDocuments
import Testing

@testable import MuPDF

@Suite("What a page paints")
struct ContentTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    static let plain = Page.Content(
        mayBeColored: false, hasImages: false, hasShadings: false, hasGroups: false, isBlackOnWhite: true)

    private static func content(
        colored: Bool = false, images: Bool = false, shadings: Bool = false, groups: Bool = false
    ) -> Page.Content {
        Page.Content(
            mayBeColored: colored, hasImages: images, hasShadings: shadings, hasGroups: groups, isBlackOnWhite: false)
    }

    /// Pages count from one here, as in the description of the samples.
    static let pages: [(String, Int, Page.Content)] =
        (1...6).map { ("text.pdf", $0, plain) } + [
            ("blank.pdf", 1, plain), ("photos.pdf", 1, content(images: true)),
            ("photos.pdf", 2, content(colored: true, images: true)),
            ("photos.pdf", 3, content(colored: true, images: true)), ("gray-scan.pdf", 1, content(images: true)),
            ("gray-scan.pdf", 2, content(images: true)), ("stamp.pdf", 1, content(colored: true)),
            ("stamp.pdf", 2, content(colored: true)),
        ]

    @Test("The samples paint what their description says", arguments: pages)
    func samples(name: String, number: Int, content: Page.Content) throws {
        let document = try Document(path: sample(name), password: nil)
        #expect(try document.page(number - 1).content == content)
    }

    @Test("Groups and shadings are seen where there are some")
    func groupsAndShadings() throws {
        let transparency = try Document(path: sample("transparency.pdf"), password: nil)
        for page in 0..<2 { #expect(try transparency.page(page).content.hasGroups) }
        let vector = try Document(path: sample("vector.pdf"), password: nil)
        #expect(try (0..<3).map { try vector.page($0).content.hasShadings } == [false, false, true])
        #expect(try vector.page(2).content.mayBeColored)
        // A highlight multiplies what lies below it.
        let forms = try Document(path: sample("forms.pdf"), password: nil)
        #expect(try forms.page(1).content.hasGroups)
    }

    static let operators: [(String, Page.Content)] = [
        ("", plain), ("0 0 50 50 re f", plain), ("1 g 0 0 50 50 re f", plain), ("0.5 g 0 0 50 50 re f", content()),
        ("0.5 0.5 0.5 rg 0 0 50 50 re f", content()), ("0.5 0.5 0.51 rg 0 0 50 50 re f", content(colored: true)),
        ("1 0 0 RG 0 0 50 50 re S", content(colored: true)), ("1 0 0 rg", plain),
        ("1 0 0 rg 0 0 50 50 re W n", plain), ("BT 1 0 0 rg /F 9 Tf (a) Tj ET", content(colored: true)),
        ("BT 3 Tr 1 0 0 rg /F 9 Tf (a) Tj ET", plain), ("/Gray Do", content(images: true)),
        ("/RGB Do", content(colored: true, images: true)), ("/Mask Do", content(images: true)),
        ("1 0 0 rg /Mask Do", content(colored: true, images: true)), ("/GrayShading sh", content(shadings: true)),
        ("/RGBShading sh", content(colored: true, shadings: true)), ("/Group Do", content(groups: true)),
        ("/Half gs 0 0 50 50 re f", content()), ("/Multiply gs 0 0 50 50 re f", content(groups: true)),
        ("/Pattern cs /Tile scn 0 0 50 50 re f", content(groups: true)),
        // A glyph that brings its colours is painted like the rest of the page; of another the survey knows too little.
        ("BT /T3 9 Tf (a) Tj ET", plain), ("BT /T3 9 Tf (b) Tj ET", content(colored: true)),
        ("BI /W 1 /H 1 /BPC 8 /CS /G ID a EI", content(images: true)),
    ]

    private func document(_ operators: String) throws -> Document {
        // A blend mode or a group among the resources makes the engine put the whole page into a group, used or not.
        func ifUsed(_ name: String, _ entry: String) -> String { operators.contains(name) ? name + entry : "" }
        let resources = """
            /Resources<</XObject<</Gray 5 0 R/RGB 6 0 R/Mask 7 0 R\(ifUsed("/Group", " 8 0 R"))>>
            /Font<</F 9 0 R/T3 10 0 R>>/Shading<<
            /GrayShading<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 11 0 R>>
            /RGBShading<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 9 9]/Function 12 0 R>>>>
            /ExtGState<</Half<</ca 0.5>>\(ifUsed("/Multiply", "<</BM/Multiply>>"))>>/Pattern<</Tile 13 0 R>>>>
            """
        var pdf = TestPDF.onePage(operators, entries: resources)
        let image = "<</Type/XObject/Subtype/Image/Width 2/Height 2"
        pdf.object(5, image + "/ColorSpace/DeviceGray/BitsPerComponent 8>>", stream: [0, 99, 200, 255])
        pdf.object(6, image + "/ColorSpace/DeviceRGB/BitsPerComponent 8>>", stream: [UInt8](repeating: 9, count: 12))
        pdf.object(7, image + "/ImageMask true/BitsPerComponent 1>>", stream: [0x40, 0x80])
        pdf.object(
            8, "<</Type/XObject/Subtype/Form/BBox[0 0 50 50]/Group<</S/Transparency/I true>>>>",
            stream: Array("0 0 50 50 re f".utf8))
        pdf.object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        pdf.object(
            10,
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[0.1 0 0 0.1 0 0]/CharProcs<</a 14 0 R/b 15 0 R>>"
                + "/Encoding<</Differences[97/a/b]>>/FirstChar 97/LastChar 98/Widths[9 9]>>")
        pdf.object(11, "<</FunctionType 2/Domain[0 1]/N 1/C0[0]/C1[1]>>")
        pdf.object(12, "<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0]/C1[1 0 0]>>")
        pdf.object(
            13,
            "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>>>",
            stream: Array("0 0 2 2 re f".utf8))
        pdf.content(14, "9 0 d0 0 0 5 5 re f")
        pdf.content(15, "9 0 0 0 5 5 d1 0 0 5 5 re f")
        return try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
    }

    @Test("Each kind of painting is told apart", arguments: operators)
    func kinds(operators: String, content: Page.Content) throws {
        let document = try document(operators)
        #expect(try document.page(0).content == content)
        #expect(document.takeMessages() == [])
    }

    static let allPages = [
        ("text.pdf", 6), ("vector.pdf", 3), ("photos.pdf", 3), ("transparency.pdf", 2), ("mixed.pdf", 15),
        ("forms.pdf", 2), ("layers.pdf", 1), ("cmyk.pdf", 1), ("stamp.pdf", 2), ("gray-scan.pdf", 2), ("blank.pdf", 1),
    ].flatMap { name, count in (0..<count).map { (name, $0) } }

    @Test("A page that is said to be gray is gray in RGB too, and the same in gray", arguments: allPages)
    func grayForCertain(name: String, page: Int) throws {
        let document = try Document(path: sample(name), password: nil)
        guard try !document.page(page).content.mayBeColored else { return }
        let inRGB = try document.draw(page, components: 3)
        #expect(inRGB.isGray)
        let inGray = try document.draw(page, components: 1)
        #expect(inGray.samples == stride(from: 0, to: inRGB.samples.count, by: 3).map { inRGB.samples[$0] })
    }
}
