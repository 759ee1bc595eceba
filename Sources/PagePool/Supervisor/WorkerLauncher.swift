internal import CPagePool
internal import Glibc

/// Starts worker processes from one command.
final class WorkerLauncher {
    struct LaunchError: Error, CustomStringConvertible {
        let description: String
    }

    private let path: String
    private var arguments: [UnsafeMutablePointer<CChar>?]
    private var environment: [UnsafeMutablePointer<CChar>?]
    private var limits: CPagePoolLimits
    private let messageSizeLimit: Int

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

    func launch() throws(LaunchError) -> WorkerSlot {
        var channel: [Int32] = [-1, -1]
        guard cpagepool_socketpair(&channel) == 0 else { throw Self.error("making its channel") }
        var output: [Int32] = [-1, -1]
        guard cpagepool_pipe(&output) == 0 else {
            let failure = Self.error("making a pipe for its output")
            for fd in channel { close(fd) }
            throw failure
        }
        var pid: pid_t = 0
        let pidfd = cpagepool_spawn(path, &arguments, &environment, channel[1], output[1], &limits, &pid)
        let failure = pidfd < 0 ? Self.error("executing \(path)") : nil
        close(channel[1])
        close(output[1])
        if let failure {
            close(channel[0])
            close(output[0])
            throw failure
        }
        _ = fcntl(channel[0], F_SETFL, O_NONBLOCK)
        return WorkerSlot(
            pid: pid, pidfd: pidfd, channel: channel[0], output: output[0], messageSizeLimit: messageSizeLimit)
    }

    private static func error(_ step: String) -> LaunchError {
        LaunchError(description: "a worker could not be started: \(step): \(String(cString: strerror(errno)))")
    }
}
