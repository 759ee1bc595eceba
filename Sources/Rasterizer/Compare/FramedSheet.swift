internal import Comparison
internal import PageLayout
public import RasterOutput
internal import SystemPackage

/// A sheet of the PDF that shows where pages differ: both side by side, with frames; its image lies in the spool directory.
public struct FramedSheet: Codable, Sendable {
    /// Points.
    public var size: PDFPageSize
    /// Pixels per inch.
    public var dpi: Double
    public var image: EncodedImage

    /// What stands between the pages, and where one is missing.
    private static let gray: UInt8 = 0xB0

    /// Draws a sheet into a file of a directory.
    ///
    /// - Parameters:
    ///   - left: Its half is left empty if there is no such page, as is that of `right`.
    ///   - color: In which they are drawn: gray or RGB.
    ///   - regions: What is to be framed on both.
    static func write(
        left: (any PixelSource)?, right: (any PixelSource)?, _ color: ColorModel, _ regions: [PixelRect], name: String,
        _ directory: FileDescriptor
    ) throws(RenderFailure) -> FramedSheet? {
        guard let either = left ?? right else { return nil }
        let dpi = either.dpi
        var halves = [
            Half(left ?? right, isThere: left != nil, color, regions),
            Half(right ?? left, isThere: right != nil, color, regions),
        ].compactMap(\.self)
        let gap = max(1, Int((dpi / 6).rounded()))
        let width = halves[0].width + gap + halves[1].width
        let height = max(halves[0].height, halves[1].height)
        let encoder = try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try ImageEncoder(
                .flate, layout: SampleLayout(width: width, height: height, components: 3),
                options: EncodingOptions(effort: 1), name: name, directory: directory)
        }
        let row = UnsafeMutableRawBufferPointer.allocate(byteCount: width * 3, alignment: 1)
        defer { row.deallocate() }
        row.initializeMemory(as: UInt8.self, repeating: gray)
        for y in 0..<height {
            try halves[0].paint(y, into: row, at: 0)
            try halves[1].paint(y, into: row, at: halves[0].width + gap)
            try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
                try encoder.write(UnsafeRawBufferPointer(row))
            }
        }
        let piece = try asRenderFailure(RenderFailure.init) { () throws(OutputError) in try encoder.finish() }
        return FramedSheet(
            size: PDFPageSize(width: Double(width) * 72 / dpi, height: Double(height) * 72 / dpi), dpi: dpi,
            image: EncodedImage(
                width: width, height: height, storage: ImageStorage(form: .rgb, codec: .flate), whole: piece))
    }
}

extension FramedSheet {
    /// One of the sheet's halves, painted row by row.
    private struct Half {
        let width, height: Int
        private let source: any PixelSource
        private let isThere: Bool
        private let components: Int
        private let frames: Frames
        private var strips: ArraySlice<Range<Int>>
        private var strip = 0..<0
        private var rows = UnsafeRawBufferPointer(start: nil, count: 0)

        init?(_ source: (any PixelSource)?, isThere: Bool, _ color: ColorModel, _ regions: [PixelRect]) {
            guard let source else { return nil }
            (self.source, self.isThere, components) = (source, isThere, color.components)
            (width, height) = (source.width, source.height)
            strips = (source.strips ?? [0..<source.height])[...]
            frames = Frames(isThere ? regions : [], width: width, height: height, dpi: source.dpi)
        }

        /// Paints a row, which must be the one below the last.
        mutating func paint(
            _ y: Int, into row: UnsafeMutableRawBufferPointer, at column: Int
        ) throws(RenderFailure) {
            let to = UnsafeMutableRawBufferPointer(rebasing: row[column * 3..<(column + width) * 3])
            guard isThere, y < height else {
                to.initializeMemory(as: UInt8.self, repeating: FramedSheet.gray)
                return
            }
            if !strip.contains(y), let next = strips.popFirst() {
                strip = next
                rows = try source.rows(next)
            }
            let from = (y - strip.lowerBound) * width * components
            if components == 3 {
                to.copyMemory(from: UnsafeRawBufferPointer(rebasing: rows[from..<from + width * 3]))
            } else {
                for x in 0..<width {
                    let level = rows[from + x]
                    (to[3 * x], to[3 * x + 1], to[3 * x + 2]) = (level, level, level)
                }
            }
            frames.paint(rows: y..<y + 1, into: to)
        }
    }
}
