internal import CMuPDF

/// A page interpreted into a display list, ready to be drawn in bands.
///
/// Contents, annotations and form fields are taken as for printing. What the engine cannot interpret is left out and
/// reported through ``Document/takeMessages()``.
public struct Page: ~Copyable {
    /// What a page paints, known before anything is drawn.
    public struct Content: Sendable, Equatable {
        /// False only if every colour painted is a gray for certain.
        public var mayBeColored: Bool
        public var hasImages: Bool
        public var hasShadings: Bool
        /// Transparency groups, soft masks or tiling patterns, which make the engine allocate what they cover.
        public var hasGroups: Bool
        /// Paints only opaque black and white, and no image or shading: every gray on it is the edge of something.
        public var isBlackOnWhite: Bool
    }

    /// A rectangle of pixels; x1 and y1 are exclusive.
    public struct PixelRectangle: Sendable, Equatable {
        public var x0, y0, x1, y1: Int

        public init(x0: Int, y0: Int, x1: Int, y1: Int) {
            (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
        }

        var c: CMuPDFPixelRect {
            CMuPDFPixelRect(x0: Int32(x0), y0: Int32(y0), x1: Int32(x1), y1: Int32(y1))
        }
    }

    /// How a page is put on the pixel grid: page space (origin at the top left of its box, y down, 1/72 inch) times
    /// `scale`, then moved by `x` and `y` pixels.
    public struct Placement: Sendable, Equatable {
        public var scale, x, y: Double

        public init(scale: Double, x: Double, y: Double) {
            (self.scale, self.x, self.y) = (scale, x, y)
        }

        var matrix: CMuPDFMatrix {
            let scale = Float(scale)
            return CMuPDFMatrix(a: scale, b: 0, c: 0, d: scale, e: Float(x), f: Float(y))
        }
    }

    public let content: Content
    let handle: OpaquePointer
    // The display list lives in the document's context.
    private let document: Document

    /// Interprets a page.
    ///
    /// - Parameters:
    ///   - number: The page, counted from zero.
    ///   - box: The part of user space that is the page.
    ///   - userUnit: The size of a user space unit in 1/72 inch, above zero.
    public init(_ number: Int, of document: Document, box: PDFRectangle, userUnit: Double) throws(PDFError) {
        let rect = CMuPDFRect(x0: Float(box.x0), y0: Float(box.y0), x1: Float(box.x1), y1: Float(box.y1))
        var handle: OpaquePointer?
        var error = CMuPDFError()
        let status = cmupdf_page_open(document.handle, Int32(number), rect, Float(userUnit), &handle, &error)
        guard status == .OK, let handle else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        let found = cmupdf_page_content(handle)
        self.handle = handle
        self.document = document
        content = Content(
            mayBeColored: found.mayBeColored, hasImages: found.hasImages, hasShadings: found.hasShadings,
            hasGroups: found.hasGroups, isBlackOnWhite: found.isBlackOnWhite)
        cmupdf_page_prepare(handle)
    }

    deinit {
        cmupdf_page_drop(handle)
    }

    /// Makes sure that what is drawn next looks the same whichever parts of the page were drawn here before.
    ///
    /// Call it before each piece of a page whose pieces different processes may draw.
    public func prepareForPiece(_ placement: Placement) {
        cmupdf_page_prepare_piece(handle, placement.matrix)
    }

    /// Draws a band of the page over white.
    ///
    /// Band edges show in antialiasing and image scaling, so the same bands must be drawn wherever the same pixels are
    /// wanted.
    ///
    /// - Parameters:
    ///   - band: The pixels wanted.
    ///   - clip: Nothing is painted outside of it.
    ///   - components: 1 for gray, 3 for RGB, 4 for CMYK, whose paper has no ink.
    ///   - samples: At least rows x (columns x components) bytes, which are overwritten; rows are not padded.
    public func draw(
        _ placement: Placement, band: PixelRectangle, clip: PixelRectangle, components: Int,
        into samples: UnsafeMutableRawBufferPointer
    ) throws(PDFError) {
        precondition(samples.count >= (band.x1 - band.x0) * (band.y1 - band.y0) * components)
        guard let base = samples.baseAddress else { return }
        var error = CMuPDFError()
        let status = cmupdf_page_draw(
            handle, placement.matrix, band.c, clip.c, Int32(components), base.assumingMemoryBound(to: UInt8.self),
            &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
    }
}
