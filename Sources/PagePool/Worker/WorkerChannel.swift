internal import CPagePool
internal import Glibc

/// The worker's end of what connects it with the supervisor: tasks come through a socket, replies go through the board.
@usableFromInline
final class WorkerChannel: TaskLink {
    private let fd: Int32
    private let board: WorkerBoard
    private let attachments = DescriptorSocket(fd: Int32(CPagePoolAttachments))
    private let bell = Int32(CPagePoolBell)
    // Nothing calls back into this class; looking for that would cost more than taking a task.
    @exclusivity(unchecked) private var reader = FrameReader(limit: Int(UInt32.max))
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    /// Fails if the descriptors are not what a pool gives to its workers.
    init?(fd: Int32 = Int32(CPagePoolChannel)) {
        var status = stat()
        guard fstat(fd, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK,
            let board = WorkerBoard(descriptor: Int32(CPagePoolBoardMemory))
        else { return nil }
        (self.fd, self.board) = (fd, board)
    }

    deinit { buffer.deallocate() }

    // MARK: - Tasks

    /// Waits for the next task and claims it; nil when the supervisor has closed the channel.
    @usableFromInline
    func nextTask() throws(MessageError) -> TaskHead? {
        while true {
            if let task = reader.nextTask() {
                // If not, it was taken back.
                if board.claim() { return task }
            } else if let frame = try reader.next() {
                guard frame.kind == .resume else { throw MessageError(description: "a message came out of turn") }
                board.resume()
                // The supervisor waits for what this worker did before, which was not the last of its chunk as it was
                // sent and so was not rung for.
                cpagepool_bell_ring(bell)
            } else if !readMore() {
                return nil
            }
        }
    }

    /// Makes a task of the message that was taken last.
    @inlinable
    func decode<T: Decodable>(_ type: T.Type, of task: TaskHead) throws -> T {
        if let number = ScalarCoding.decode(type, { number($0, of: task) }) { return number }
        return try MessageDecoder.decodeStructured(type, from: message(of: task), attachments: memories(of: task))
    }

    @usableFromInline
    func number(_ tag: ScalarTag, of task: TaskHead) -> UInt64? { reader.number(tag, of: task) }

    @usableFromInline
    func message(of task: TaskHead) -> ArraySlice<UInt8> { reader.message(of: task) }

    /// Takes the memory that came with a task.
    @usableFromInline
    func memories(of task: TaskHead) throws(MessageError) -> [SharedMemory] {
        guard task.attachments > 0 else { return [] }
        return try attachments.receive(number: task.number, count: task.attachments, isBlocking: true)
    }

    // MARK: - Frames of all kinds

    /// Waits for the next frame; nil when the supervisor has closed the channel.
    func receive() throws(MessageError) -> Frame? {
        while true {
            if let frame = try reader.next() { return frame }
            guard readMore() else { return nil }
        }
    }

    /// Takes a frame that is there already.
    func receiveAvailable() throws(MessageError) -> Frame? { try reader.next() }

    /// Reads what has come, or waits for it.
    ///
    /// - Returns: Whether the channel is still open.
    func readMore() -> Bool {
        while true {
            let count = read(fd, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return true
        }
    }

    // MARK: - Replies

    /// Notes which task begins.
    ///
    /// - Returns: The time, in nanoseconds.
    @usableFromInline
    func begin(_ task: UInt64) -> UInt64 {
        board.begin(task: task)
        return cpagepool_now()
    }

    /// Sends a frame that the supervisor shall see at once.
    func send(_ frame: [UInt8]) {
        frame.withUnsafeBytes { board.put($0, bell: bell) }
        cpagepool_bell_ring(bell)
    }

    /// Ends a task that began at a time in nanoseconds.
    @usableFromInline
    func finish(
        _ task: TaskHead, began: UInt64, with answer: TaskAnswer, _ reply: inout [UInt8]
    ) throws(MessageError) {
        let nanoseconds = cpagepool_now() - began
        endOutput(of: task.number, after: nanoseconds)
        try send(answer, &reply, number: task.number, nanoseconds: nanoseconds, isLast: task.isLast)
    }

    /// No task that has written anything can have taken less: a write to a pipe alone takes some 270 nanoseconds.
    private static let leastForOutput: UInt64 = 250

    /// Tells in the output itself that what is unread there belongs to the task that ends.
    ///
    /// The board could not: replies and output arrive by different ways. What the supervisor has read already, it has
    /// read during the task.
    private func endOutput(of task: UInt64, after nanoseconds: UInt64) {
        let hasFlushed = cpagepool_flush_output() != 0
        guard hasFlushed || nanoseconds >= Self.leastForOutput, cpagepool_unread(2) > 0 else { return }
        let mark = LineLog.endMark(task: task)
        _ = write(2, mark, mark.count)
    }

    /// Sends the last word on a task.
    ///
    /// - Parameter isLast: Whether it is the last of its chunk, which the supervisor waits for; for the others it looks
    ///   now and then.
    private func send(
        _ answer: TaskAnswer, _ reply: inout [UInt8], number: UInt64, nanoseconds: UInt64, isLast: Bool
    ) throws(MessageError) {
        let isBrief = answer.kind == .value && answer.memories.isEmpty
        if !answer.memories.isEmpty { try attachments.send(answer.memories, number: number) }
        // A brief one has no number and no count of memories.
        let start = isBrief ? 9 : 0
        guard let length = UInt32(exactly: reply.count - start - 4) else {
            throw MessageError(description: "the answer to task \(number) takes more than 4 GiB")
        }
        Frame.put(length, at: start, in: &reply)
        reply[start + 4] = isBrief ? Frame.Kind.brief.rawValue : answer.kind.rawValue
        if isBrief {
            Frame.put(nanoseconds, at: start + 5, in: &reply)
        } else {
            Frame.put(number, at: 5, in: &reply)
            Frame.put(nanoseconds, at: 13, in: &reply)
            reply[21] = UInt8(answer.memories.count)
        }
        reply.withUnsafeBytes { board.put(UnsafeRawBufferPointer(rebasing: $0[start...]), bell: bell) }
        if isLast { cpagepool_bell_ring(bell) }
    }

    @usableFromInline
    func report(_ message: [UInt8], task: UInt64) {
        send(Frame.bytes(.progress, numbers: task, payload: message))
    }

    @usableFromInline
    func writeRaw(_ bytes: [UInt8]) { send(bytes) }

    @usableFromInline
    func count(_ addend: UInt64, counter: Int) { board.count(addend, counter: counter) }

    // MARK: - Fork server

    /// The descriptor to wait on for frames.
    var descriptor: Int32 { fd }

    /// Waits for the next task for a child; nil when the supervisor has closed the channel.
    func nextChildTask() throws(MessageError) -> TaskHead? {
        while true {
            if let task = reader.nextTask() { return task }
            if let frame = try reader.next() {
                // A request to kill a child that has ended meanwhile.
                guard frame.kind == .kill else { throw MessageError(description: "a message came out of turn") }
            } else if !readMore() {
                return nil
            }
        }
    }

    /// Sends a frame through the socket, as a fork server does, whose children have the board.
    func sendBeside(_ frame: [UInt8]) {
        var sent = 0
        while sent < frame.count {
            let count = frame.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(fd, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            // The supervisor is gone; so will this process be.
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Takes the socket out of a child's reach.
    ///
    /// The number stays in use, so that nothing else comes to stand there.
    func closeSocket() {
        let empty = open("/dev/null", O_RDWR | O_CLOEXEC)
        dup2(empty, fd)
        close(empty)
    }
}
