internal import CCodecs

/// Rows of an image that are encoded apart from the others.
///
/// The files of an image's pieces, one behind the other in the order of their rows, are the image; for Flate, the bytes
/// of ``EncodedPiece/trailer(of:)`` follow. Who encodes which piece makes no difference, but where an image is cut does.
public struct ImagePiece: Codable, Sendable, Hashable {
    /// The rows, counted from the image's top; at least one.
    public var rows: Range<Int>

    public init(rows: Range<Int>) { self.rows = rows }

    /// The number of rows that every piece but the last must hold a multiple of.
    public static func rowMultiple(_ codec: Codec, components: Int, options: EncodingOptions) -> Int {
        switch codec {
        case .flate, .raw: 1
        // Each row refers to the one above.
        case .ccitt: .max
        case .jpeg: components == 3 && options.halvesChroma ? 16 : 8
        }
    }
}

/// A piece of an image that lies encoded in a file of its own.
public struct EncodedPiece: Sendable, Equatable {
    /// The name of the file within its directory.
    public var file: String
    public var rows: Range<Int>
    /// The file's size.
    public var byteCount: Int
    /// Two CRC-64 over the file's bytes.
    public var checksum: [UInt64]
    /// The Adler-32 (RFC 1950) of the bytes that a decoder of Flate makes of it; 1 for JPEG.
    public var adler: UInt32
    /// How many bytes these are; 0 for JPEG.
    public var decodedByteCount: UInt64

    public init(
        file: String, rows: Range<Int>, byteCount: Int, checksum: [UInt64], adler: UInt32 = 1,
        decodedByteCount: UInt64 = 0
    ) {
        (self.file, self.rows, self.byteCount, self.checksum) = (file, rows, byteCount, checksum)
        (self.adler, self.decodedByteCount) = (adler, decodedByteCount)
    }

    /// The last four bytes of the zlib stream that begins with these pieces.
    ///
    /// - Parameter pieces: All of an image, in order, encoded with Flate.
    public static func trailer(of pieces: some Sequence<EncodedPiece>) -> [UInt8] {
        let adler = pieces.reduce(1) { ccodecs_adler_join($0, $1.adler, $1.decodedByteCount) }
        return [UInt8](unsafeUninitializedCapacity: 4) { bytes, count in
            if let base = bytes.baseAddress { ccodecs_deflate_trailer(adler, base) }
            count = 4
        }
    }
}
