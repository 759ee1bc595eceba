import RasterOutput

extension Picture {
    /// A picture dithered, its rows brought so many at a time.
    static func dithered(
        _ picture: Picture, _ dither: Dither, firstRow: Int = 0, rowsPerCall: Int = .max
    ) throws -> Picture {
        var picture = picture
        let ditherer = try Ditherer(dither, width: picture.width, firstRow: firstRow)
        let step = min(rowsPerCall, picture.height) * picture.width
        picture.samples.withUnsafeMutableBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: step) {
                let part = bytes[start..<min(start + step, bytes.count)]
                ditherer.dither(UnsafeMutableRawBufferPointer(rebasing: part))
            }
        }
        return picture
    }

    static func gray(_ width: Int, _ height: Int, level: (_ x: Int, _ y: Int) -> Int) -> Picture {
        let samples = (0..<height).flatMap { y in (0..<width).map { x in UInt8(level(x, y)) } }
        return Picture(width: width, height: height, color: .gray, samples: samples)
    }

    func share(of level: UInt8) -> Double {
        Double(samples.count { $0 == level }) / Double(samples.count)
    }

    func row(_ y: Int) -> ArraySlice<UInt8> { samples[y * width..<(y + 1) * width] }

    func mean(x: Range<Int>, y: Range<Int>) -> Double {
        let sum = y.reduce(0) { $0 + row($1).dropFirst(x.lowerBound).prefix(x.count).reduce(0) { $0 + Int($1) } }
        return Double(sum) / Double(x.count * y.count)
    }
}
