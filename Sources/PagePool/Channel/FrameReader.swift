/// Cuts a stream of bytes into frames.
struct FrameReader {
    /// The longest frame accepted, in bytes.
    ///
    /// A longer one is a broken protocol and not an allocation.
    let limit: Int
    private var buffer: [UInt8] = []
    private var start = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether the stream has ended within a frame.
    var holdsPart: Bool { start < buffer.count }

    /// Whether a whole frame is there.
    var holdsFrame: Bool {
        buffer.count - start >= 4 && buffer.count - start >= 4 + Int(buffer.number(at: start, as: UInt32.self))
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity < 1 << 20)
            start = 0
        } else if start > 0 {
            // Payloads handed out may still hold the old buffer; appending to it would copy all of it.
            buffer = Array(buffer[start...])
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Takes the next whole frame, if there is one.
    mutating func next() throws(MessageError) -> Frame? {
        guard buffer.count - start >= 4 else { return nil }
        let length = Int(buffer.number(at: start, as: UInt32.self))
        guard length >= 1, length <= limit else {
            throw MessageError(description: "a message of \(length) bytes was announced; the limit is \(limit)")
        }
        guard buffer.count - start >= 4 + length else { return nil }
        guard let kind = Frame.Kind(rawValue: buffer[start + 4]) else {
            throw MessageError(description: "a message of the unknown kind \(buffer[start + 4]) arrived")
        }
        defer { start += 4 + length }
        return Frame(kind: kind, payload: buffer[start + Frame.headerSize..<start + 4 + length])
    }

    /// Takes whole frames of one kind that follow each other.
    ///
    /// - Parameter most: The most to take.
    /// - Returns: The frames with their headers, and how many they are; none if the next one is of another kind.
    mutating func nextRun(of kind: Frame.Kind, atMost most: Int) -> (frames: ArraySlice<UInt8>, count: Int) {
        var end = start
        var count = 0
        buffer.withUnsafeBytes { bytes in
            while count < most, bytes.count - end >= Frame.headerSize, bytes[end + 4] == kind.rawValue {
                let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self)))
                guard length >= 1, length <= limit, bytes.count - end >= 4 + length else { break }
                end += 4 + length
                count += 1
            }
        }
        defer { start = end }
        return (buffer[start..<end], count)
    }

    /// Forgets what has come so far.
    mutating func reset() {
        buffer = []
        start = 0
    }
}
