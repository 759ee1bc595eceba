internal import MuPDF
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// A page's pixels, had strip by strip.
protocol PixelSource: AnyObject {
    /// Pixels.
    var width: Int { get }
    var height: Int { get }
    /// Pixels per inch.
    var dpi: Double { get }
    /// The strips in which the rows must be asked for, from the top; nil if any will do.
    var strips: [Range<Int>]? { get }

    /// Gives a strip's rows, 8-bit samples without padding, which stay as they are until the next call.
    func rows(_ strip: Range<Int>) throws(RenderFailure) -> UnsafeRawBufferPointer
}

/// A page of a PDF, drawn as it is for output.
final class DrawnPage: PixelSource {
    private let renderer: PageRenderer
    private let buffer: SharedPixels
    private var drawn: (strip: Range<Int>, rows: UnsafeMutableRawBufferPointer)?

    init(_ renderer: PageRenderer, buffer: SharedPixels) {
        (self.renderer, self.buffer) = (renderer, buffer)
    }

    var width: Int { renderer.plan.width }
    var height: Int { renderer.plan.height }
    var dpi: Double { renderer.layout.dpi }
    var strips: [Range<Int>]? { renderer.plan.pieces }

    func rows(_ strip: Range<Int>) throws(RenderFailure) -> UnsafeRawBufferPointer {
        if let drawn, drawn.strip == strip { return UnsafeRawBufferPointer(drawn.rows) }
        let rows = try renderer.drawPiece(strip, into: &buffer.pixels)
        drawn = (strip, rows)
        return UnsafeRawBufferPointer(rows)
    }

    /// Writes the page into a PNG file of a directory: in the least form that holds it, unless it is one of those huge
    /// pages that are drawn strip by strip.
    func writePNG(_ name: String, _ directory: FileDescriptor) throws(RenderFailure) {
        guard renderer.plan.pieces.count == 1 else {
            return try PNGFileWriter.write(self, renderer.plan.color, name: name, directory)
        }
        _ = try rows(renderer.plan.pieces[0])
        // Encoding overwrites them.
        guard let pixels = drawn?.rows else { return }
        drawn = nil
        _ = try renderer.encode(pixels, into: { _ in name }, directory)
    }
}

/// An image file's page, decoded as a whole.
final class DecodedPage: PixelSource {
    private let image: ImagePixels
    private let pixels: UnsafeRawBufferPointer
    // Where the pixels lie if not in the image.
    private let buffer: SharedPixels?

    /// - Parameter pixels: Of the image, or made of its pixels in the buffer, which must be left alone meanwhile.
    init(_ image: ImagePixels, _ pixels: UnsafeRawBufferPointer, _ buffer: SharedPixels? = nil) {
        (self.image, self.pixels, self.buffer) = (image, pixels, buffer)
    }

    var width: Int { image.width }
    var height: Int { image.height }
    /// What the file says, or what makes a pixel a point.
    var dpi: Double { image.xResolution ?? 72 }
    var strips: [Range<Int>]? { nil }

    func rows(_ strip: Range<Int>) -> UnsafeRawBufferPointer {
        let rowBytes = pixels.count / height
        return UnsafeRawBufferPointer(rebasing: pixels[strip.lowerBound * rowBytes..<strip.upperBound * rowBytes])
    }
}

/// Memory for drawn pixels that pages of one side share, one after another.
final class SharedPixels {
    var pixels = PixelBuffer()
}

extension PNGFileWriter {
    /// Writes a page's rows as they are.
    static func write(
        _ source: any PixelSource, _ color: ColorModel, name: String, _ directory: FileDescriptor
    ) throws(RenderFailure) {
        let file = try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try PNGFileWriter(
                name: name, directory: directory, width: source.width, height: source.height, color: color,
                resolution: source.dpi)
        }
        for strip in source.strips ?? [0..<source.height] {
            let rows = try source.rows(strip)
            try asRenderFailure(RenderFailure.init) { () throws(OutputError) in try file.write(rows) }
        }
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in try file.finish() }
    }
}
