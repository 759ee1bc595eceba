internal import CCodecs
public import SystemPackage

/// Encodes a bilevel image, band by band, into a file as CCITT group 4 (ITU-T T.6).
///
/// In PDF (ISO 32000-1, 7.4.6) the filter is CCITTFaxDecode with K -1, Columns and Rows. BlackIs1 stays false: a bit
/// that is 0 is what the code calls black, so that the decoded samples are those that were given, whether they mean
/// gray or places in a palette. EndOfBlock stays true, and the code ends in EOFB.
///
/// It suits text and line art. A page of halftone dots or noise becomes several times larger than its pixels are;
/// Flate does not.
public final class CCITTEncoder {
    private let name: String
    private let rowBytes: Int
    private let file: FileDescriptor
    // On the heap because the C encoder keeps its address.
    private let sink: UnsafeMutablePointer<CCodecsSink>
    private let encoder: OpaquePointer

    /// Opens the file and starts the image.
    ///
    /// - Parameters:
    ///   - width: Pixels, at least 1.
    ///   - name: The file's name in `directory`; what is there already is replaced.
    public init(width: Int, name: String, directory: FileDescriptor) throws(OutputError) {
        guard (1...(1 << 30)).contains(width) else {
            throw OutputError(.unsupported, "\(width) pixels are no width for CCITT")
        }
        do {
            file = try directory.openFile(name)
        } catch {
            throw OutputError(.writeFailed, name, errno: error)
        }
        sink = .allocate(capacity: 1)
        sink.initialize(to: CCodecsSink(fd: file.rawValue, error: 0, count: 0, checksum: (0, 0)))
        guard let encoder = ccodecs_fax_new(sink, UInt32(width)) else {
            sink.deallocate()
            try? file.close()
            throw OutputError(.codecFailed, "\(name): there is no memory for the CCITT encoder")
        }
        self.encoder = encoder
        self.name = name
        rowBytes = (width + 7) / 8
    }

    deinit {
        ccodecs_fax_drop(encoder)
        sink.deallocate()
        try? file.close()
    }

    /// Encodes rows of (width + 7) / 8 bytes, the first pixel in the highest bit, 0 for black.
    public func write(_ rows: UnsafeRawBufferPointer) throws(OutputError) {
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        precondition(rows.count % rowBytes == 0, "\(rows.count) bytes are no rows of \(rowBytes)")
        try check(ccodecs_fax_write(encoder, base, rows.count / rowBytes))
    }

    /// Ends the image after its last row.
    ///
    /// - Returns: The file's size, and two CRC-64 over its bytes.
    public func finish() throws(OutputError) -> (byteCount: Int, checksum: [UInt64]) {
        try check(ccodecs_fax_finish(encoder))
        let checksum = sink.pointee.checksum
        return (Int(sink.pointee.count), [checksum.0, checksum.1])
    }

    private func check(_ status: Int32) throws(OutputError) {
        guard status == 0 else { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
    }
}
