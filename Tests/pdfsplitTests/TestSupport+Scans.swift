import Foundation
import Testing

/// A picture of 16 x 16 pixels, white but for a black quarter at its top right, compressed in several ways.
enum Quarter {
    /// ITU-T T.6, put together from its tables of codes.
    static let ccitt: [UInt8] = {
        let horizontal = "001", white8 = "10011", black8 = "000101", white16 = "101010", black0 = "0000110111"
        let same = "1", end = "000000000001"
        // A row that changes in its middle, seven like it, a white one, seven like that.
        let first = horizontal + white8 + black8 + String(repeating: same + same, count: 7)
        let second = horizontal + white16 + black0 + String(repeating: same, count: 7)
        var bits = Array(first + second + end + end)
        while bits.count % 8 != 0 { bits.append("0") }
        return stride(from: 0, to: bits.count, by: 8).map { place in
            bits[place..<place + 8].reduce(0) { $0 << 1 | ($1 == "1" ? 1 : 0) }
        }
    }()

    /// ITU-T T.88 as PDF has it: a page and on it a generic region, coded as in T.6.
    static let jbig2: [UInt8] = {
        let size: [UInt8] = [0, 0, 0, 16, 0, 0, 0, 16]
        let nothing = [UInt8](repeating: 0, count: 8)
        let page = segment(number: 1, type: 48, page: 1, size + nothing + [0, 0, 0])
        return page + segment(number: 2, type: 38, page: 1, size + nothing + [0, 1] + ccitt)
    }()

    /// What such streams may share: here a comment.
    static let globals = segment(
        number: 0, type: 62, page: 0, [0x20, 0, 0, 0] + Array("made\u{0}here\u{0}\u{0}".utf8))

    /// A profile (ICC.1:2001-04) of grays that are as light as their numbers say, not as they look.
    static let grayProfile: [UInt8] = {
        let d50: [UInt8] = [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]
        let zeros = { (count: Int) in [UInt8](repeating: 0, count: count) }
        let kind = [2, 0x10, 0, 0] + Array("mntrGRAYXYZ ".utf8) + zeros(12) + Array("acsp".utf8)
        let header = [0, 0, 0, 188] + zeros(4) + kind + zeros(28) + d50 + zeros(48)
        let tags = [0, 0, 0, 2] + Array("wtpt".utf8) + [0, 0, 0, 156, 0, 0, 0, 20]
        return header + tags + Array("kTRC".utf8) + [0, 0, 0, 176, 0, 0, 0, 12]
            + Array("XYZ ".utf8) + zeros(4) + d50 + Array("curv".utf8) + zeros(8)
    }()

    private static func segment(number: UInt8, type: UInt8, page: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0, 0, 0, number, type, 0, page, 0, 0, 0, UInt8(data.count)] + data
    }

    /// JPEG 2000, lossless, as OpenJPEG writes it.
    static let jpx = [UInt8](
        Data(
            base64Encoded: """
                AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAEAAAABAAAQcHAAAAAAAPY29scgEA\
                AAAAABEAAADwanAyY/9P/1EAKQAAAAAAEAAAABAAAAAAAAAAAAAAABAAAAAQAAAAAAAAAAAAAQcBAf9SAAwAAAABAAAEBAAB\
                /1wABEBA/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAfgAB/5Pfg2g7DQ0rJY3AOpzw\
                CZWCRsTiAABhH5J9YvgAAMI5x/j9FOEfcpoj7lNEhL4wcAAAYRzj/H6KcI+5TRIS+MHAAAGEc4/x+inCPuU0SEvjBwAABhHO\
                P8fopwj7lNEhL4wcAAAYRzj/D9FOEfcpokJf/9k=
                """) ?? Data())
}

/// Writes PDFs whose pages are scans; data may be any bytes.
struct ScanPDF {
    private var objects: [[UInt8]] = []
    private var pages: [Int] = []

    /// Adds a stream and returns its object's number; the catalogue is object 1 and its Pages is object 2.
    mutating func add(_ entries: String, _ data: [UInt8]) -> Int {
        objects.append(
            Array("<< \(entries) /Length \(data.count) >>\nstream\n".utf8) + data + Array("\nendstream".utf8))
        return objects.count + 2
    }

    /// Adds an image of 16 x 16 pixels.
    mutating func addImage(_ entries: String, _ data: [UInt8]) -> Int {
        add("/Type /XObject /Subtype /Image /Width 16 /Height 16 " + entries, data)
    }

    /// Adds a page of 100 x 100 points whose resources have the image as Im.
    mutating func addPage(image: Int, _ contents: String = "100 0 0 100 0 0 cm /Im Do", entries: String = "") {
        addPage(
            contents, width: 100, height: 100,
            resources:
                "/XObject << /Im \(image) 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                + ">> >> /ExtGState << /G << /ca 0.5 >> >>", entries: entries)
    }

    /// Adds a page of any size in points.
    mutating func addPage(_ contents: String, width: Int, height: Int, resources: String, entries: String = "") {
        let stream = add("", Array(contents.utf8))
        objects.append(
            Array(
                ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] /Contents \(stream) 0 R /Resources "
                    + "<< \(resources) >> \(entries) >>").utf8))
        pages.append(objects.count + 2)
    }

    var data: Data {
        let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
        let start = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>",
        ].map { Array($0.utf8) }
        var bytes = Array("%PDF-1.7\n".utf8)
        var table = "xref\n0 \(objects.count + 3)\n0000000000 65535 f \n"
        for (index, object) in (start + objects).enumerated() {
            table += String(repeating: "0", count: 10 - String(bytes.count).count) + "\(bytes.count) 00000 n \n"
            bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let end = "trailer\n<< /Size \(objects.count + 3) /Root 1 0 R >>\nstartxref\n\(bytes.count)\n%%EOF\n"
        return Data(bytes + Array((table + end).utf8))
    }
}

extension Scratch {
    /// The data of the images of a document as they lie in it, in the order of the pages.
    func rawImages(of path: String = "out.pdf") throws -> [[UInt8]] {
        try table("pdfimages", "-list", path).map { row in try rawStream(Int(row[10]) ?? 0, of: path) }
    }

    /// The data of a stream as it lies in a document.
    func rawStream(_ object: Int, of path: String = "out.pdf") throws -> [UInt8] {
        let result = try run("qpdf", "--show-object=\(object)", "--raw-stream-data", path)
        try #require(result.code == 0, "\(result.message)")
        return [UInt8](result.output)
    }

    /// A page as poppler shows it.
    func seen(_ path: String, page: Int = 1) throws -> PageImage {
        let stem = "seen\(UInt32.random(in: 0...UInt32.max))"
        let result = try run("pdftoppm", "-r", "72", "-f", "\(page)", "-l", "\(page)", "-singlefile", path, stem)
        try #require(result.code == 0, "\(result.message)")
        return try PageImage(ppm: self[stem + ".ppm"])
    }
}
