internal import CPagePool
internal import Glibc

/// The worker's end of the channel.
public enum WorkerProcess {
    /// Serves a pool until it has no more tasks, then ends the process.
    ///
    /// Call it on the main thread of a process that a pool has started, first thing: it talks over descriptor 3, and
    /// leaves standard output to be read as log lines like standard error.
    public static func run<Worker: PoolWorker>(_ type: Worker.Type) -> Never {
        guard let channel = WorkerChannel(fd: Int32(CPagePoolChannel)) else {
            leave(2, "this is the inside of a process pool; it is started by the program itself")
        }
        do {
            try serve(type, on: channel)
        } catch {
            // The supervisor has sent what this worker cannot read: only a mixture of versions can do that.
            leave(3, "the worker cannot go on: \(error)")
        }
        // Nothing is left that needs an orderly end, and tearing a context down takes time.
        _exit(0)
    }

    /// Tells in the output itself which task the lines to come belong to.
    private static func markOutput(task: UInt64) {
        let mark = LineLog.mark(task: task)
        // Whatever the C library has buffered belongs to the task before.
        fflush(nil)
        _ = write(2, mark, mark.count)
    }

    private static func leave(_ status: Int32, _ message: String) -> Never {
        let line = message + "\n"
        _ = line.withCString { write(2, $0, strlen($0)) }
        exit(status)
    }

    private static func serve<Worker: PoolWorker>(_ type: Worker.Type, on channel: WorkerChannel) throws {
        guard let first = try channel.receive() else { return }
        let setup = try MessageDecoder.decode(Worker.Setup.self, from: first.payload)
        var worker: Worker
        do {
            worker = try Worker(setup: setup)
        } catch {
            return try channel.send(Frame.bytes(.setupFailed, payload: MessageEncoder.encode(error)))
        }
        try channel.send(Frame.bytes(.ready))
        while let frame = try channel.receive() {
            let (number, payload) = try frame.taskPayload()
            let task = try MessageDecoder.decode(Worker.Task.self, from: payload)
            markOutput(task: number)
            let kind: Frame.Kind
            let answer: [UInt8]
            do {
                let output = try worker.run(task)
                (kind, answer) = (.value, try MessageEncoder.encode(output))
            } catch let failure as Worker.Failure {
                (kind, answer) = (.thrown, try MessageEncoder.encode(failure))
            }
            try channel.send(Frame.bytes(kind, task: number, payload: answer))
        }
    }
}

/// A blocking connection to the supervisor.
final class WorkerChannel {
    private let fd: Int32
    private var reader = FrameReader(limit: Int(Int32.max))
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    /// Fails if the descriptor is no socket.
    init?(fd: Int32) {
        var status = stat()
        guard fstat(fd, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        self.fd = fd
    }

    deinit { buffer.deallocate() }

    /// Waits for the next frame; nil when the supervisor has closed the channel.
    func receive() throws(MessageError) -> Frame? {
        while true {
            if let frame = try reader.next() { return frame }
            let count = read(fd, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    func send(_ bytes: [UInt8]) throws(MessageError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(fd, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            // The supervisor is gone; so will this process be.
            guard count > 0 else { throw MessageError(description: "the channel is closed") }
            sent += count
        }
    }
}
