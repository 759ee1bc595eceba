import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("What pages are made of")
struct PageInfoTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A page of 200 by 200 points with these resources, and objects from 5 on.
    private func info(
        _ operators: String, resources: String = "", entries: String = "", objects: [(Int, String, [UInt8]?)] = []
    ) throws -> PDFPageInfo {
        var pdf = TestPDF.onePage(operators, entries: "/Resources<<\(resources)>>\(entries)")
        for (number, value, stream) in objects { pdf.object(number, value, stream: stream) }
        let document = try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
        _ = try document.countPages()
        return try document.info(ofPage: 0, box: PDFRectangle(0, 0, 200, 200), userUnit: 1)
    }

    /// An image of so many pixels in object 5, of which nobody needs more than the dictionary.
    private func image(_ entries: String, width: Int = 100, height: Int = 50) -> (Int, String, [UInt8]?) {
        (5, "<</Type/XObject/Subtype/Image/Width \(width)/Height \(height)\(entries)>>", [0])
    }

    static let paints: [(String, PDFPageInfo.Colors, [String])] = [
        ("", .none, []), ("0 0 9 9 re f", .blackAndWhite, ["DeviceGray"]),
        ("1 g 0 0 9 9 re f", .blackAndWhite, ["DeviceGray"]), ("0.5 g 0 0 9 9 re f", .gray, ["DeviceGray"]),
        ("0 0 0 rg 0 0 9 9 re f", .blackAndWhite, ["DeviceRGB"]), ("1 0 0 rg 0 0 9 9 re f", .color, ["DeviceRGB"]),
        ("0 0 0 1 k 0 0 9 9 re f", .blackAndWhite, ["DeviceCMYK"]), ("1 0 0 0 k 0 0 9 9 re f", .color, ["DeviceCMYK"]),
        ("0 0 0 0.5 K 0 0 9 9 re S", .gray, ["DeviceCMYK"]), ("1 0 0 rg", .none, []),
        ("0 g 0 0 9 9 re f 1 0 0 rg 0 0 9 9 re f 0 g 0 0 9 9 re f", .color, ["DeviceGray", "DeviceRGB"]),
    ]

    @Test("Colours are those painted with, whatever space they are in", arguments: paints)
    func colors(operators: String, colors: PDFPageInfo.Colors, spaces: [String]) throws {
        let info = try info(operators)
        #expect(info.colors == colors)
        #expect(info.colorSpaces == spaces)
        #expect(info.images == [] && info.fonts == [])
    }

    static let spaces: [(String, String, PDFPageInfo.Colors)] = [
        ("[/ICCBased 6 0 R]", "ICCBased RGB", .color), ("[/ICCBased 7 0 R]", "ICCBased CMYK", .color),
        ("[/ICCBased 8 0 R]", "ICCBased gray", .gray), ("[/CalGray<</WhitePoint[.9 1 1]>>]", "CalGray", .gray),
        ("[/CalRGB<</WhitePoint[.9 1 1]>>]", "CalRGB", .color), ("[/Lab<</WhitePoint[.9 1 1]>>]", "Lab", .color),
        ("[/Separation/Spot#20Red/DeviceRGB 9 0 R]", "Separation Spot Red", .color),
        ("[/Separation/Black/DeviceGray 10 0 R]", "Separation Black", .gray),
        ("[/DeviceN[/One/Two]/DeviceRGB 11 0 R]", "DeviceN One, Two", .color),
        ("[/Indexed/DeviceRGB 1<FF000000FF00>]", "Indexed of DeviceRGB", .color),
        ("[/Indexed/DeviceRGB 1<000000808080>]", "Indexed of DeviceRGB", .gray),
        ("[/Indexed[/ICCBased 6 0 R]1<000000FFFFFF>]", "Indexed of ICCBased RGB", .blackAndWhite),
        ("/DeviceGray", "DeviceGray", .gray), ("/DeviceRGB", "DeviceRGB", .color),
        ("/DeviceCMYK", "DeviceCMYK", .color),
    ]

    private static let spaceObjects: [(Int, String, [UInt8]?)] = [
        (6, "<</N 3>>", [0]), (7, "<</N 4>>", [0]), (8, "<</N 1>>", [0]),
        (9, "<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>", nil),
        (10, "<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>", nil),
        (11, "<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]>>", Array("{0}".utf8)),
    ]

    @Test("An image's colour space is named as its dictionary names it, spot colours with it", arguments: spaces)
    func imageSpaces(space: String, name: String, colors: PDFPageInfo.Colors) throws {
        let info = try info(
            "100 0 0 100 0 0 cm /I Do", resources: "/XObject<</I 5 0 R>>",
            objects: [image("/BitsPerComponent 8/ColorSpace \(space)")] + Self.spaceObjects)
        try #require(info.images.count == 1)
        #expect(info.images[0].colorSpace == name)
        #expect(info.colors == colors)
    }

    @Test("A space with a profile or a spot colour that is painted in keeps its name")
    func paintedSpaces() throws {
        let info = try info(
            "/P cs 1 0 0 sc 0 0 9 9 re f /S cs 1 sc 0 0 9 9 re f 1 0 0 rg 0 0 9 9 re f",
            resources: "/ColorSpace<</P[/ICCBased 6 0 R]/S[/Separation/Gold/DeviceRGB 9 0 R]>>",
            objects: Self.spaceObjects)
        #expect(info.colorSpaces == ["ICCBased RGB", "Separation Gold", "DeviceRGB"])
    }

    @Test(
        "An image has the resolution at which it lies on the page, however it is turned, and all its uses count as one")
    func resolution() throws {
        let info = try info(
            "q 100 0 0 50 0 0 cm /I Do Q q 0 25 -50 0 100 0 cm /I Do Q", resources: "/XObject<</I 5 0 R>>",
            objects: [image("/BitsPerComponent 8/ColorSpace/DeviceGray/Filter[/ASCII85Decode/DCTDecode]")])
        try #require(info.images.count == 1)
        let image = info.images[0]
        #expect(image.object == 5 && image.width == 100 && image.height == 50 && image.bits == 8 && image.uses == 2)
        // 100 pixels on 25 points, 50 on 50.
        #expect(image.xResolution == 288 && image.yResolution == 72)
        #expect(image.filters == ["ASCII85Decode", "DCTDecode"])
        #expect(!image.isMasked)
    }

    static let masks = ["/SMask 6 0 R", "/Mask 6 0 R", "/Mask[0 3]", "/SMaskInData 1"]

    @Test("Whatever takes part of an image away is seen", arguments: masks)
    func masked(entry: String) throws {
        let info = try info(
            "200 0 0 200 0 0 cm /I Do", resources: "/XObject<</I 5 0 R>>",
            objects: [
                image("/BitsPerComponent 8/ColorSpace/DeviceGray\(entry)"),
                (6, "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray>>", [0]),
            ])
        #expect(info.images.map(\.isMasked) == [true])
        #expect(!info.isOneImage)
    }

    @Test("A stencil has the colour that is painted through it")
    func stencil() throws {
        let info = try info(
            "1 0 0 rg 200 0 0 200 0 0 cm /I Do", resources: "/XObject<</I 5 0 R>>", objects: [image("/ImageMask true")])
        #expect(info.images.map(\.colorSpace) == [nil])
        #expect(info.images.map(\.bits) == [1])
        #expect(info.colors == .color && info.colorSpaces == ["DeviceRGB"])
        #expect(!info.isOneImage)
    }

    @Test(
        "A glyph of a Type 3 font counts with its own colours, or those of the text if it has none",
        arguments: ["d0", "d1"])
    func drawnGlyphs(kind: String) throws {
        let start = kind == "d0" ? "9 0 d0" : "9 0 0 0 9 9 d1"
        let info = try info(
            "0 0 1 rg BT /F 10 Tf (A) Tj ET", resources: "/Font<</F 5 0 R>>",
            objects: [
                (
                    5,
                    "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 65"
                        + "/Widths[9]/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>/Resources<<>>>>", nil
                ), (6, "<<>>", Array("\(start) 0 1 0 0 k 0 0 9 9 re f".utf8)),
            ])
        #expect(info.colors == .color)
        #expect(info.colorSpaces == (kind == "d0" ? ["DeviceRGB", "DeviceCMYK"] : ["DeviceRGB"]))
    }

    /// 30 by 20 red pixels in JPEG 2000, which `convert -size 30x20 xc:red` makes.
    private static let redPixels =
        "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAFAAAAB4AAw8HAAAAAAAPY29scgEAAAAA"
        + "ABAAAACvanAyY/9P/1EALwAAAAAAHgAAABQAAAAAAAAAAAAAAB4AAAAUAAAAAAAAAAAAAw8BAQ8BAQ8BAf9SAAwAAAABAQQEBAAB"
        + "/1wAEECAiIiQiIiQiIiQiIiQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAKwAB/5PP/DAU"
        + "CJDemEeA3/iQGAHKv4CAgICAgICAgICAgP/Z"

    @Test("JPEG 2000 that keeps its colours and bits to itself is read for them")
    func jpeg2000() throws {
        let bytes = [UInt8](try #require(Data(base64Encoded: Self.redPixels)))
        let info = try info(
            "30 0 0 20 0 0 cm /I Do", resources: "/XObject<</I 5 0 R>>",
            objects: [(5, "<</Type/XObject/Subtype/Image/Width 30/Height 20/Filter/JPXDecode>>", bytes)])
        try #require(info.images.count == 1)
        let image = info.images[0]
        #expect(image.object == 5 && image.bits == 8 && image.colorSpace == "DeviceRGB")
        #expect(image.filters == ["JPXDecode"] && image.xResolution == 72)
    }

    @Test("Inline images count too")
    func inlineImage() throws {
        let info = try info("72 0 0 72 0 0 cm BI /W 2 /H 4 /BPC 8 /CS /RGB /F /AHx ID 00> EI")
        try #require(info.images.count == 1)
        #expect(info.images[0].object == nil && info.images[0].width == 2 && info.images[0].height == 4)
        #expect(info.images[0].colorSpace == "DeviceRGB" && info.images[0].yResolution == 4)
    }

    static let wholes: [(String, Bool)] = [
        ("200 0 0 200 0 0 cm /I Do", true), ("200.4 0 0 199.6 0 0.3 cm /I Do", true),
        ("0 0 200 200 re W n 200 0 0 200 0 0 cm /I Do", true), ("-5 -5 300 300 re W n 200 0 0 200 0 0 cm /I Do", true),
        ("/Im BMC 200 0 0 200 0 0 cm /I Do EMC", true), ("0 0 5 5 re n 200 0 0 200 0 0 cm /I Do", true),
        ("190 0 0 200 0 0 cm /I Do", false), ("200 0 0 200 5 0 cm /I Do", false), ("400 0 0 400 0 0 cm /I Do", false),
        ("0 200 -200 0 200 0 cm /I Do", false), ("-200 0 0 200 200 0 cm /I Do", false),
        ("200 0 0 -200 0 200 cm /I Do", false), ("200 0 0 200 0 0 cm /I Do /I Do", false),
        ("10 10 50 50 re W n 200 0 0 200 0 0 cm /I Do", false), ("0 0 1 1 re f 200 0 0 200 0 0 cm /I Do", false),
        ("0 0 m 400 0 l 0 400 l h W n 200 0 0 200 0 0 cm /I Do", false), ("/G gs 200 0 0 200 0 0 cm /I Do", false),
        ("/M gs 200 0 0 200 0 0 cm /I Do", false), ("", false),
    ]

    @Test(
        "A page is one image if that is the whole of it, upright, and nothing else is painted or taken away",
        arguments: wholes)
    func oneImage(operators: String, isOneImage: Bool) throws {
        let info = try info(
            operators, resources: "/XObject<</I 5 0 R>>/ExtGState<</G<</ca 0.5>>/M<</BM/Multiply>>>>",
            objects: [image("/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode")])
        #expect(info.isOneImage == isOneImage)
    }

    @Test(
        "Fonts are found in forms, patterns, Type 3 fonts, masks and annotations, in circles too",
        .timeLimit(.minutes(5)))
    func fonts() throws {
        func form(_ number: Int, _ font: Int, _ more: String = "") -> (Int, String, [UInt8]?) {
            (number, "<</Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F \(font) 0 R>>\(more)>>>>", [])
        }
        func font(_ number: Int, _ name: String, _ entries: String = "/Subtype/Type1") -> (Int, String, [UInt8]?) {
            (number, "<</Type/Font/BaseFont/\(name)\(entries)>>", nil)
        }
        let info = try info(
            "",
            resources:
                "/Font<</A 20 0 R/B 21 0 R>>/XObject<</X 5 0 R>>/Pattern<</P 6 0 R>>/ExtGState<</M<</SMask<</G 8 0 R>>>>>>",
            entries: "/Annots[<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 9 0 R>>>>]",
            objects: [
                form(5, 22, "/XObject<</Self 5 0 R/Back 7 0 R>>"), form(6, 23), form(7, 24, "/XObject<</X 5 0 R>>"),
                form(8, 25), form(9, 26), font(20, "Plain"),
                font(21, "Drawn", "/Subtype/Type3/Resources<</Font<</F 27 0 R/Self 21 0 R>>>>"), font(22, "InForm"),
                font(23, "InPattern"), font(24, "InCircle"), font(25, "InMask"), font(26, "InAnnotation"),
                font(27, "InGlyph"),
            ])
        #expect(
            Set(info.fonts.map(\.name))
                == [
                    "Plain", "Drawn", "InForm", "InPattern", "InCircle", "InMask", "InAnnotation", "InGlyph",
                ])
        #expect(info.fonts.count == 8)
    }

    static let types: [(String, String, Bool)] = [
        ("/Subtype/Type1", "Type 1", false), ("/Subtype/TrueType", "TrueType", false),
        ("/Subtype/Type3", "Type 3", true),
        ("/Subtype/Type1/FontDescriptor<</FontFile 6 0 R>>", "Type 1", true),
        ("/Subtype/Type1/FontDescriptor<</FontFile3 7 0 R>>", "Type 1C", true),
        ("/Subtype/TrueType/FontDescriptor<</FontFile2 6 0 R>>", "TrueType", true),
        ("/Subtype/TrueType/FontDescriptor<</FontFile3 8 0 R>>", "TrueType (OT)", true),
        (
            "/Subtype/Type0/DescendantFonts[<</Subtype/CIDFontType2/FontDescriptor<</FontFile2 6 0 R>>>>]",
            "CID TrueType", true
        ),
        (
            "/Subtype/Type0/DescendantFonts[<</Subtype/CIDFontType0/FontDescriptor<</FontFile3 9 0 R>>>>]",
            "CID Type 0C", true
        ),
        ("/Subtype/Type0/DescendantFonts[<</Subtype/CIDFontType0>>]", "CID Type 0", false),
    ]

    @Test("Fonts have the types that pdffonts gives them, and are embedded where there is a program", arguments: types)
    func fontTypes(entries: String, type: String, isEmbedded: Bool) throws {
        let info = try info(
            "", resources: "/Font<</F 5 0 R>>",
            objects: [
                (5, "<</Type/Font/BaseFont/ABCDEF+Name\(entries)>>", nil), (6, "<<>>", [0]),
                (7, "<</Subtype/Type1C>>", [0]), (8, "<</Subtype/OpenType>>", [0]),
                (9, "<</Subtype/CIDFontType0C>>", [0]),
            ])
        try #require(info.fonts.count == 1)
        let font = info.fonts[0]
        #expect(font.object == 5 && font.name == "ABCDEF+Name" && font.type == type)
        #expect(font.isEmbedded == isEmbedded && font.isSubset)
    }

    @Test("Pages drawn by another document of the process look as ever after one was asked what it is made of")
    func drawingAfterwards() throws {
        let path = sample("photos.pdf")
        let before = try Document(path: path, password: nil).draw(0, components: 1)
        let asked = try Document(path: path, password: nil)
        _ = try asked.countPages()
        #expect(try asked.info(ofPage: 0, box: PDFRectangle(0, 0, 595, 841), userUnit: 1).images.count == 1)
        #expect(try Document(path: path, password: nil).draw(0, components: 1) == before)
    }
}
