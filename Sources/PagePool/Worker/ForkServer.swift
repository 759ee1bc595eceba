internal import CPagePool
internal import Glibc

/// A worker process that has made its context, keeps a single thread, and forks a child for each task.
///
/// The child has the board, and the server the socket: whatever a child does to its board, the server can tell how it
/// ended, and the supervisor starts afresh with the next.
struct ForkServer<Worker: PoolWorker> {
    private var runner: TaskRunner<Worker>
    private var channel: WorkerChannel { runner.channel }

    init(runner: TaskRunner<Worker>) {
        self.runner = runner
    }

    /// Serves until the supervisor closes the channel.
    mutating func serve() throws(MessageError) {
        let threads = cpagepool_thread_count()
        guard threads == 1 else {
            // A fork copies the calling thread alone, and locks that others hold stay locked for ever.
            let text = "a fork server must have one thread, and making the worker's context has left \(threads)"
            return channel.send(Frame.bytes(.cannotServe, payload: Array(text.utf8)))
        }
        channel.send(Frame.bytes(.ready))
        while let task = try channel.nextChildTask() { try runInChild(task) }
    }

    private mutating func runInChild(_ task: TaskHead) throws(MessageError) {
        let number = task.number
        _ = cpagepool_flush_output()
        var pidfd: Int32 = -1
        let pid = cpagepool_fork(&pidfd)
        if pid == 0 { runAsChild(task) }
        guard pid > 0 else {
            throw MessageError(description: "no child can be forked: \(String(cString: strerror(errno)))")
        }
        defer { close(pidfd) }
        channel.sendBeside(Frame.bytes(.began, numbers: number, UInt64(pid)))
        let end = try waitForEnd(of: pidfd, task: number)
        channel.sendBeside(
            Frame.bytes(.childEnded, numbers: number, UInt64(end.value), UInt64(end.signaled)))
    }

    private mutating func runAsChild(_ task: TaskHead) -> Never {
        channel.closeSocket()
        do {
            try runner.run(task)
        } catch {
            let line = "the worker cannot go on: \(error)\n"
            _ = write(2, line, line.utf8.count)
            _exit(3)
        }
        _exit(0)
    }

    /// Waits until the child has ended, and kills it when the supervisor wants that or is gone.
    private func waitForEnd(of pidfd: Int32, task: UInt64) throws(MessageError) -> CPagePoolEnd {
        var isOpen = true
        while true {
            // Asked before waiting: a request may have come together with the task.
            while let frame = try channel.receiveAvailable() {
                guard frame.kind == .kill else { throw MessageError(description: "a message came out of turn") }
                if try frame.number() == task { cpagepool_signal(pidfd, SIGKILL) }
            }
            var polled = [
                pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isOpen ? channel.descriptor : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polled, 2, -1) > 0 else { continue }
            if polled[1].revents != 0 {
                isOpen = channel.readMore()
                if !isOpen { cpagepool_signal(pidfd, SIGKILL) }
            }
            var end = CPagePoolEnd()
            if cpagepool_reap(pidfd, 0, &end) == 1 { return end }
        }
    }
}
