internal import CCodecs
public import SystemPackage

/// Makes a CCITT image of its pieces, a few rows in memory at a time.
///
/// The bytes are those that the image would have if it had been encoded at once.
public enum FaxJoiner {
    // Most pieces are smaller.
    private static let bufferSize = 1 << 20

    /// Joins the pieces of an image.
    ///
    /// Blocks on files.
    ///
    /// - Parameters:
    ///   - pieces: All of an image, in order, in files of `directory`.
    ///   - width: Pixels of a row.
    ///   - rows: How many rows the image has.
    ///   - name: The image's file in `directory`; what is there already is replaced.
    /// - Throws: ``OutputError/Code/mismatch`` if a file is not what the piece says; a failure to write, or of memory.
    public static func join(
        _ pieces: [FaxPiece], width: Int, rows: Int, name: String, directory: FileDescriptor
    ) throws(OutputError) -> EncodedPiece {
        let fax = try FaxFile(width: width, name: name, directory: directory)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(bufferSize, (width + 7) / 8), alignment: 16)
        defer { buffer.deallocate() }
        for piece in pieces { try append(piece, rowBytes: (width + 7) / 8, to: fax, directory, buffer) }
        try fax.check(ccodecs_fax_finish(fax.encoder))
        let sink = fax.sink.pointee
        return EncodedPiece(
            file: name, rows: 0..<rows, byteCount: Int(sink.count), checksum: [sink.checksum.0, sink.checksum.1])
    }

    private static func append(
        _ piece: FaxPiece, rowBytes: Int, to fax: FaxFile, _ directory: FileDescriptor,
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(OutputError) {
        let codeBytes = (piece.codeBits + 7) / 8
        guard piece.codeBits >= 0, piece.byteCount == codeBytes + 2 * rowBytes else {
            throw OutputError(.mismatch, "\(piece.file) is no piece of an image")
        }
        let file: FileDescriptor
        do {
            file = try directory.openForReading(piece.file)
        } catch {
            throw OutputError(.mismatch, "the piece \(piece.file) is gone", errno: error)
        }
        defer { try? file.close() }
        try fax.check(ccodecs_fax_write(fax.encoder, read(rowBytes, of: piece, from: file, buffer), 1))
        var left = piece.codeBits
        while left > 0 {
            let bits = min(left, buffer.count * 8)
            try fax.check(
                ccodecs_fax_append(
                    fax.encoder, read((bits + 7) / 8, of: piece, from: file, buffer), UInt64(bits)))
            left -= bits
        }
        ccodecs_fax_end_append(fax.encoder, try read(rowBytes, of: piece, from: file, buffer))
    }

    /// Reads so many bytes, which are at most the buffer's.
    private static func read(
        _ count: Int, of piece: FaxPiece, from file: FileDescriptor, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(OutputError) -> UnsafePointer<UInt8> {
        var done = 0
        while done < count {
            let part: Int
            do {
                part = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done..<count]))
            } catch {
                throw OutputError(.mismatch, piece.file, errno: error as? Errno)
            }
            guard part > 0 else { throw OutputError(.mismatch, "\(piece.file) is shorter than it was") }
            done += part
        }
        guard let base = buffer.baseAddress else { throw OutputError(.codecFailed, piece.file) }
        return UnsafePointer(base.assumingMemoryBound(to: UInt8.self))
    }
}
