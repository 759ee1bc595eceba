import Foundation
import Testing

/// The pixels of a page, in RGB.
struct PageImage: Equatable {
    var width: Int
    var height: Int
    private var samples: [UInt8]

    /// Reads a binary PPM, as `pdfimages` and `mutool draw` write it, or a PBM, which `pdfimages` makes of bilevel images.
    init(ppm path: String) throws {
        let data = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var fields: [String] = []
        var position = 0
        while fields.count < (fields.first == "P4" ? 3 : 4) {
            let field = data[position...].prefix { !Self.isSpace($0) }
            if !field.isEmpty { fields.append(String(decoding: field, as: UTF8.self)) }
            position += field.count + 1
        }
        width = try #require(Int(fields[1]))
        height = try #require(Int(fields[2]))
        if fields[0] == "P4" {
            samples = Self.unpacked(data[position...], width: width)
        } else {
            try #require(fields[0] == "P6" && fields[3] == "255")
            samples = Array(data[position...])
        }
        try #require(samples.count == width * height * 3)
    }

    /// Rows of bits, 1 for black, in three bytes a pixel.
    private static func unpacked(_ rows: ArraySlice<UInt8>, width: Int) -> [UInt8] {
        let rowBytes = (width + 7) / 8
        return rows.enumerated().flatMap { index, byte in
            (0..<min(8, width - index % rowBytes * 8)).flatMap { bit -> [UInt8] in
                Array(repeating: byte >> (7 - bit) & 1 == 1 ? 0 : 255, count: 3)
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 10 || byte == 32 }

    /// The samples that there are.
    var levels: Set<UInt8> { Set(samples) }

    /// The mean of the differences of samples, 0 to 255; another size differs in all.
    func meanDifference(to other: PageImage) -> Double {
        guard width == other.width, height == other.height, !samples.isEmpty else { return 255 }
        let sum = zip(samples, other.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(samples.count)
    }

    /// Whether every sample is one of the two others' at its place.
    func consists(of one: PageImage, and other: PageImage) -> Bool {
        guard one.samples.count == samples.count, other.samples.count == samples.count else { return false }
        return samples.indices.allSatisfy { samples[$0] == one.samples[$0] || samples[$0] == other.samples[$0] }
    }

    subscript(x: Int, y: Int) -> Color {
        let place = (y * width + x) * 3
        return Color(red: samples[place], green: samples[place + 1], blue: samples[place + 2])
    }

    func rows(_ rows: Range<Int>) -> ArraySlice<UInt8> {
        samples[rows.lowerBound * width * 3..<rows.upperBound * width * 3]
    }

    /// The pixels in a rectangle that are not white.
    func inked(x: Range<Int>, y: Range<Int>) -> Int {
        var count = 0
        for row in y.clamped(to: 0..<height) {
            for column in x.clamped(to: 0..<width) where self[column, row] != .white { count += 1 }
        }
        return count
    }

    struct Color: Equatable, CustomStringConvertible {
        var red, green, blue: UInt8

        static let white = Color(red: 255, green: 255, blue: 255)
        static let black = Color(red: 0, green: 0, blue: 0)
        // As in samples/generator/mixed_samples.py, times 255.
        static let sampleRed = Color(red: 204, green: 26, blue: 26)
        static let sampleGreen = Color(red: 26, green: 128, blue: 51)
        static let sampleBlue = Color(red: 26, green: 51, blue: 204)

        /// Whether it is this colour but for rounding and JPEG.
        func isNear(_ other: Color, within tolerance: Int = 3) -> Bool {
            zip([red, green, blue], [other.red, other.green, other.blue])
                .allSatisfy { abs(Int($0) - Int($1)) <= tolerance }
        }

        var description: String { "(\(red), \(green), \(blue))" }
    }
}

/// A corner of a page of mixed.pdf, which has a square of its own colour there.
enum Corner: String, CaseIterable {
    case topLeft, topRight, bottomLeft, bottomRight

    var isRight: Bool { self == .topRight || self == .bottomRight }
    var isBottom: Bool { self == .bottomLeft || self == .bottomRight }

    var color: PageImage.Color {
        switch self {
        case .topLeft: .sampleRed
        case .topRight: .sampleGreen
        case .bottomLeft: .sampleBlue
        case .bottomRight: .black
        }
    }
}

extension PageImage {
    /// The corners of a page whose squares are seen within a rectangle of pixels, `inset` from its corners.
    func corners(x0: Double, y0: Double, x1: Double, y1: Double, inset: Double = 3) -> Set<Corner> {
        Set(
            Corner.allCases.filter { corner in
                let x = Int((corner.isRight ? x1 - inset : x0 + inset).rounded(.down))
                let y = Int((corner.isBottom ? y1 - inset : y0 + inset).rounded(.down))
                guard (0..<width).contains(x), (0..<height).contains(y) else { return false }
                return self[x, y].isNear(corner.color)
            })
    }
}

extension Scratch {
    /// The page images within an output, in its order.
    func images(of output: String = "out.pdf") throws -> [PageImage] {
        let stem = "image\(UInt32.random(in: 0...UInt32.max))"
        let result = try run("pdfimages", output, stem)
        try #require(result.code == 0, "\(result.message)")
        return try files.filter { $0.hasPrefix(stem) }.sorted().map { try PageImage(ppm: self[$0]) }
    }

    /// Renders pages without loss and reads them.
    func render(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> [PageImage] {
        try render(arguments, sourceLocation: sourceLocation)
    }

    func render(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> [PageImage] {
        let output = "rendered\(UInt32.random(in: 0...UInt32.max)).pdf"
        let result = try start(["--codec", "flate"] + arguments + [output]).wait()
        try #require(result.code == 0, "\(result.message)", sourceLocation: sourceLocation)
        return try images(of: output)
    }
}
