import CCodecs
import RasterOutput

extension Noise {
    /// A number from 0 up to but not including a limit.
    mutating func number(below limit: Int) -> Int {
        Int(UInt32(byte()) << 16 | UInt32(byte()) << 8 | UInt32(byte())) % limit
    }
}

extension Picture {
    /// A picture whose pixels are chosen from a list, each of them at least once if there is room, in runs as drawn
    /// pages have them.
    static func of(_ colors: [UInt32], _ width: Int, _ height: Int, _ color: ColorModel, seed: UInt64 = 1) -> Picture {
        var noise = Noise(seed: seed)
        var pixels = colors
        while pixels.count < width * height {
            let run = noise.number(below: 3) == 0 ? noise.number(below: 100) : 1
            pixels += [UInt32](repeating: colors[noise.number(below: colors.count)], count: run + 1)
        }
        // Turned, so that the list does not always come first.
        let turn = noise.number(below: width * height)
        let turned = pixels[..<(width * height)].indices.map { pixels[($0 + turn) % (width * height)] }
        let samples = turned.flatMap {
            color == .gray ? [UInt8($0 & 0xFF)] : [UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)]
        }
        return Picture(width: width, height: height, color: color, samples: samples)
    }

    /// The pixels as 0xRRGGBB.
    var pixels: [UInt32] {
        guard color == .rgb else { return samples.map { UInt32($0) * 0x010101 } }
        return stride(from: 0, to: samples.count, by: 3).map {
            UInt32(samples[$0]) << 16 | UInt32(samples[$0 + 1]) << 8 | UInt32(samples[$0 + 2])
        }
    }

    /// The survey of all pixels.
    var survey: PixelSurvey {
        var survey = PixelSurvey()
        samples.withUnsafeBytes { survey.insert($0, components: color.components) }
        return survey
    }
}

/// So many different levels as gray colours, with neither bilevel nor other multiples preferred.
func grayColors(_ levels: some Sequence<Int>) -> [UInt32] { levels.map { UInt32($0) * 0x010101 } }

/// So many different colours, not all gray.
func manyColors(_ count: Int) -> [UInt32] { (0..<count).map { UInt32($0) &* 0x0B_3D71 & 0xFF_FFFF | 0x01_0000 } }

/// Runs a body by the portable code and by the best that the processor has.
func withEachInstructionSet(_ body: () throws -> Void) rethrows {
    // Other tests may run meanwhile: they get the same results by either.
    ccodecs_use_portable_code(true)
    defer { ccodecs_use_portable_code(false) }
    try body()
    ccodecs_use_portable_code(false)
    try body()
}
