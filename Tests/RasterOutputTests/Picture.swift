import RasterOutput
import Testing

/// Samples made for a test, or read from another program's output.
struct Picture: Equatable, Sendable {
    var width, height: Int
    var color: ColorModel
    var samples: [UInt8]
}

extension Picture: CustomTestStringConvertible {
    var testDescription: String { "\(width) x \(height) \(color) \(samples.prefix(6))" }
}

/// Numbers without a pattern, the same in each run (a linear congruential generator with Knuth's constants).
struct Noise {
    private var state: UInt64

    init(seed: UInt64 = 1) { state = seed }

    mutating func byte() -> UInt8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(state >> 56)
    }
}

extension Picture {
    static func noise(_ width: Int, _ height: Int, _ color: ColorModel, seed: UInt64 = 1) -> Picture {
        var noise = Noise(seed: seed)
        let samples = (0..<width * height * color.components).map { _ in noise.byte() }
        return Picture(width: width, height: height, color: color, samples: samples)
    }

    static func flat(_ width: Int, _ height: Int, _ color: ColorModel, value: UInt8 = 255) -> Picture {
        let samples = [UInt8](repeating: value, count: width * height * color.components)
        return Picture(width: width, height: height, color: color, samples: samples)
    }

    /// Slow gradients under a little grain, as a camera gives them.
    static func photograph(_ width: Int, _ height: Int, _ color: ColorModel) -> Picture {
        var noise = Noise(seed: 7)
        var samples: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let grain = Int(noise.byte() % 9)
                let channels = [60 + 120 * x / width, 40 + 150 * y / height, 200 - 90 * (x + y) / (width + height)]
                samples += channels.prefix(color.components).map { UInt8($0 + grain) }
            }
        }
        return Picture(width: width, height: height, color: color, samples: samples)
    }

    /// Hands out the rows from top to bottom, so many at a time.
    func forEachBand(of rows: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        let stride = width * color.components
        try samples.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let end = start + min(rows, (bytes.count - start) / stride) * stride
                try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                start = end
            }
        }
    }

    /// Reads a binary PGM or PPM with 8 bits a sample.
    init?(portableMap bytes: [UInt8]) {
        // Magic number, width, height and maximum, each ended by one blank.
        let fields = bytes.split(maxSplits: 4, omittingEmptySubsequences: false) { $0 == 0x20 || $0 == 0x0A }
        guard fields.count == 5 else { return nil }
        let header = fields.prefix(4).map { String(decoding: $0, as: UTF8.self) }
        guard ["P5", "P6"].contains(header[0]), header[3] == "255", let width = Int(header[1]),
            let height = Int(header[2])
        else { return nil }
        self.init(width: width, height: height, color: header[0] == "P5" ? .gray : .rgb, samples: Array(fields[4]))
        guard samples.count == width * height * color.components else { return nil }
    }

    /// The picture as a binary PGM or PPM.
    var portableMap: [UInt8] { Array("\(color == .gray ? "P5" : "P6") \(width) \(height) 255\n".utf8) + samples }

    /// The same picture in three components.
    var inRGB: Picture {
        guard color == .gray else { return self }
        return Picture(width: width, height: height, color: .rgb, samples: samples.flatMap { [$0, $0, $0] })
    }

    /// The mean difference between two pictures of the same form, in steps of 1/255.
    func meanDifference(to other: Picture) -> Double {
        let total = zip(samples, other.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(total) / Double(samples.count)
    }
}
