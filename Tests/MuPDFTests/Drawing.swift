import MuPDF
import Testing

/// Pixels that were drawn here, or by another program.
struct Drawing: Equatable {
    var width, height, components: Int
    var samples: [UInt8]

    subscript(x: Int, y: Int) -> [UInt8] {
        let start = (y * width + x) * components
        return Array(samples[start..<start + components])
    }

    /// Whether all pixels of a rectangle are white.
    func isWhite(_ area: Page.PixelRectangle) -> Bool {
        (area.y0..<area.y1).allSatisfy { y in
            let row = y * width
            return samples[((row + area.x0) * components)..<((row + area.x1) * components)].allSatisfy { $0 == 255 }
        }
    }

    var isWhite: Bool { samples.allSatisfy { $0 == 255 } }

    /// Whether every pixel has three equal components.
    var isGray: Bool {
        guard components == 3 else { return true }
        return stride(from: 0, to: samples.count, by: 3).allSatisfy { (start: Int) -> Bool in
            let red = samples[start]
            return samples[start + 1] == red && samples[start + 2] == red
        }
    }

    /// How many pixels are other than in another drawing of the same form.
    func differences(from other: Drawing) -> Int {
        guard [width, height, components] == [other.width, other.height, other.components] else { return .max }
        return stride(from: 0, to: samples.count, by: components).count { start in
            samples[start..<start + components] != other.samples[start..<start + components]
        }
    }
}

extension Drawing {
    /// Draws a page in one band.
    ///
    /// The buffer is filled with rubbish first.
    init(
        _ page: borrowing Page, width: Int, height: Int, components: Int, scale: Double = 1,
        clip: Page.PixelRectangle? = nil, rows: Range<Int>? = nil
    ) throws {
        let rows = rows ?? 0..<height
        var samples = [UInt8](repeating: 0x5A, count: width * rows.count * components)
        try samples.withUnsafeMutableBytes { bytes in
            try page.draw(
                Page.Placement(scale: scale, x: 0, y: 0),
                band: Page.PixelRectangle(x0: 0, y0: rows.lowerBound, x1: width, y1: rows.upperBound),
                clip: clip ?? Page.PixelRectangle(x0: 0, y0: 0, x1: width, y1: height), components: components,
                into: bytes)
        }
        self.init(width: width, height: rows.count, components: components, samples: samples)
    }

    /// Reads a binary PGM or PPM with 8 bits a sample, with comments in its header or without.
    init?(portableMap bytes: [UInt8]) {
        let fields = bytes.split(maxSplits: 4, omittingEmptySubsequences: false) { $0 == 0x20 || $0 == 0x0A }
        guard fields.count == 5 else { return nil }
        let header = fields.prefix(4).map { String(decoding: $0, as: UTF8.self) }
        guard ["P5", "P6"].contains(header[0]), header[3] == "255", let width = Int(header[1]),
            let height = Int(header[2])
        else { return nil }
        self.init(
            width: width, height: height, components: header[0] == "P5" ? 1 : 3, samples: Array(fields[4]))
        guard samples.count == width * height * components else { return nil }
    }

    /// What mutool draws of a page, which counts from zero.
    ///
    /// It would simulate overprinting if it were let to.
    static func byMutool(_ path: String, page: Int, components: Int) throws -> Drawing {
        let form = components == 1 ? ["gray", "pgm"] : ["rgb", "ppm"]
        let result = try run(
            "mutool", "draw", "-q", "-O", "0", "-r", "72", "-c", form[0], "-F", form[1], "-o", "-", path, "\(page + 1)")
        return try #require(Drawing(portableMap: result.output), "\(result.text.prefix(500))")
    }
}

extension Drawing: CustomTestStringConvertible {
    var testDescription: String { "\(width) x \(height) x \(components) \(samples.prefix(6))" }
}
