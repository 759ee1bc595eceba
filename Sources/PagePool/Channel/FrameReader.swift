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

    /// Takes the next frame if it is a whole one and a task's.
    ///
    /// Its bytes stay in the buffer: a slice of them for each task would cost more than many a task.
    mutating func nextTask() -> TaskHead? {
        guard holdsFrame, start + TaskHead.size <= buffer.count else { return nil }
        let isLast = buffer[start + 4] == Frame.Kind.task.rawValue
        guard isLast || buffer[start + 4] == Frame.Kind.taskInChunk.rawValue else { return nil }
        let end = start + 4 + Int(buffer.number(at: start, as: UInt32.self))
        guard start + TaskHead.size <= end else { return nil }
        defer { start = end }
        return TaskHead(
            number: buffer.number(at: start + 5, as: UInt64.self), attachments: Int(buffer[start + 13]),
            isLast: isLast, message: start + TaskHead.size..<end)
    }

    /// The message of the task that was taken last.
    func message(of task: TaskHead) -> ArraySlice<UInt8> { buffer[task.message] }

    /// The number that the message of the task taken last is, if it is one.
    func number(_ tag: ScalarTag, of task: TaskHead) -> UInt64? {
        buffer.withUnsafeBufferPointer {
            ScalarCoding.number(tag, in: UnsafeBufferPointer(rebasing: $0[task.message]))
        }
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
