internal import CCodecs

/// An ICC profile that says what an output's colours are, and is embedded in it.
///
/// Only its header is looked at here (ICC.1, 7.2): whoever converts pixels finds out whether the rest is sound.
public struct OutputProfile: Codable, Sendable, Equatable {
    /// What messages call it.
    public let name: String
    public let bytes: [UInt8]
    /// The colours that it describes.
    public let color: ColorModel

    /// The largest profile that is taken, in bytes; those of printers have one or two millions.
    public static let byteLimit = 16 << 20

    /// Takes a profile by its header.
    ///
    /// - Throws: A phrase that says what the file is instead.
    public init(name: String, bytes: [UInt8]) throws(OutputError) {
        guard bytes.count >= 132, Array(bytes[36..<40]) == Array("acsp".utf8) else {
            throw OutputError(.unsupported, "\(name) is no ICC profile")
        }
        guard bytes.count <= Self.byteLimit else {
            throw OutputError(.unsupported, "\(name) is larger than any ICC profile")
        }
        let space = String(decoding: bytes[16..<20], as: UTF8.self)
        switch space {
        case "GRAY": color = .gray
        case "RGB ": color = .rgb
        case "CMYK": color = .cmyk
        default:
            throw OutputError(
                .unsupported, "\(name) is a profile for the colour space \(space); choose one for RGB, gray or CMYK")
        }
        (self.name, self.bytes) = (name, bytes)
    }

    /// The bytes as a zlib stream.
    func compressed() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: ccodecs_zlib_bound(bytes.count)) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            count = ccodecs_zlib(bytes, bytes.count, base, buffer.count)
        }
    }

    /// Whether it is of ICC's fourth edition, which PDF knows from 1.7 on (ISO 32000-1, table 67).
    var needsPDF17: Bool { bytes[8] >= 4 }
}

/// How colours that an output cannot show are replaced; the words are those of IPP (PWG 5100.13).
public enum RenderingIntent: String, Codable, Sendable, CaseIterable {
    case perceptual
    case relativeColorimetric = "relative-colorimetric"
    case saturation
    case absoluteColorimetric = "absolute-colorimetric"
}
