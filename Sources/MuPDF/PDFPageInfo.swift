internal import CMuPDF

/// What a page is made of, as its dictionaries and operators say; no pixel was looked at.
public struct PDFPageInfo: Sendable, Equatable {
    /// How much colour is painted.
    public enum Colors: Sendable, Equatable {
        /// Nothing is painted.
        case none
        case blackAndWhite, gray, color
    }

    /// An image, with all its uses on the page taken together.
    public struct Image: Sendable, Equatable {
        /// The number of its object; nil for an inline image.
        public var object: Int?
        /// Pixels.
        public var width, height: Int
        /// Bits a component.
        public var bits: Int
        /// Such as "DeviceRGB" or "ICCBased CMYK"; nil for a stencil.
        public var colorSpace: String?
        /// In the order of decoding.
        public var filters: [String]
        /// Something takes part of it away.
        public var isMasked: Bool
        /// How often it is painted.
        public var uses: Int
        /// Pixels per inch along rows and columns as it lies on the page, the highest of its uses.
        public var xResolution, yResolution: Double
    }

    /// A font that the page, or something on it, names.
    public struct Font: Sendable, Equatable {
        /// The number of its object; nil for one that has none.
        public var object: Int?
        /// Empty for a font without a name.
        public var name: String
        /// Such as "Type 1C" or "CID TrueType".
        public var type: String
        public var isEmbedded, isSubset: Bool
    }

    public var colors: Colors
    /// The spaces painted in; spot colours are named "Separation X" or "DeviceN X, Y".
    public var colorSpaces: [String]
    public var images: [Image]
    public var fonts: [Font]
    /// The page is one image, upright and opaque, and nothing else.
    public var isOneImage: Bool

    init(_ info: CMuPDFPageInfo) {
        colors =
            switch info.colors {
            case .none: .none
            case .blackAndWhite: .blackAndWhite
            case .gray: .gray
            case .color: .color
            }
        colorSpaces = UnsafeBufferPointer(start: info.colorSpaces, count: info.colorSpaceCount).map { text(of: $0) }
        images = UnsafeBufferPointer(start: info.images, count: info.imageCount).map(Image.init)
        fonts = UnsafeBufferPointer(start: info.fonts, count: info.fontCount).map(Font.init)
        isOneImage = info.isOneImage
    }
}

extension Page {
    /// The highest resolution of the images that the page paints, in pixels per inch; nil without images.
    public func imageResolution() throws(PDFError) -> Double? {
        guard content.hasImages else { return nil }
        var resolution: Float = 0
        var error = CMuPDFError()
        let status = cmupdf_page_image_resolution(handle, &resolution, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return resolution.isFinite && resolution > 0 ? Double(resolution) : nil
    }
}

extension PDFPageInfo.Image {
    init(_ image: CMuPDFImageInfo) {
        self.init(
            object: image.object > 0 ? Int(image.object) : nil, width: Int(image.width), height: Int(image.height),
            bits: Int(image.bits), colorSpace: image.isStencil ? nil : text(of: image.colorSpace),
            filters: text(of: image.filters).split(separator: " ").map(String.init), isMasked: image.isMasked,
            uses: Int(image.uses), xResolution: Double(image.xResolution), yResolution: Double(image.yResolution))
    }
}

extension PDFPageInfo.Font {
    init(_ font: CMuPDFFontInfo) {
        self.init(
            object: font.object > 0 ? Int(font.object) : nil, name: text(of: font.name), type: text(of: font.type),
            isEmbedded: font.isEmbedded, isSubset: font.isSubset)
    }
}

/// The text in an array of characters that ends with a zero, or in a structure of nothing else.
func text<Characters>(of characters: Characters) -> String {
    withUnsafeBytes(of: characters) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
}
