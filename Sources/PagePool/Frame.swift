/// One message on the channel: its length, its kind, its payload.
///
/// Lengths are 32 bits, little-endian, and count what follows them.
struct Frame {
    enum Kind: UInt8 {
        /// To the worker: the set-up value. The first frame.
        case setup = 1
        /// To the worker: a task, its number first.
        case task = 2
        /// From the worker: it has made its context.
        case ready = 16
        /// From the worker: it could not, and why. The last frame.
        case setupFailed = 17
        /// From the worker: a task's value, the task's number first.
        case value = 18
        /// From the worker: the error a task threw, the task's number first.
        case thrown = 19
    }

    let kind: Kind
    let payload: ArraySlice<UInt8>

    /// The bytes of a frame whose payload starts with a task's number.
    static func bytes(_ kind: Kind, task: UInt64? = nil, payload: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 13)
        append(UInt32(1 + (task == nil ? 0 : 8) + payload.count), to: &bytes)
        bytes.append(kind.rawValue)
        if let task { append(task, to: &bytes) }
        bytes.append(contentsOf: payload)
        return bytes
    }

    private static func append<T: FixedWidthInteger>(_ number: T, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Splits a payload that starts with a task's number.
    func taskPayload() throws(MessageError) -> (task: UInt64, payload: ArraySlice<UInt8>) {
        guard payload.count >= 8 else { throw MessageError(description: "a message is too short to name its task") }
        return (Self.number(payload.prefix(8)), payload.dropFirst(8))
    }

    fileprivate static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

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

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity < 1 << 20)
            start = 0
        } else if start > 1 << 16 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Takes the next whole frame, if there is one.
    mutating func next() throws(MessageError) -> Frame? {
        guard buffer.count - start >= 4 else { return nil }
        let length = Int(Frame.number(buffer[start..<start + 4]))
        guard length >= 1, length <= limit else {
            throw MessageError(description: "a message of \(length) bytes was announced; the limit is \(limit)")
        }
        guard buffer.count - start >= 4 + length else { return nil }
        guard let kind = Frame.Kind(rawValue: buffer[start + 4]) else {
            throw MessageError(description: "a message of the unknown kind \(buffer[start + 4]) arrived")
        }
        defer { start += 4 + length }
        return Frame(kind: kind, payload: buffer[start + 5..<start + 4 + length])
    }
}
