/// One message between the supervisor and a worker: its length, its kind, its payload.
///
/// Lengths are 32 bits, little-endian, and count what follows them.
@usableFromInline
struct Frame {
    @usableFromInline
    enum Kind: UInt8 {
        /// To the worker: how it serves, then the set-up value.
        ///
        /// The first frame.
        case setup = 1
        /// To the worker: a task, with its number first; the last of its chunk.
        case task = 2
        /// To the worker: a task that others of its chunk follow.
        case taskInChunk = 3
        /// To the worker: what was revoked ends here.
        case resume = 4
        /// To a fork server: kill the child that runs the task of this number.
        case kill = 5
        /// From the worker: it has made its context.
        case ready = 16
        /// From the worker: it could not, and why.
        ///
        /// The last frame.
        case setupFailed = 17
        /// From the worker: it cannot serve in the way it shall, in words.
        ///
        /// The last frame.
        case cannotServe = 18
        /// From the worker: a task's value, with all that can be said of it.
        case value = 19
        /// From the worker: the error that a task threw.
        case thrown = 20
        /// From the worker: a task that it cannot decode, in words.
        case undecodable = 21
        /// From the worker: how a task gets on, with the task's number first.
        case progress = 22
        /// From a fork server, through the socket: it has a child for a task, with the task's number and the pid.
        case began = 23
        /// From a fork server, through the socket: how a child ended, with its task's number first.
        case childEnded = 24
        /// From the worker: the value of the task whose turn it is, with the nanoseconds that it took.
        case brief = 25
    }

    /// What precedes every payload: four bytes of length and one of kind.
    static let headerSize = 5

    @usableFromInline let kind: Kind
    let payload: ArraySlice<UInt8>
}

// MARK: - Writing

extension Frame {
    /// The bytes of a frame whose payload starts with these numbers.
    static func bytes(_ kind: Kind, numbers: UInt64..., payload: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerSize + numbers.count * 8 + payload.count)
        appendHeader(kind, count: numbers.count * 8 + payload.count, to: &bytes)
        for number in numbers { append(number, to: &bytes) }
        bytes.append(contentsOf: payload)
        return bytes
    }

    static func appendHeader(_ kind: Kind, count: Int, to bytes: inout [UInt8]) {
        append(UInt32(1 + count), to: &bytes)
        bytes.append(kind.rawValue)
    }

    static func append<T: FixedWidthInteger>(_ number: T, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a number over others; there must be bytes enough.
    static func put<T: FixedWidthInteger>(_ number: T, at offset: Int, in bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: number.littleEndian, toByteOffset: offset, as: T.self) }
    }
}

// MARK: - Reading

extension Frame {
    /// A worker's last word on a task.
    struct Reply {
        var number: UInt64
        /// How long the worker took.
        var nanoseconds: UInt64
        var attachments: Int
        var message: ArraySlice<UInt8>

        /// What the frame's payload has before the message.
        static let headerSize = 17
    }

    /// Reads numbers from the payload's start.
    func number(at index: Int = 0) throws(MessageError) -> UInt64 {
        guard payload.count >= (index + 1) * 8 else { throw Self.tooShort }
        return payload.number(at: index * 8, as: UInt64.self)
    }

    /// What follows a task's number.
    func message() throws(MessageError) -> ArraySlice<UInt8> {
        guard payload.count >= 8 else { throw Self.tooShort }
        return payload.dropFirst(8)
    }

    func reply() throws(MessageError) -> Reply {
        guard payload.count >= Reply.headerSize else { throw Self.tooShort }
        return Reply(
            number: payload.number(at: 0, as: UInt64.self), nanoseconds: payload.number(at: 8, as: UInt64.self),
            attachments: Int(payload[payload.startIndex + 16]), message: payload.dropFirst(Reply.headerSize))
    }

    private static var tooShort: MessageError { MessageError(description: "a message is too short for its kind") }
}

/// A task as the worker gets it, and where its message is.
@usableFromInline
struct TaskHead {
    /// What precedes the message: a frame's header, the task's number, the count of its attachments.
    static let size = Frame.headerSize + 9

    @usableFromInline let number: UInt64
    @usableFromInline let attachments: Int
    /// Whether it is the last of its chunk.
    @usableFromInline let isLast: Bool
    /// The place of the message in the reader's buffer, until more is read.
    let message: Range<Int>
}

extension Collection<UInt8> {
    /// Reads a little-endian number; there must be bytes enough.
    func number<T: FixedWidthInteger>(at offset: Int, as type: T.Type) -> T {
        let value = withContiguousStorageIfAvailable { bytes in
            UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: type)
        }
        return T(littleEndian: value ?? 0)
    }
}
