import Foundation
import Testing

/// A bilevel picture in rows of whole bytes, the first pixel in the highest bit, 1 for white; bits beyond the width are 0.
struct Bitmap: Equatable, Sendable {
    var width, height: Int
    var rows: [UInt8]

    init(width: Int, height: Int, isWhite: (_ x: Int, _ y: Int) -> Bool) {
        (self.width, self.height) = (width, height)
        let rowBytes = (width + 7) / 8
        rows = [UInt8](repeating: 0, count: rowBytes * height)
        for y in 0..<height {
            for x in 0..<width where isWhite(x, y) { rows[y * rowBytes + x / 8] |= 0x80 >> (x % 8) }
        }
    }

    /// Reads a binary PBM, in which 1 is black.
    init?(portableBitmap bytes: [UInt8]) {
        var fields: [String] = []
        var at = 0
        while fields.count < 3, let end = bytes[at...].firstIndex(where: { $0 == 0x20 || $0 == 0x0A }) {
            if bytes[at] == 0x23 {
                at = (bytes[at...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
            } else {
                fields.append(String(decoding: bytes[at..<end], as: UTF8.self))
                at = end + 1
            }
        }
        guard fields.count == 3, fields[0] == "P4", let width = Int(fields[1]), let height = Int(fields[2]),
            bytes.count - at == (width + 7) / 8 * height
        else { return nil }
        let black = bytes[at...]
        self.init(width: width, height: height) { x, y in
            black[at + y * ((width + 7) / 8) + x / 8] & 0x80 >> UInt8(x % 8) == 0
        }
    }
}

extension Bitmap {
    /// White and black in such shares, without a pattern.
    static func noise(_ width: Int, _ height: Int, whiteOf256: Int, seed: UInt64 = 1) -> Bitmap {
        var noise = Noise(seed: seed)
        return Bitmap(width: width, height: height) { _, _ in Int(noise.byte()) < whiteOf256 }
    }

    /// Runs whose ends move by some pixels from row to row, come and go: what group 4 is made for.
    static func shapes(_ width: Int, _ height: Int, seed: UInt64 = 1) -> Bitmap {
        var noise = Noise(seed: seed)
        var edges: [Int] = []
        var rows: [[Int]] = []
        for _ in 0..<height {
            switch noise.number(below: 8) {
            case 0: edges.append(noise.number(below: width + 1))
            case 1 where !edges.isEmpty: edges.remove(at: noise.number(below: edges.count))
            case 2, 3: break
            default: edges = edges.map { min(width, max(0, $0 + noise.number(below: 11) - 5)) }
            }
            rows.append(edges)
        }
        return Bitmap(width: width, height: height) { x, y in rows[y].count { $0 <= x }.isMultiple(of: 2) }
    }
}

/// A PDF of one page for each image, a pixel a point, that other programs may read.
func bitmapDocument(_ images: [(bitmap: Bitmap, fax: [UInt8])]) -> [UInt8] {
    var bytes = Array("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    func object(_ text: String, stream: [UInt8]? = nil) {
        offsets.append(bytes.count)
        bytes += Array("\(offsets.count) 0 obj\n\(text)\n".utf8)
        if let stream { bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
        bytes += Array("endobj\n".utf8)
    }
    let kids = images.indices.map { "\(3 + 3 * $0) 0 R" }.joined(separator: " ")
    object("<</Type/Catalog/Pages 2 0 R>>")
    object("<</Type/Pages/Count \(images.count)/Kids[\(kids)]>>")
    for (bitmap, fax) in images {
        let number = offsets.count + 1
        let (width, height) = (bitmap.width, bitmap.height)
        object(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 \(width) \(height)]/Contents \(number + 1) 0 R"
                + "/Resources<</XObject<</Im \(number + 2) 0 R>>>>>>")
        let contents = "\(width) 0 0 \(height) 0 0 cm/Im Do"
        object("<</Length \(contents.utf8.count)>>", stream: Array(contents.utf8))
        object(
            "<</Type/XObject/Subtype/Image/Width \(width)/Height \(height)/ColorSpace/DeviceGray/BitsPerComponent 1"
                + "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns \(width)/Rows \(height)>>/Length \(fax.count)>>",
            stream: fax)
    }
    let start = bytes.count
    bytes += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
    for offset in offsets {
        bytes += Array("\(String(repeating: "0", count: 10 - "\(offset)".count))\(offset) 00000 n \n".utf8)
    }
    bytes += Array("trailer\n<</Size \(offsets.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return bytes
}
