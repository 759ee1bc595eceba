import Foundation
import Testing

/// A page's size as `pdfinfo` tells it.
struct PaperExtent: Equatable, CustomStringConvertible {
    var width: Double
    var height: Double

    init(_ width: Double, _ height: Double) {
        (self.width, self.height) = (width, height)
    }

    var description: String { "\(width) x \(height)" }
}

/// An image as `pdfimages -list` tells it.
struct ListedImage: Equatable {
    var page: Int
    var width: Int
    var height: Int
    var color: String
    var bits: Int
    var encoding: String
    var horizontal: Int
    var vertical: Int

    /// Reads "1 0 image 2481 3508 gray 1 8 image no 5 0 300 300 66.1K 0.8%".
    init?(_ line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count >= 14, let page = Int(fields[0]), let width = Int(fields[3]), let height = Int(fields[4]),
            let bits = Int(fields[7]), let horizontal = Int(fields[12]), let vertical = Int(fields[13])
        else { return nil }
        (self.page, self.width, self.height, self.bits) = (page, width, height, bits)
        (self.horizontal, self.vertical) = (horizontal, vertical)
        color = String(fields[5])
        encoding = String(fields[8])
    }
}

extension Scratch {
    /// The sizes of all pages as they are seen, in points.
    func pageSizes(of path: String = "out.pdf") throws -> [PaperExtent] {
        let result = try run("pdfinfo", "-f", "1", "-l", "9999", path)
        try #require(result.code == 0, "\(result.message)")
        var sizes: [PaperExtent] = []
        for line in result.text.split(separator: "\n") {
            // "Page    1 size:  595.276 x 841.89 pts (A4)" and "Page    1 rot:   90"
            let words = line.split(separator: " ")
            guard words.count >= 4, words[0] == "Page" else { continue }
            if words[2] == "size:", let width = Double(words[3]), let height = Double(words[5]) {
                sizes.append(PaperExtent(width, height))
            } else if words[2] == "rot:", ["90", "270"].contains(words[3]), let size = sizes.popLast() {
                sizes.append(PaperExtent(size.height, size.width))
            }
        }
        return sizes
    }

    func listedImages(of path: String = "out.pdf") throws -> [ListedImage] {
        let result = try run("pdfimages", "-list", path)
        try #require(result.code == 0, "\(result.message)")
        return result.text.split(separator: "\n").compactMap { ListedImage($0) }
    }

    /// What qpdf finds wrong with a file; nil if nothing.
    func complaint(about path: String = "out.pdf") throws -> String? {
        let result = try run("qpdf", "--check", path)
        return result.code == 0 ? nil : result.text + result.message
    }
}

/// Writes small PDFs whose page trees are as a test wants them.
struct TinyPDF {
    private var objects: [String] = []

    /// Adds an object and returns its number; the catalogue is object 1 and its Pages is object 2.
    mutating func add(_ object: String) -> Int {
        objects.append(object)
        return objects.count + 2
    }

    /// Adds a page, which can be told from others by its width, and is filled with a colour.
    mutating func addPage(width: Int, height: Int = 100, fill: String = "0.5 g", entries: String = "") -> Int {
        let contents = "\(fill) -10000 -10000 20000 20000 re f"
        let stream = add("<< /Length \(contents.utf8.count) >>\nstream\n\(contents)\nendstream")
        return add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] /Contents \(stream) 0 R "
                + "/Resources << >> \(entries) >>")
    }

    /// The file, with the entries of its Pages dictionary as given.
    func data(pages: String) -> Data {
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        let all = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages \(pages) >>"] + objects
        for (index, object) in all.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = text.utf8.count
        text += "xref\n0 \(all.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            text += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
        }
        text += "trailer\n<< /Size \(all.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
        return Data(text.utf8)
    }
}
