public import PageLayout

/// Frames around regions of a page.
public struct Frames: Sendable {
    /// Red: what the picture of a difference paints differing pixels with.
    private static let ink: [UInt8] = [0xe5, 0x00, 0x4d]

    /// Pixels of a frame's line.
    let thickness: Int
    private let width: Int
    /// The outer edges.
    private let frames: [PixelRect]

    /// Creates frames that stand a little off what they enclose.
    ///
    /// - Parameters:
    ///   - regions: What they enclose, in pixels of the page.
    ///   - width: Pixels of a row of the page.
    ///   - height: Its rows. Where the page ends, lines lie on its edge.
    ///   - dpi: Its pixels per inch: lines are about a quarter of a millimetre thick, at least 2 pixels.
    public init(_ regions: [PixelRect], width: Int, height: Int, dpi: Double) {
        let thickness = Int(min(max(dpi / 100, 2), 100).rounded())
        let reach = 3 * thickness
        (self.thickness, self.width) = (thickness, width)
        frames = regions.map {
            PixelRect(
                x0: max($0.x0 - reach, 0), y0: max($0.y0 - reach, 0), x1: min($0.x1 + reach, width),
                y1: min($0.y1 + reach, height))
        }
    }

    /// Paints the frames' parts that lie in some rows.
    ///
    /// - Parameters:
    ///   - rows: The rows, from the top of the page.
    ///   - rgb: Their pixels, three bytes each, without padding.
    public func paint(rows: Range<Int>, into rgb: UnsafeMutableRawBufferPointer) {
        precondition(rgb.count == rows.count * width * 3, "the rows have another size")
        for frame in frames {
            for y in rows.clamped(to: min(frame.y0, frame.y1)..<frame.y1) {
                let isLine = y < frame.y0 + thickness || y >= frame.y1 - thickness
                let row = UnsafeMutableRawBufferPointer(
                    rebasing: rgb[(y - rows.lowerBound) * width * 3..<(y - rows.lowerBound + 1) * width * 3])
                if isLine {
                    fill(frame.x0, frame.x1, of: row)
                } else {
                    fill(frame.x0, frame.x0 + thickness, of: row)
                    fill(frame.x1 - thickness, frame.x1, of: row)
                }
            }
        }
    }

    private func fill(_ first: Int, _ end: Int, of row: UnsafeMutableRawBufferPointer) {
        for x in max(first, 0)..<max(min(end, width), first, 0) {
            for channel in 0..<3 { row[3 * x + channel] = Frames.ink[channel] }
        }
    }
}
