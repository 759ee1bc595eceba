internal import MuPDF
internal import PageLayout

/// What a page is made of, as the file says it; no pixel was looked at.
public struct PageInfo: Codable, Sendable, Equatable {
    /// How much colour is painted.
    public enum Colors: String, Codable, Sendable {
        /// Nothing is painted.
        case none
        case blackAndWhite = "black and white"
        case gray, color
    }

    /// The page's boxes as the file has them, each x0, y0, x1, y1 in user space; absent where the file has none.
    public struct Boxes: Codable, Sendable, Equatable {
        public var media, crop, bleed, trim, art: [Double]?
    }

    /// An image, with all its uses on the page taken together.
    public struct Image: Codable, Sendable, Equatable {
        /// The number of its object; absent for an inline image.
        public var object: Int?
        /// Pixels.
        public var width, height: Int
        /// Bits a component.
        public var bits: Int
        /// Absent for a stencil, through which a colour is painted.
        public var colorSpace: String?
        /// In the order of decoding.
        public var filters: [String]
        /// A mask or a range of colours takes part of it away.
        public var masked: Bool
        /// How often it is painted.
        public var uses: Int
        /// Pixels per inch along rows and columns as it lies on the page, the highest of its uses.
        public var xResolution, yResolution: Double
    }

    /// A font that the page, or something on it, names.
    public struct Font: Codable, Sendable, Hashable {
        /// The number of its object; absent for one that has none.
        public var object: Int?
        /// Empty for a font without a name.
        public var name: String
        public var type: String
        public var embedded, subset: Bool
    }

    /// The CropBox's size in front of the reader, in points, after rotation and UserUnit.
    public var width, height: Double
    /// Degrees clockwise: 0, 90, 180 or 270.
    public var rotation: Int
    /// Points to the unit of the boxes.
    public var userUnit: Double
    public var boxes: Boxes
    public var colors: Colors
    /// The spaces painted in; spot colours are named "Separation X" or "DeviceN X, Y".
    public var colorSpaces: [String]
    public var images: [Image]
    /// The highest resolution of an image on the page, in pixels per inch; absent without images.
    public var resolution: Double?
    public var fonts: [Font]
    /// The page is one image that is the whole of it, upright and opaque, and nothing else.
    public var passthrough: Bool
    /// What could not be interpreted, or had to be replaced.
    public var warnings: [String]
}

extension PageInfo {
    init(_ info: PDFPageInfo, size: Size, boxes: PageBoxes, warnings: [String]) {
        let images = info.images.map(Image.init)
        self.init(
            width: Self.rounded(size.width), height: Self.rounded(size.height), rotation: boxes.effectiveRotation,
            userUnit: boxes.effectiveUserUnit, boxes: Boxes(boxes), colors: Colors(info.colors),
            colorSpaces: info.colorSpaces, images: images,
            resolution: images.map { max($0.xResolution, $0.yResolution) }.filter { $0 > 0 }.max(),
            fonts: info.fonts.map {
                Font(
                    object: $0.object, name: $0.name, type: $0.type, embedded: $0.isEmbedded, subset: $0.isSubset)
            }, passthrough: info.isOneImage, warnings: warnings)
    }

    /// To a thousandth: the engine holds numbers in single precision, which would show as 595.2760009765625.
    fileprivate static func rounded(_ value: Double) -> Double {
        value.magnitude < 1e12 ? (value * 1000).rounded() / 1000 : value
    }
}

extension PageInfo.Colors {
    init(_ colors: PDFPageInfo.Colors) {
        self =
            switch colors {
            case .none: .none
            case .blackAndWhite: .blackAndWhite
            case .gray: .gray
            case .color: .color
            }
    }
}

extension PageInfo.Boxes {
    init(_ boxes: PageBoxes) {
        func corners(_ box: Rectangle?) -> [Double]? {
            box.map { [$0.x0, $0.y0, $0.x1, $0.y1].map(PageInfo.rounded) }
        }
        self.init(
            media: corners(boxes.media), crop: corners(boxes.crop), bleed: corners(boxes.bleed),
            trim: corners(boxes.trim), art: corners(boxes.art))
    }
}

extension PageInfo.Image {
    init(_ image: PDFPageInfo.Image) {
        self.init(
            object: image.object, width: image.width, height: image.height, bits: image.bits,
            colorSpace: image.colorSpace, filters: image.filters, masked: image.isMasked, uses: image.uses,
            xResolution: PageInfo.rounded(image.xResolution), yResolution: PageInfo.rounded(image.yResolution))
    }
}
