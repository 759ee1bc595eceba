internal import MuPDF
internal import RasterOutput

/// A page that is an image file, or one of the images in it, decoded.
struct ImagePage {
    private let pixels: ImagePixels

    /// - Parameters:
    ///   - paths: Files of one page each, or a single one that may have several.
    ///   - page: From zero.
    init(_ paths: [String], _ page: Int) throws(RenderFailure) {
        self = try ImagePage(paths, page, Self.file(paths, page))
    }

    /// A page of each of two sides, decoded at the same time as far as that is possible, and only once if their files are
    /// the same.
    static func pair(
        _ left: (paths: [String], page: Int), _ right: (paths: [String], page: Int)
    ) throws(RenderFailure) -> (left: ImagePage, right: ImagePage) {
        let (one, other) = (try file(left.paths, left.page), try file(right.paths, right.page))
        if place(left.paths, left.page) == place(right.paths, right.page), other.hasSameBytes(as: one) {
            let page = try ImagePage(left.paths, left.page, one)
            return (page, page)
        }
        other.decodeAhead()
        return (try ImagePage(left.paths, left.page, one), try ImagePage(right.paths, right.page, other))
    }

    /// A page's place in its file.
    private static func place(_ paths: [String], _ page: Int) -> Int { paths.count == 1 ? page : 0 }

    private init(_ paths: [String], _ page: Int, _ file: ImageFile) throws(RenderFailure) {
        let path = paths.count == 1 ? paths[0] : paths[page]
        pixels = try asRenderFailure({ RenderFailure($0, image: path) }) { () throws(PDFError) in
            try file.image(Self.place(paths, page))
        }
    }

    private static func file(_ paths: [String], _ page: Int) throws(RenderFailure) -> ImageFile {
        guard paths.count == 1 || paths.indices.contains(page) else {
            throw RenderFailure(.pageRefused, "there is no image \(page + 1)")
        }
        let path = paths.count == 1 ? paths[0] : paths[page]
        return try asRenderFailure({ RenderFailure($0, image: path) }) { () throws(PDFError) in
            try ImageFile(path: path)
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
