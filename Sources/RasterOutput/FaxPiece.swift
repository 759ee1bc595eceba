internal import CCodecs
public import SystemPackage

/// Rows of a bilevel image that lie coded by CCITT group 4 in a file of their own, to be joined with those above.
///
/// The first row is not coded, for its code depends on the row above; ``FaxJoiner`` does that.
public struct FaxPiece: Codable, Sendable, Hashable {
    /// The name of the file within its directory.
    public var file: String
    /// The file's size.
    public var byteCount: Int
    /// How many bits of it are codes.
    public var codeBits: Int

    public init(file: String, byteCount: Int, codeBits: Int) {
        (self.file, self.byteCount, self.codeBits) = (file, byteCount, codeBits)
    }

    /// Codes rows into a file.
    ///
    /// - Parameters:
    ///   - rows: At least one row of (width + 7) / 8 bytes, the first pixel in the highest bit, 0 for black; the bits beyond
    ///     the width are 0.
    ///   - width: Pixels, 1 to 2^30.
    ///   - name: The file's name in `directory`; what is there already is replaced.
    /// - Throws: A failure to write, or of memory.
    public static func encode(
        _ rows: UnsafeRawBufferPointer, width: Int, name: String, directory: FileDescriptor
    ) throws(OutputError) -> FaxPiece {
        let fax = try FaxFile(width: width, name: name, directory: directory)
        let rowBytes = (width + 7) / 8
        precondition(rows.count >= rowBytes && rows.count % rowBytes == 0, "\(rows.count) bytes are no rows")
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            throw OutputError(.codecFailed, "\(name): a piece has no rows")
        }
        try fax.check(ccodecs_fax_begin_piece(fax.encoder, base))
        try fax.check(ccodecs_fax_write(fax.encoder, base + rowBytes, rows.count / rowBytes - 1))
        let bits = ccodecs_fax_finish_piece(fax.encoder)
        try fax.check(fax.sink.pointee.error)
        return FaxPiece(file: name, byteCount: Int(fax.sink.pointee.count), codeBits: Int(bits))
    }
}

/// A file that a CCITT encoder writes.
final class FaxFile {
    let encoder: OpaquePointer
    // On the heap because the C encoder keeps its address.
    let sink: UnsafeMutablePointer<CCodecsSink>
    private let name: String
    private let file: FileDescriptor

    init(width: Int, name: String, directory: FileDescriptor) throws(OutputError) {
        let file: FileDescriptor
        do {
            file = try directory.openFile(name)
        } catch {
            throw OutputError(.writeFailed, name, errno: error)
        }
        let sink = UnsafeMutablePointer<CCodecsSink>.allocate(capacity: 1)
        sink.initialize(to: CCodecsSink(writingTo: file))
        guard let encoder = ccodecs_fax_new(sink, UInt32(width)) else {
            sink.deallocate()
            try? file.close()
            throw OutputError(.codecFailed, "\(name): there is no memory for the CCITT encoder")
        }
        (self.encoder, self.sink, self.name, self.file) = (encoder, sink, name, file)
    }

    deinit {
        ccodecs_fax_drop(encoder)
        sink.deallocate()
        try? file.close()
    }

    func check(_ status: Int32) throws(OutputError) {
        if status != 0 { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
    }
}
