import MuPDF
import TestDocuments
import Testing

@Suite("Page geometry")
struct GeometryTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// One page under two nodes, with these entries.
    private func geometry(page: String = "", parent: String = "", root: String = "") throws -> PageGeometry {
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        pdf.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]\(root)>>")
        pdf.object(3, "<</Type/Pages/Parent 2 0 R/Count 1/Kids[4 0 R]\(parent)>>")
        pdf.object(4, "<</Type/Page/Parent 3 0 R\(page)>>")
        pdf.object(5, "[1 2 6 0 R 4]")
        pdf.object(6, "33.5")
        let document = try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
        _ = try document.countPages()
        return try document.geometry(ofPage: 0)
    }

    static let boxes: [(String, PDFRectangle)] = [
        ("[0 0 612 792]", PDFRectangle(0, 0, 612, 792)), ("[-10 -20.5 30 40]", PDFRectangle(-10, -20.5, 30, 40)),
        ("[612 792 0 0]", PDFRectangle(0, 0, 612, 792)), ("[0 792 612 0]", PDFRectangle(0, 0, 612, 792)),
        ("[5 5 5 5]", PDFRectangle(5, 5, 5, 5)), ("[0 0 0 0]", PDFRectangle(0, 0, 0, 0)),
        ("5 0 R", PDFRectangle(1, 2, 33.5, 4)), ("[+1 .5 99999.25 7.]", PDFRectangle(1, 0.5, 99_999.25, 7)),
    ]

    @Test("A box is read as it stands, with its corners put in order", arguments: boxes)
    func box(text: String, rectangle: PDFRectangle) throws {
        let geometry = try geometry(page: "/MediaBox \(text)")
        #expect(geometry.mediaBox == rectangle)
        #expect(geometry.cropBox == nil)
        #expect(geometry.malformedBoxes == [])
    }

    @Test("Each box is its own, and is not cut by another")
    func fiveBoxes() throws {
        let geometry = try geometry(
            page: "/MediaBox[0 0 100 100]/CropBox[-5 -5 200 200]/BleedBox[1 1 2 2]/TrimBox[3 3 4 4]/ArtBox[5 5 6 6]")
        #expect(geometry.mediaBox == PDFRectangle(0, 0, 100, 100))
        #expect(geometry.cropBox == PDFRectangle(-5, -5, 200, 200))
        #expect(geometry.bleedBox == PDFRectangle(1, 1, 2, 2))
        #expect(geometry.trimBox == PDFRectangle(3, 3, 4, 4))
        #expect(geometry.artBox == PDFRectangle(5, 5, 6, 6))
    }

    static let malformed = [
        "[0 0 100]", "[0 0 100 100 5]", "[]", "[0 0 (100) 100]", "[0 0 null 100]", "/Name", "17", "(text)",
        "<</A 1>>", "[0 0 99 0 R 100]", "true",
    ]

    @Test("An entry that is no array of four numbers counts as absent and is named", arguments: malformed)
    func malformedBox(text: String) throws {
        let media = try geometry(page: "/MediaBox \(text)")
        #expect(media.mediaBox == nil)
        #expect(media.malformedBoxes == ["MediaBox"])
        let all = try geometry(
            page: "/MediaBox[0 0 9 9]/ArtBox \(text)/CropBox \(text)/TrimBox \(text)/BleedBox \(text)")
        #expect(all.mediaBox == PDFRectangle(0, 0, 9, 9))
        #expect(Set(all.malformedBoxes) == ["CropBox", "BleedBox", "TrimBox", "ArtBox"])
    }

    @Test(
        "What is not there, or null, is absent and not malformed",
        arguments: ["", "/MediaBox null", "/MediaBox 99 0 R"])
    func absent(entry: String) throws {
        let geometry = try geometry(page: entry)
        #expect(geometry.mediaBox == nil)
        #expect(geometry.malformedBoxes == [])
        #expect(geometry.rotation == 0 && geometry.userUnit == 1)
    }

    @Test("Boxes and rotation are inherited from the nearest ancestor")
    func inherited() throws {
        let far = try geometry(root: "/MediaBox[0 0 300 400]/CropBox[10 10 90 90]/Rotate 90")
        #expect(far.mediaBox == PDFRectangle(0, 0, 300, 400))
        #expect(far.cropBox == PDFRectangle(10, 10, 90, 90))
        #expect(far.rotation == 90)
        let near = try geometry(
            page: "/CropBox[1 1 2 2]", parent: "/MediaBox[0 0 5 5]/Rotate -90", root: "/MediaBox[0 0 9 9]/Rotate 90")
        #expect(near.mediaBox == PDFRectangle(0, 0, 5, 5))
        #expect(near.cropBox == PDFRectangle(1, 1, 2, 2))
        #expect(near.rotation == -90)
    }

    @Test("Parents in a circle do not keep the search going for ever", .timeLimit(.minutes(5)))
    func circle() throws {
        let error = try refusal { _ = try geometry(page: "/MediaBox[0 0 5 5]", root: "/Parent 3 0 R") }
        #expect(error.code == .pageUnreadable)
    }

    @Test("Rotation is raw", arguments: [("0", 0), ("450", 450), ("-270", -270), ("45", 45), ("/X", 0), ("90.0", 90)])
    func rotation(text: String, degrees: Int) throws {
        #expect(try geometry(page: "/Rotate \(text)").rotation == degrees)
    }

    @Test(
        "The user unit is raw, and not inherited",
        arguments: [("2", 2), ("0.5", 0.5), ("0", 0), ("-1", -1), ("/X", 1), ("null", 1)]
    )
    func userUnit(text: String, unit: Double) throws {
        #expect(try geometry(page: "/UserUnit \(text)", root: "/UserUnit 7").userUnit == unit)
    }

    static let mixedPages: [(page: Int, media: PDFRectangle, crop: PDFRectangle?, rotation: Int, unit: Double)] = [
        (5, PDFRectangle(0, 0, 595.276, 841.89), nil, 90, 1), (6, PDFRectangle(0, 0, 612, 792), nil, 180, 1),
        (8, PDFRectangle(-120, -150, 480, 650), PDFRectangle(-60, -90, 340, 460), 0, 1),
        (9, PDFRectangle(200, 300, 620, 895), nil, 0, 1), (11, PDFRectangle(0, 0, 20, 20), nil, 0, 1),
        (12, PDFRectangle(0, 0, 2000, 100), nil, 0, 1), (15, PDFRectangle(0, 0, 500, 300), nil, -90, 1),
    ]

    @Test("mixed.pdf has the geometry that its description gives", arguments: mixedPages)
    func mixed(
        expected: (page: Int, media: PDFRectangle, crop: PDFRectangle?, rotation: Int, unit: Double)
    ) throws {
        let document = try Document(path: sample("mixed.pdf"), password: nil)
        _ = try document.countPages()
        let geometry = try document.geometry(ofPage: expected.page - 1)
        let media = try #require(geometry.mediaBox)
        // The engine holds numbers in single precision.
        #expect((media.x1 - expected.media.x1).magnitude < 1e-4 && (media.y1 - expected.media.y1).magnitude < 1e-4)
        #expect([media.x0, media.y0] == [expected.media.x0, expected.media.y0])
        #expect(geometry.cropBox == expected.crop)
        #expect(geometry.rotation == expected.rotation && geometry.userUnit == expected.unit)
    }

    @Test("Opening a page in another box does not change what its dictionary is said to hold")
    func unchangedByOpening() throws {
        let file = TestPDF.onePage("", entries: "/CropBox[500 500 600 600]/TrimBox(bad)/UserUnit 0/Rotate 90").file()
        let document = try Document(path: scratch.write("page.pdf", file), password: nil)
        _ = try document.countPages()
        let before = try document.geometry(ofPage: 0)
        _ = try Page(0, of: document, box: PDFRectangle(0, 0, 50, 50), userUnit: 1)
        #expect(try document.geometry(ofPage: 0) == before)
    }
}
