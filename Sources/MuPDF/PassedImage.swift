internal import CMuPDF

/// The image that is all of a page, and how to show it elsewhere with its data as it is.
public struct PassedImage: Sendable, Equatable {
    /// How its data is compressed.
    public enum Filter: Sendable, Equatable {
        case jpeg, jpx, ccitt, jbig2
    }

    /// Which colours its samples stand for.
    public enum Color: Sendable, Equatable {
        case gray, rgb, cmyk, lab, indexed
        /// The data says so itself, as JPEG 2000 can.
        case other
    }

    /// The map x' = ax + cy + e, y' = bx + dy + f.
    public struct Matrix: Sendable, Equatable {
        public var a, b, c, d, e, f: Double
    }

    public let filter: Filter
    public let color: Color
    /// Pixels.
    public let width, height: Int
    /// Bits a component; 0 where the data says so itself.
    public let bits: Int
    /// Pixels per inch along rows or columns, as ``Page/imageResolution()`` counts them; nil without an area.
    public let resolution: Double?
    /// From the unit square, whose origin is the image's top left corner and whose y points down, to page space.
    public let matrix: Matrix
    /// What the image's dictionary says beside its type, size, filter and length, in PDF's syntax.
    ///
    /// ``profileMark`` and ``globalsMark`` stand where references to the profile and the globals belong.
    public let entries: String
    /// Components of the ICC profile; nil without one.
    public let profileComponents: Int?
    let object: Int32
    let profile, globals: Int32

    public static let profileMark = Character(Unicode.Scalar(UInt8(CMuPDFPassedProfileMark)))
    public static let globalsMark = Character(Unicode.Scalar(UInt8(CMuPDFPassedGlobalsMark)))

    /// - Returns: nil where there is no such image.
    init?(_ image: CMuPDFPassedImage) {
        switch image.filter {
        case .none: return nil
        case .JPEG: filter = .jpeg
        case .JPX: filter = .jpx
        case .CCITT: filter = .ccitt
        case .JBIG2: filter = .jbig2
        }
        color =
            switch image.color {
            case .gray: .gray
            case .RGB: .rgb
            case .CMYK: .cmyk
            case .lab: .lab
            case .indexed: .indexed
            case .other: .other
            }
        (width, height, bits) = (Int(image.width), Int(image.height), Int(image.bits))
        resolution = image.resolution.isFinite && image.resolution > 0 ? Double(image.resolution) : nil
        let m = image.matrix
        matrix = Matrix(
            a: Double(m.a), b: Double(m.b), c: Double(m.c), d: Double(m.d), e: Double(m.e), f: Double(m.f))
        entries = text(of: image.entries)
        profileComponents = image.profile > 0 ? Int(image.profileComponents) : nil
        (object, profile, globals) = (image.object, image.profile, image.globals)
    }
}

extension Document {
    /// Finds the image that a page is, if it paints one opaque image, compressed by one filter, and nothing else.
    ///
    /// A black stencil counts as the gray image that looks the same on white. The image is not decoded, as a rule. What the
    /// engine says about the page will be said again when it is opened to be drawn.
    ///
    /// - Parameters:
    ///   - page: The page, counted from zero.
    ///   - box: The part of user space that is the page.
    ///   - userUnit: The size of a user space unit in 1/72 inch, above zero.
    /// - Returns: nil also for a page that is damaged.
    public func passedImage(ofPage page: Int, box: PDFRectangle, userUnit: Double) throws(PDFError) -> PassedImage? {
        let rect = CMuPDFRect(x0: Float(box.x0), y0: Float(box.y0), x1: Float(box.x1), y1: Float(box.y1))
        var image = CMuPDFPassedImage()
        var error = CMuPDFError()
        let status = cmupdf_page_passed_image(handle, Int32(page), rect, Float(userUnit), &image, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return PassedImage(image)
    }

    /// Reads an image's compressed data, decrypted.
    ///
    /// - Parameter body: Gets the bytes, which are gone after it.
    public func withData(of image: PassedImage, _ body: (UnsafeRawBufferPointer) -> Void) throws(PDFError) {
        try read(image.object, isDecoded: false, body)
    }

    /// Reads an image's ICC profile; nil without one.
    public func profile(of image: PassedImage) throws(PDFError) -> [UInt8]? {
        image.profile > 0 ? try bytes(of: image.profile) : nil
    }

    /// Reads what an image compressed by JBIG2 shares with others; nil if there is nothing.
    public func globals(of image: PassedImage) throws(PDFError) -> [UInt8]? {
        image.globals > 0 ? try bytes(of: image.globals) : nil
    }

    private func bytes(of object: Int32) throws(PDFError) -> [UInt8] {
        var copy: [UInt8] = []
        try read(object, isDecoded: true) { copy = Array($0) }
        return copy
    }

    private func read(
        _ object: Int32, isDecoded: Bool, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(PDFError) {
        var bytes = CMuPDFBytes()
        var error = CMuPDFError()
        let status = cmupdf_stream_read(handle, object, isDecoded, &bytes, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        defer { cmupdf_bytes_drop(handle, &bytes) }
        body(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.count))
    }
}
