internal import MuPDF
internal import RasterOutput

/// A page that is an image file, or one of the images in it, decoded.
struct ImagePage {
    private let pixels: ImagePixels

    /// - Parameters:
    ///   - paths: Files of one page each, or a single one that may have several.
    ///   - page: From zero.
    init(_ paths: [String], _ page: Int) throws(RenderFailure) {
        guard paths.count == 1 || paths.indices.contains(page) else {
            throw RenderFailure(.pageRefused, "there is no image \(page + 1)")
        }
        let path = paths.count == 1 ? paths[0] : paths[page]
        pixels = try asRenderFailure({ RenderFailure($0, image: path) }) { () throws(PDFError) in
            try ImageFile(path: path).image(paths.count == 1 ? page : 0)
        }
    }

    /// How many images a file has.
    static func count(in path: String) throws(RenderFailure) -> Int {
        try asRenderFailure(RenderFailure.init(_:)) { () throws(PDFError) in
            try ImageFile(path: path).imageCount
        }
    }

    var isGray: Bool { pixels.components == 1 }

    /// The image's pixels in some colours.
    ///
    /// - Parameter buffer: Where they are put if the image has others.
    func source(_ color: ColorModel, _ buffer: SharedPixels) throws(RenderFailure) -> DecodedPage {
        guard pixels.components != color.components else { return DecodedPage(pixels, pixels.samples) }
        let bytes = try buffer.pixels.bytes(pixels.width * pixels.height * color.components)
        if color == .gray {
            fillGray(bytes)
        } else {
            pixels.copyRGB(rows: 0..<pixels.height, into: bytes)
        }
        return DecodedPage(pixels, UnsafeRawBufferPointer(bytes), buffer)
    }

    /// Luma by ITU-R BT.601, for pages that are only to be recognized.
    private func fillGray(_ bytes: UnsafeMutableRawBufferPointer) {
        for index in 0..<pixels.width * pixels.height {
            let (red, green, blue) = (
                Int(pixels.samples[3 * index]), Int(pixels.samples[3 * index + 1]), Int(pixels.samples[3 * index + 2])
            )
            bytes[index] = UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
        }
    }
}
