import Foundation
import RasterOutput
import SystemPackage
import Testing

@Suite("Documents as other programs read them")
struct PDFWriterTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    static let sizes = [
        PDFPageSize(width: 595.276, height: 841.89), PDFPageSize(width: 36.5, height: 29),
        PDFPageSize(width: 160, height: 120), PDFPageSize(width: 419.5281, height: 595.2755),
    ]

    private let gray = Picture.noise(37, 53, .gray)
    private let rgb = Picture.noise(41, 29, .rgb, seed: 2)
    private let photograph = Picture.photograph(160, 120, .rgb)

    /// Gray, RGB, JPEG and placeholder, in pages of the sizes above.
    private func fourPages() throws -> String {
        try writeDocument("four.pdf", in: scratch) { writer in
            let images = [
                try encode(gray, as: .flate, name: "0", in: scratch),
                try encode(rgb, as: .flate, name: "1", in: scratch),
                try encode(photograph, as: .jpeg, name: "2", in: scratch),
            ]
            for (size, image) in zip(Self.sizes, images) { try writer.append(image, size: size, from: scratch) }
            try writer.appendPlaceholder(Self.sizes[3], lines: ["Page 4 could not be rendered.", "a (bad) \\ reason"])
            #expect(writer.pageCount == 4)
        }
    }

    /// The dictionaries of a document's pages.
    private func pages(of path: String) throws -> [[String: Any]] {
        let result = try run("qpdf", "--json", "--json-key=pages", "--json-key=qpdf", path)
        try #require(result.status == 0, "\(result.text)")
        let json = try #require(JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
        let objects = try #require((json["qpdf"] as? [[String: Any]])?.last)
        let pages = try #require(json["pages"] as? [[String: Any]])
        return try pages.map { page in
            let object = try #require(page["object"] as? String)
            let entry = try #require(objects["obj:\(object)"] as? [String: Any])
            return try #require(entry["value"] as? [String: Any])
        }
    }

    @Test("qpdf finds nothing to object to")
    func check() throws {
        let result = try run("qpdf", "--check", fourPages())
        #expect(result.status == 0, "\(result.text)")
        #expect(result.text.contains("PDF Version: 1.4"))
        #expect(result.text.contains("No syntax or stream encoding errors found"))
        #expect(!result.text.lowercased().contains("warning"))
    }

    @Test("Pages have exactly the sizes asked for")
    func sizes() throws {
        let boxes = try pages(of: fourPages()).map { $0["/MediaBox"] as? [Double] }
        #expect(boxes == Self.sizes.map { [0, 0, $0.width, $0.height] })
    }

    @Test("Lossless images come back as they were", arguments: [1, 2])
    func losslessImages(page: Int) throws {
        let result = try run("pdfimages", "-f", "\(page)", "-l", "\(page)", fourPages(), scratch.file("seen"))
        #expect(result.status == 0, "\(result.text)")
        let names = scratch.fileNames.filter { $0.hasPrefix("seen") }
        #expect(names.count == 1)
        let name = try #require(names.first)
        let seen = try #require(Picture(portableMap: scratch.bytes(name)))
        // pdfimages writes gray as three components; which it was, its list says.
        #expect(seen == (page == 1 ? gray.inRGB : rgb))
    }

    @Test("Images are listed with their colour, bits and filter")
    func list() throws {
        let lines = try run("pdfimages", "-list", fourPages()).text.split(separator: "\n").dropFirst(2)
        let rows = lines.map { $0.split(separator: " ").prefix(9).dropFirst(2).joined(separator: " ") }
        #expect(rows == ["image 37 53 gray 1 8 image", "image 41 29 rgb 3 8 image", "image 160 120 rgb 3 8 jpeg"])
    }

    @Test("A JPEG comes back byte for byte")
    func jpeg() throws {
        let result = try run("pdfimages", "-all", "-f", "3", "-l", "3", fourPages(), scratch.file("seen"))
        #expect(result.status == 0, "\(result.text)")
        #expect(try scratch.bytes("seen-000.jpg") == scratch.bytes("2"))
    }

    @Test("A page shows its pixels one to one from the top left corner", arguments: [72.0, 100, 299.7, 300])
    func placement(dpi: Double) throws {
        let picture = Picture.noise(40, 30, .gray)
        // Less than the pixels cover: the last column and row overhang.
        let size = PDFPageSize(width: 39.4 * 72 / dpi, height: 29.7 * 72 / dpi)
        let image = try encode(picture, as: .flate, name: "page", in: scratch)
        let path = try writeDocument("page.pdf", in: scratch) {
            try $0.append(image, size: size, dpi: dpi, from: scratch)
        }
        let result = try run("mutool", "draw", "-q", "-r", "\(dpi)", "-c", "gray", "-F", "pgm", "-o", "-", path)
        let seen = try #require(Picture(portableMap: result.output), "\(result.text)")
        #expect(seen == picture)
    }

    @Test("A placeholder says what it stands for")
    func placeholder() throws {
        let result = try run("pdftotext", "-f", "4", "-l", "4", fourPages(), "-")
        #expect(result.text.contains("Page 4 could not be rendered."))
        #expect(result.text.contains("a (bad) \\ reason"))
    }

    @Test("A document says which program made it, and no date")
    func information() throws {
        let result = try run("pdfinfo", fourPages())
        #expect(result.text.contains("unit tests"))
        #expect(!result.text.contains("Date"))
    }

    @Test("A document without pages can be read", .timeLimit(.minutes(5)))
    func noPages() throws {
        let path = try writeDocument("none.pdf", in: scratch) { _ in }
        #expect(try run("qpdf", "--show-npages", path).text == "0\n")
    }

    @Test(
        "A page beyond 14400 points is measured in larger units",
        arguments: [(20_000.0, 100.0), (100, 14_401), (43_300.5, 30_000)]
    )
    func userUnit(width: Double, height: Double) throws {
        let size = PDFPageSize(width: width, height: height)
        let image = try encode(gray, as: .flate, name: "page", in: scratch)
        let path = try writeDocument("poster.pdf", in: scratch) { writer in
            try writer.append(image, size: size, dpi: 37 * 72 / width, from: scratch)
            try writer.appendPlaceholder(size, lines: ["too large"])
            try writer.appendPlaceholder(PDFPageSize(width: 300, height: 200), lines: ["small"])
        }
        let check = try run("qpdf", "--check", path)
        #expect(check.status == 0 && !check.text.lowercased().contains("warning"), "\(check.text)")
        #expect(try run("pdfinfo", path).text.contains("PDF version:     1.6"))

        let seen = try pages(of: path).map { page in
            let unit = page["/UserUnit"] as? Double ?? 1
            let box = page["/MediaBox"] as? [Double] ?? []
            #expect(box.allSatisfy { $0 <= 14_400 })
            return box.map { $0 * unit }
        }
        try #require(seen.count == 3 && seen.allSatisfy { $0.count == 4 })
        #expect(seen[2] == [0, 0, 300, 200])
        for box in seen.prefix(2) {
            #expect((box[2] - width).magnitude < 0.001 && (box[3] - height).magnitude < 0.001)
        }
    }

    @Test("Many pages make a document that is sound throughout")
    func manyPages() throws {
        let image = try encode(gray, as: .flate, name: "page", in: scratch)
        let path = try writeDocument("many.pdf", in: scratch) { writer in
            for index in 0..<1200 {
                try writer.append(image, size: PDFPageSize(width: 37, height: 53), from: scratch)
                if index % 3 == 0 {
                    try writer.appendPlaceholder(PDFPageSize(width: 50, height: 50), lines: ["page \(index)"])
                }
            }
        }
        let result = try run("qpdf", "--check", path)
        #expect(result.status == 0 && !result.text.lowercased().contains("warning"), "\(result.text)")
        #expect(try run("qpdf", "--show-npages", path).text == "1600\n")
    }
}
