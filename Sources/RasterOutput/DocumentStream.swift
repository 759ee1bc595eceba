internal import CCodecs
internal import Glibc
internal import SystemPackage

/// The bytes of a document on their way to its file, with room left for those that others put there.
struct DocumentStream: ~Copyable {
    private let name: String
    private let sink: UnsafeMutablePointer<CCodecsSink>
    private var pending: [UInt8] = []
    /// Where the next byte goes.
    private(set) var position: UInt64 = 0
    /// Two CRC-64 over all bytes appended and the checksums of all that was left to others.
    private(set) var checksum: (UInt64, UInt64) = (0, 0)

    /// - Parameters:
    ///   - file: Open for writing; the caller closes it, and leaves its position alone.
    ///   - name: What messages call the file.
    init(file: FileDescriptor, name: String) {
        self.name = name
        sink = .allocate(capacity: 1)
        sink.initialize(to: CCodecsSink(writingTo: file))
    }

    deinit { sink.deallocate() }

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    mutating func append(_ bytes: [UInt8]) {
        pending += bytes
        position += UInt64(bytes.count)
        bytes.withUnsafeBytes { add($0) }
    }

    /// Leaves room for files, which others will put there along with what was appended before.
    mutating func leaveRoom(for pieces: [EncodedPiece]) -> [Placement] {
        var placements: [Placement] = []
        for piece in pieces {
            placements.append(
                Placement(
                    offset: Int(position) - pending.count, prefix: pending, file: piece.file,
                    byteCount: piece.byteCount))
            pending = []
            position += UInt64(piece.byteCount)
            piece.checksum.withUnsafeBytes { add($0) }
        }
        return placements
    }

    /// Writes what has grown large without going into a placement.
    mutating func flushIfLarge() throws(OutputError) {
        if pending.count > 64 << 10 { try flush() }
    }

    /// Writes what has not gone into a placement.
    mutating func flush() throws(OutputError) {
        let bytes = pending
        pending.removeAll(keepingCapacity: true)
        try write(bytes, at: position - UInt64(bytes.count))
    }

    /// Writes over bytes that are there already; they count as they were.
    func write(_ bytes: [UInt8], at offset: UInt64) throws(OutputError) {
        guard lseek(sink.pointee.fd, off_t(offset), SEEK_SET) >= 0 else {
            throw OutputError(.writeFailed, name, errno: Errno(rawValue: errno))
        }
        let status = ccodecs_sink_write(sink, bytes, bytes.count)
        guard status == 0 else { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        withUnsafeMutablePointer(to: &checksum) { pair in
            pair.withMemoryRebound(to: UInt64.self, capacity: 2) { ccodecs_checksum($0, base, bytes.count) }
        }
    }
}

extension CCodecsSink {
    /// A sink that has taken nothing yet.
    init(writingTo file: FileDescriptor) {
        self.init()
        fd = file.rawValue
    }
}
