import RasterOutput
import Testing

/// Rows of any layout, made for a test.
struct Rows: Sendable {
    var layout: SampleLayout
    var bytes: [UInt8]

    /// Rows made one by one, each of `layout.rowBytes` bytes.
    init(_ layout: SampleLayout, row: (Int) -> [UInt8]) {
        self.layout = layout
        bytes = (0..<layout.height).flatMap(row)
    }

    init(_ picture: Picture) {
        layout = SampleLayout(width: picture.width, height: picture.height, components: picture.color.components)
        bytes = picture.samples
    }

    func bytes(of rows: Range<Int>) -> ArraySlice<UInt8> {
        bytes[rows.lowerBound * layout.rowBytes..<rows.upperBound * layout.rowBytes]
    }
}

extension Rows: CustomTestStringConvertible {
    var testDescription: String {
        "\(layout.width) x \(layout.height), \(layout.components) of \(layout.bits) bits, \(bytes.prefix(6))"
    }
}

extension ImageEncoder {
    /// Writes so many rows at a time.
    func write(_ rows: ArraySlice<UInt8>, rowsPerWrite: Int = .max) throws {
        try rows.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let end = start + min(rowsPerWrite, (bytes.count - start) / layout.rowBytes) * layout.rowBytes
                try write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                start = end
            }
        }
    }
}

/// Encodes a whole image and returns its file's bytes.
func encode(
    _ rows: Rows, as codec: Codec = .flate, _ options: EncodingOptions = EncodingOptions(), rowsPerWrite: Int = .max,
    in scratch: Scratch
) throws -> [UInt8] {
    let encoder = try ImageEncoder(
        codec, layout: rows.layout, options: options, name: "whole", directory: scratch.descriptor)
    try encoder.write(rows.bytes[...], rowsPerWrite: rowsPerWrite)
    _ = try encoder.finish()
    return try scratch.bytes("whole")
}

/// Encodes the pieces between cuts, the last first, so that no encoder can know what another did.
func encodePieces(
    _ rows: Rows, cuts: [Int], as codec: Codec, _ options: EncodingOptions = EncodingOptions(),
    rowsPerWrite: Int = .max, in scratch: Scratch
) throws -> (pieces: [EncodedPiece], files: [[UInt8]]) {
    let ends = cuts + [rows.layout.height]
    let ranges = zip([0] + cuts, ends).map { $0..<$1 }
    let pieces = try ranges.reversed().map { range in
        let encoder = try ImageEncoder(
            codec, layout: rows.layout, options: options, piece: ImagePiece(rows: range), name: "\(range.lowerBound)",
            directory: scratch.descriptor)
        try encoder.write(rows.bytes(of: range), rowsPerWrite: rowsPerWrite)
        return try encoder.finish()
    }
    let ordered = Array(pieces.reversed())
    return (ordered, try ordered.map { try scratch.bytes($0.file) })
}

/// A page of text as another program draws it.
func textPage(resolution: Int, gray: Bool = true) throws -> Picture {
    let form = gray ? ["-gray"] : []
    let arguments = form + ["-r", "\(resolution)", "-f", "1", "-l", "1", "\(samples)/text.pdf"]
    let result = try run("pdftoppm", arguments: arguments)
    return try #require(Picture(portableMap: result.output))
}
