/// How an image's samples are compressed.
public enum Codec: String, Codable, Sendable, CaseIterable {
    /// Lossless: zlib (RFC 1950), as PDF's FlateDecode.
    case flate
    /// Lossless, of bilevel images: ITU-T T.6 (Group 4), as PDF's CCITTFaxDecode.
    case ccitt
    /// Lossy: baseline JPEG, as PDF's DCTDecode.
    case jpeg
    /// Lossless: samples as they are, but for 1 bit, where black is 1.
    case raw
}

/// The samples in which pages are drawn, 8 bits each.
public enum ColorModel: String, Codable, Sendable, CaseIterable {
    case gray, rgb
    /// Inks: 0 is none, 255 full.
    case cmyk

    /// Samples a pixel.
    public var components: Int {
        switch self {
        case .gray: 1
        case .rgb: 3
        case .cmyk: 4
        }
    }
}

/// How an image is stored: what its samples are, and how they are compressed.
public struct ImageStorage: Sendable, Equatable {
    public var form: ImageForm
    public var codec: Codec
    /// Whether Flate's rows are predicted from their neighbours (PDF 32000-1, 7.4.4.4), which helps with pictures.
    public var predicts: Bool

    public init(form: ImageForm, codec: Codec, predicts: Bool = false) {
        (self.form, self.codec, self.predicts) = (form, codec, predicts)
    }
}

/// An image that lies encoded in files, ready to be put into a document.
public struct EncodedImage: Sendable, Equatable {
    /// Pixels.
    public var width, height: Int
    public var storage: ImageStorage
    /// The image's bytes: the contents of these files, one after another.
    public var pieces: [EncodedPiece]
    /// Bytes that come after the last piece.
    public var trailer: [UInt8]
    /// Whether its one piece is a file that stands for itself, and not only the image's data.
    public var isFile = false

    /// Takes an image that lies in a single file.
    public init(width: Int, height: Int, storage: ImageStorage, whole: EncodedPiece) {
        (self.width, self.height, self.storage, pieces, trailer) = (width, height, storage, [whole], [])
    }

    /// Puts an image together from pieces whose rows follow each other.
    public init(width: Int, height: Int, storage: ImageStorage, pieces: [EncodedPiece]) {
        (self.width, self.height, self.storage, self.pieces) = (width, height, storage, pieces)
        trailer = storage.codec == .flate ? EncodedPiece.trailer(of: pieces) : []
    }

    public var byteCount: Int { pieces.reduce(trailer.count) { $0 + $1.byteCount } }
}
