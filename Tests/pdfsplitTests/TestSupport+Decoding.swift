import Foundation
import Testing

extension Scratch {
    /// What other programs see in image files, as RGB.
    enum Decoder: String, CaseIterable {
        case netpbm, mupdf
    }

    /// Decodes an image file.
    ///
    /// - Parameters:
    ///   - image: Which of the images of a file that holds several, from zero.
    ///   - dpi: The resolution that the file should have; MuPDF draws by it.
    func decode(_ name: String, image: Int = 0, with decoder: Decoder, dpi: Int) throws -> PageImage {
        let output = "decoded\(UInt32.random(in: 0...UInt32.max)).ppm"
        let script =
            switch decoder {
            case .netpbm: "set -e; \(Self.netpbm(name, image)) | pamdepth 255 | ppmtoppm > \(output)"
            case .mupdf: "mutool draw -q -r \(dpi) -c rgb -F ppm -o \(output) '\(name)' \(image + 1)"
            }
        let result = try RunningProcess("sh", ["-c", script], directory: path).wait()
        try #require(result.code == 0, "\(result.message)")
        return try PageImage(ppm: self[output])
    }

    private static func netpbm(_ name: String, _ image: Int) -> String {
        switch name.split(separator: ".").last {
        case "png": "pngtopam '\(name)'"
        case "jpg": "djpeg -pnm '\(name)'"
        // It reads the first image of a file alone.
        case "tif": "tiffcp '\(name),\(image)' one.tif && tifftopnm -byrow one.tif"
        default: "cat '\(name)'"
        }
    }

    /// What `exiftool` says of a file, by its tags' names.
    func tags(_ name: String) throws -> [String: String] {
        let result = try run("exiftool", "-s", "-n", name)
        try #require(result.code == 0, "\(result.message)")
        let pairs = result.text.split(separator: "\n").map { line in
            line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
    }
}
