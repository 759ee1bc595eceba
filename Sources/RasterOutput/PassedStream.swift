internal import CCodecs
public import SystemPackage

/// What a PDF needs to know of an image whose data comes compressed from another document.
public struct PassedStream: Codable, Sendable, Equatable {
    /// How the data is compressed.
    public enum Codec: String, Codable, Sendable {
        case jpeg, jpx, ccitt, jbig2

        var filter: String {
            switch self {
            case .jpeg: "DCTDecode"
            case .jpx: "JPXDecode"
            case .ccitt: "CCITTFaxDecode"
            case .jbig2: "JBIG2Decode"
            }
        }

        /// The first PDF 1.x in which it is known.
        var version: Int { self == .jpx ? 5 : 4 }
    }

    /// The map x' = ax + cy + e, y' = bx + dy + f from the unit square to a sheet (PDF 32000-1, 8.9.5.1), in points; y points
    /// up and the origin is the sheet's bottom left corner.
    public struct Placing: Codable, Sendable, Equatable {
        public var a, b, c, d, e, f: Double

        public init(a: Double, b: Double, c: Double, d: Double, e: Double, f: Double) {
            (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
        }
    }

    /// A stream that the image refers to, in a file of its own.
    public struct Attachment: Codable, Sendable, Hashable {
        public var file: String
        public var byteCount: Int
        /// Two CRC-64 over the file's bytes.
        public var checksum: [UInt64]
        /// What its dictionary says beside its length, in PDF's syntax.
        public var entries: String
        /// What stands in the image's entries where a reference to it belongs.
        public var mark: String

        public init(_ piece: EncodedPiece, entries: String, mark: Character) {
            (file, byteCount, checksum) = (piece.file, piece.byteCount, piece.checksum)
            (self.entries, self.mark) = (entries, String(mark))
        }
    }

    public var codec: Codec
    /// What reports call its colours.
    public var colorName: String
    /// Bits a component; 0 where the data says so itself.
    public var bits: Int
    /// What the image's dictionary says beside its type, size, filter and length, in PDF's syntax.
    public var entries: String
    public var placing: Placing
    public var attachments: [Attachment]

    public init(
        codec: Codec, colorName: String, bits: Int, entries: String, placing: Placing, attachments: [Attachment]
    ) {
        (self.codec, self.colorName, self.bits, self.entries) = (codec, colorName, bits, entries)
        (self.placing, self.attachments) = (placing, attachments)
    }

    /// Writes data as it is into a new file of a directory.
    ///
    /// Blocks.
    public static func write(
        _ data: UnsafeRawBufferPointer, to name: String, _ directory: FileDescriptor
    ) throws(OutputError) -> EncodedPiece {
        let file = try directory.createFile(name)
        defer { try? file.close() }
        var sink = CCodecsSink(writingTo: file)
        if let base = data.baseAddress, data.count > 0 {
            let status = ccodecs_sink_write(&sink, base, data.count)
            guard status == 0 else { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
        }
        return EncodedPiece(
            file: name, rows: 0..<1, byteCount: data.count, checksum: [sink.checksum.0, sink.checksum.1])
    }
}

extension EncodedImage {
    /// Takes an image whose data lies, compressed as it came, in a single file.
    public init(width: Int, height: Int, passed: PassedStream, whole: EncodedPiece) {
        self.init(
            width: width, height: height, storage: ImageStorage(form: .gray(bits: 8), codec: .raw), whole: whole)
        self.passed = passed
    }

    /// What reports call its codec.
    public var codecName: String { passed?.codec.rawValue ?? storage.codec.rawValue }

    /// What reports call its colours: gray, indexed or rgb, and of one passed through also cmyk, lab or other.
    public var colorName: String { passed?.colorName ?? storage.form.colorName }

    /// Bits a component; 0 where only the data of one passed through says so.
    public var bits: Int { passed?.bits ?? storage.form.bits }

    /// The names of all its files.
    public var files: [String] { pieces.map(\.file) + (passed?.attachments.map(\.file) ?? []) }
}
