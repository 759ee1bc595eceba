internal import CPagePool
internal import Glibc

/// Starts worker processes from one command.
final class WorkerLauncher {
    /// The supervisor's ends of what connects it with a worker.
    struct Ends {
        var channel: Int32
        var output: Int32
        var bell: Int32
        var attachments: Int32
    }

    struct LaunchError: Error, CustomStringConvertible {
        let description: String
    }

    private let path: String
    private var arguments: [UnsafeMutablePointer<CChar>?]
    private var environment: [UnsafeMutablePointer<CChar>?]
    private var limits: CPagePoolLimits
    private let messageSizeLimit: Int
    private let way: ServingWay

    init(_ configuration: PoolConfiguration) {
        let command = configuration.command
        path = command.path
        arguments = ([command.path] + command.arguments).map { strdup($0) } + [nil]
        // Swift's backtracer can keep a crashed process alive, or even let it end with success.
        var changes = command.environment
        if changes["SWIFT_BACKTRACE"] == nil { changes["SWIFT_BACKTRACE"] = "enable=no" }
        environment = Self.environment(changes: changes).map { strdup($0) } + [nil]
        limits = CPagePoolLimits(
            addressSpace: UInt64(configuration.limits.addressSpace ?? 0),
            cpuSeconds: UInt64(configuration.limits.cpuSeconds ?? 0),
            openFiles: UInt64(configuration.limits.openFiles ?? 0))
        messageSizeLimit = configuration.messageSizeLimit
        way = configuration.startMethod == .forkServer ? .forks : .tasks
    }

    deinit {
        for string in arguments + environment { free(string) }
    }

    private static func environment(changes: [String: String]) -> [String] {
        var result: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            let name = text.prefix { $0 != "=" }
            if changes[String(name)] == nil { result.append(text) }
            next += 1
        }
        return result + changes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    /// Starts a worker and sends it the set-up value.
    func launch(setup: [UInt8]) throws(LaunchError) -> WorkerSlot {
        var opened = Descriptors()
        let channel = try opened.pair("its channel", cpagepool_socketpair)
        let packets = try opened.pair("the socket for its attachments", cpagepool_packetpair)
        let output = try opened.pair("a pipe for its output", cpagepool_pipe)
        let bell = try opened.one("its bell", cpagepool_eventfd())
        let memory = try opened.one("its board", cpagepool_board_create())
        guard let board = WorkerBoard(descriptor: memory) else { throw Self.error("mapping its board") }

        var pid: pid_t = 0
        let given = [channel.theirs, bell, memory, packets.theirs]
        let pidfd = cpagepool_spawn(path, &arguments, &environment, given, output.theirs, &limits, &pid)
        guard pidfd >= 0 else { throw Self.error("executing \(path)") }
        _ = fcntl(channel.ours, F_SETFL, O_NONBLOCK)
        _ = fcntl(packets.ours, F_SETFL, O_NONBLOCK)
        let ends = Ends(channel: channel.ours, output: output.ours, bell: bell, attachments: packets.ours)
        for fd in [ends.channel, ends.output, ends.bell, ends.attachments] { opened.keep(fd) }
        let worker = WorkerSlot(
            pid: pid, pidfd: pidfd, ends: ends, board: board, way: way, messageSizeLimit: messageSizeLimit)
        worker.channel.enqueue(Frame.bytes(.setup, payload: [way.rawValue] + setup))
        worker.channel.flush()
        return worker
    }

    /// Descriptors that are closed with this value, but for those that are kept.
    private struct Descriptors: ~Copyable {
        private var all: Set<Int32> = []

        mutating func pair(
            _ what: String, _ make: (UnsafeMutablePointer<Int32>) -> Int32
        ) throws(LaunchError) -> (ours: Int32, theirs: Int32) {
            var pair: [Int32] = [-1, -1]
            guard make(&pair) == 0 else { throw WorkerLauncher.error("making \(what)") }
            all.formUnion(pair)
            return (pair[0], pair[1])
        }

        mutating func one(_ what: String, _ descriptor: Int32) throws(LaunchError) -> Int32 {
            guard descriptor >= 0 else { throw WorkerLauncher.error("making \(what)") }
            all.insert(descriptor)
            return descriptor
        }

        mutating func keep(_ descriptor: Int32) { all.remove(descriptor) }

        deinit {
            for fd in all { close(fd) }
        }
    }

    private static func error(_ step: String) -> LaunchError {
        LaunchError(description: "a worker could not be started: \(step): \(String(cString: strerror(errno)))")
    }
}
