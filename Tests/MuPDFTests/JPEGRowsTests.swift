import MuPDF
import TestDocuments
import Testing

/// The rows of a JPEG reach the page through `fz_open_dctd`, in chunks that depend on how long they are.
@Suite("JPEG images are read as MuPDF would")
struct JPEGRowsTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A photo as poppler makes a JPEG of it.
    private func photo(dpi: Int, _ form: Form) throws -> [UInt8] {
        let made = try run(
            "pdftoppm", "-r", "\(dpi)", "-f", "2", "-singlefile", form.option, sample("photos.pdf"),
            scratch.file("photo"), form == .gray ? "-gray" : "-q")
        try #require(made.status == 0, "\(made.text)")
        return try scratch.bytes("photo.jpg")
    }

    enum Form: CaseIterable {
        case gray, rgb, cmyk

        var option: String { self == .cmyk ? "-jpegcmyk" : "-jpeg" }
        var colorSpace: String { "/Device\(self == .gray ? "Gray" : self == .rgb ? "RGB" : "CMYK")" }
    }

    private func document(_ jpeg: [UInt8], _ form: Form) throws -> String {
        // The sides stand in the frame header, after its length and precision.
        let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        let sides = stride(from: frame + 5, to: frame + 9, by: 2).map { Int(jpeg[$0]) << 8 | Int(jpeg[$0 + 1]) }
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 90 70]>>")
        pdf.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>")
        pdf.content(4, "85 0 0 65 3 2 cm /Im Do")
        pdf.object(
            5,
            """
            <</Type/XObject/Subtype/Image/Width \(sides[1])/Height \(sides[0])/BitsPerComponent 8
            /ColorSpace\(form.colorSpace)/Filter/DCTDecode>>
            """, stream: jpeg)
        return try scratch.write("made.pdf", pdf.file())
    }

    private func expectSame(_ path: String, components: Int) throws -> Drawing {
        let drawings = try PainterSwitch.comparing {
            try Document(path: path, password: nil).draw(0, components: components, scale: 12)
        }
        let isSame = drawings.fast == drawings.stock
        #expect(isSame)
        #expect(!drawings.fast.isWhite)
        return drawings.fast
    }

    // Poppler's page is 11.7 inches wide: rows of 351 bytes to 14 KiB, on both sides of MuPDF's buffer of 4 KiB.
    @Test("However long the rows are", arguments: Form.allCases, [30, 113, 240, 300])
    func sizes(form: Form, dpi: Int) throws {
        _ = try expectSame(document(photo(dpi: dpi, form), form), components: form == .gray ? 1 : 3)
    }

    @Test("Where the data end too early or are damaged")
    func damaged() throws {
        let jpeg = try photo(dpi: 240, .rgb)
        var broken = jpeg
        for place in stride(from: jpeg.count / 3, to: jpeg.count, by: 997) { broken[place] ^= 0x55 }
        let whole = try expectSame(document(jpeg, .rgb), components: 3)
        for bytes in [Array(jpeg.prefix(jpeg.count / 2)), broken] {
            let drawing = try expectSame(document(bytes, .rgb), components: 3)
            let isWhole = drawing == whole
            #expect(!isWhole)
        }
    }
}
