internal import CPagePool
internal import Glibc

/// The worker's end of what connects it with the supervisor: tasks come through a socket, replies go through the board.
final class WorkerChannel: TaskLink {
    private let fd: Int32
    private let board: WorkerBoard
    private let attachments = DescriptorSocket(fd: Int32(CPagePoolAttachments))
    private var bell = WorkerBell(descriptor: Int32(CPagePoolBell))
    private var reader = FrameReader(limit: Int(UInt32.max))
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

    /// Waits for the next frame; nil when the supervisor has closed the channel.
    func receive() throws(MessageError) -> Frame? {
        while true {
            if let frame = try reader.next() { return frame }
            guard readMore() else { return nil }
        }
    }

    /// Takes a frame that is there already, after something has come.
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

    /// Claims a task that has come.
    ///
    /// - Returns: Whether it may be begun, or was taken back.
    func claim() -> Bool { board.claim() }

    /// Ends a revocation.
    ///
    /// The supervisor is woken: what this worker did before was not the last of its chunk as it was sent, and so may
    /// not have been rung for, but it is the last that the supervisor waits for.
    func resume() {
        board.resume()
        bell.ring()
    }

    /// Notes which task begins.
    func begin(_ task: UInt64) { board.begin(task: task) }

    func memories(of task: Frame.Task) throws(MessageError) -> [SharedMemory] {
        guard task.attachments > 0 else { return [] }
        return try attachments.receive(number: task.number, count: task.attachments, isBlocking: true)
    }

    // MARK: - Replies

    /// Sends a frame that the supervisor shall see at once.
    func send(_ frame: [UInt8]) {
        board.put(frame, bell: bell.descriptor)
        bell.ring()
    }

    /// Sends the last word on a task.
    ///
    /// - Parameter isLast: Whether it is the last of its chunk, which the supervisor waits for.
    func reply(
        _ kind: Frame.Kind, number: UInt64, began: UInt64, message: [UInt8], memories: [SharedMemory], isLast: Bool
    ) throws(MessageError) {
        if !memories.isEmpty { try attachments.send(memories, number: number) }
        let now = cpagepool_now()
        var frame: [UInt8] = []
        frame.reserveCapacity(Frame.headerSize + Frame.Reply.headerSize + message.count)
        Frame.appendHeader(kind, count: Frame.Reply.headerSize + message.count, to: &frame)
        Frame.append(number, to: &frame)
        Frame.append(now - began, to: &frame)
        frame.append(UInt8(memories.count))
        frame.append(contentsOf: message)
        board.put(frame, bell: bell.descriptor)
        if isLast { bell.ring(at: now) } else { bell.ringSometimes(at: now) }
    }

    func report(_ message: [UInt8], task: UInt64) {
        send(Frame.bytes(.progress, numbers: task, payload: message))
    }

    func writeRaw(_ bytes: [UInt8]) { send(bytes) }

    func count(_ addend: UInt64, counter: Int) { board.count(addend, counter: counter) }

    // MARK: - Fork server

    /// The descriptor to wait on for frames.
    var descriptor: Int32 { fd }

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
