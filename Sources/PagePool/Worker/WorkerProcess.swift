internal import CPagePool
internal import Glibc

/// The inside of a worker process.
public enum WorkerProcess {
    /// Serves a pool until it has no more tasks, then ends the process.
    ///
    /// Call it on the main thread of a process that a pool has started, first thing: it talks over descriptors 3 to 6,
    /// and leaves standard output to be read as log lines like standard error. The process then ends without running
    /// exit handlers or destroying the worker's value, with status 0; with 2 if no pool has started it, and with 3 if
    /// supervisor and worker do not understand each other.
    ///
    /// - Parameter type: The worker that the pool was opened with.
    @inlinable
    public static func run<Worker: PoolWorker>(_ type: Worker.Type) -> Never {
        let channel = openChannel()
        do {
            if var runner = try makeRunner(type, on: channel) { try runner.serve() }
        } catch {
            // The supervisor has sent what this worker cannot read: only a mixture of versions can do that.
            leave(3, "the worker cannot go on: \(error)")
        }
        end()
    }

    @usableFromInline
    static func openChannel() -> WorkerChannel {
        guard let channel = WorkerChannel() else {
            leave(2, "this is the inside of a process pool; it is started by the program itself")
        }
        return channel
    }

    @usableFromInline
    static func end() -> Never {
        _ = cpagepool_flush_output()
        // Nothing is left that needs an orderly end, and tearing a context down takes time.
        _exit(0)
    }

    @usableFromInline
    static func leave(_ status: Int32, _ message: String) -> Never {
        let line = message + "\n"
        _ = line.withCString { write(2, $0, strlen($0)) }
        exit(status)
    }

    /// Makes the worker's context.
    ///
    /// - Returns: What runs its tasks; nil if there is nothing more to do.
    @usableFromInline
    static func makeRunner<Worker: PoolWorker>(
        _ type: Worker.Type, on channel: WorkerChannel
    ) throws -> TaskRunner<Worker>? {
        guard let first = try channel.receive(), first.kind == .setup, let way = first.payload.first else { return nil }
        let setup = try MessageDecoder.decode(Worker.Setup.self, from: first.payload.dropFirst())
        let worker: Worker
        do {
            worker = try Worker(setup: setup)
        } catch {
            channel.send(Frame.bytes(.setupFailed, payload: try MessageEncoder.encodeAlone(error)))
            return nil
        }
        let runner = TaskRunner(worker: worker, channel: channel)
        switch ServingWay(rawValue: way) {
        case .tasks:
            channel.send(Frame.bytes(.ready))
            return runner
        case .forks:
            var server = ForkServer(runner: runner)
            try server.serve()
            return nil
        case nil: throw MessageError(description: "the supervisor asks for a way of serving that is not known")
        }
    }
}

/// How a worker process serves, told with its set-up value.
enum ServingWay: UInt8 {
    /// It runs tasks itself.
    case tasks = 0
    /// It forks a child for each task.
    case forks = 1
}
