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
    ///   - byteLimit: How large the file may become, more or less.
    /// - Returns: nil if it would become larger; then there is no file.
    /// - Throws: A failure to write, or of memory.
    public static func encode(
        _ rows: UnsafeRawBufferPointer, width: Int, name: String, directory: FileDescriptor, byteLimit: Int = .max
    ) throws(OutputError) -> FaxPiece? {
        let fax = try FaxFile(width: width, name: name, directory: directory)
        let rowBytes = (width + 7) / 8
        precondition(rows.count >= rowBytes && rows.count % rowBytes == 0, "\(rows.count) bytes are no rows")
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            throw OutputError(.codecFailed, "\(name): a piece has no rows")
        }
        try fax.check(ccodecs_fax_begin_piece(fax.encoder, base))
        let others = UnsafeRawBufferPointer(rebasing: rows[rowBytes...])
        guard try fax.write(others, rowBytes: rowBytes, byteLimit: byteLimit) else {
            directory.removeFile(name)
            return nil
        }
        let bits = ccodecs_fax_finish_piece(fax.encoder)
        try fax.check(fax.sink.pointee.error)
        return FaxPiece(file: name, byteCount: Int(fax.sink.pointee.count), codeBits: Int(bits))
    }
}

extension EncodedPiece {
    /// Codes a whole bilevel image by CCITT group 4 into a file, unless that would be larger than something else.
    ///
    /// - Parameters:
    ///   - rows: As those of ``FaxPiece/encode(_:width:name:directory:byteLimit:)``, as are the others.
    ///   - offset: Where in the file the data begins; what stands before it is left to the caller.
    /// - Returns: nil if the file would not be smaller than the limit; then there is none.
    static func fax(
        _ rows: UnsafeRawBufferPointer, width: Int, offset: Int, name: String, directory: FileDescriptor, byteLimit: Int
    ) throws(OutputError) -> EncodedPiece? {
        let fax = try FaxFile(width: width, offset: offset, name: name, directory: directory)
        let rowBytes = (width + 7) / 8
        if try fax.write(rows, rowBytes: rowBytes, byteLimit: byteLimit) {
            try fax.check(ccodecs_fax_finish(fax.encoder))
            let sink = fax.sink.pointee
            if sink.count < byteLimit {
                return EncodedPiece(
                    file: name, rows: 0..<rows.count / rowBytes, byteCount: Int(sink.count),
                    checksum: [sink.checksum.0, sink.checksum.1])
            }
        }
        directory.removeFile(name)
        return nil
    }
}

/// A file that a CCITT encoder writes.
final class FaxFile {
    // Few enough that little is coded for nothing, when it gets too much.
    private static let rowsPerWrite = 64

    let encoder: OpaquePointer
    // On the heap because the C encoder keeps its address.
    let sink: UnsafeMutablePointer<CCodecsSink>
    private let name: String
    private let file: FileDescriptor

    init(width: Int, offset: Int = 0, name: String, directory: FileDescriptor) throws(OutputError) {
        let file = try directory.createFile(name)
        // A new file, in which any place can be sought.
        if offset > 0 { _ = try? file.seek(offset: Int64(offset), from: .start) }
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

    /// - Returns: Whether the file is within the limit, as far as it is written; otherwise rows were left out.
    func write(_ rows: UnsafeRawBufferPointer, rowBytes: Int, byteLimit: Int) throws(OutputError) -> Bool {
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
        for first in stride(from: 0, to: rows.count, by: rowBytes * Self.rowsPerWrite) {
            let count = min(Self.rowsPerWrite, (rows.count - first) / rowBytes)
            try check(ccodecs_fax_write(encoder, base + first, count))
            if sink.pointee.count > byteLimit { return false }
        }
        return true
    }

    func check(_ status: Int32) throws(OutputError) {
        if status != 0 { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
    }
}
