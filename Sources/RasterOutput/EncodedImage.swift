/// How an image's samples are stored.
public enum Codec: String, Codable, Sendable, CaseIterable {
    /// Lossless: zlib (RFC 1950), as PDF's FlateDecode.
    case flate
    /// Lossy: baseline JPEG, as PDF's DCTDecode.
    case jpeg
}

/// What the samples mean.
public enum ColorModel: String, Codable, Sendable, CaseIterable {
    case gray, rgb

    /// Samples a pixel.
    public var components: Int { self == .gray ? 1 : 3 }
}

/// An image that lies encoded in a file of its own, ready to be put into a document.
public struct EncodedImage: Codable, Sendable, Equatable {
    /// The name of the file within its directory.
    public var file: String
    /// Pixels.
    public var width, height: Int
    public var color: ColorModel
    /// Bits a sample.
    public var bits: Int
    public var codec: Codec
    /// The file's size.
    public var byteCount: Int
    /// Two CRC-64 over the file's bytes, which stand for its content in the document's identifier.
    public var checksum: [UInt64]
}
