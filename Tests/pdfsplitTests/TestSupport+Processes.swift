import Foundation
import Glibc
import Synchronization

/// How a process has ended, and what it has written.
struct ProcessResult {
    /// The exit code, or the signal that ended the process, negative.
    var code: Int32
    var output: Data
    var errors: Data
    var seconds: Double

    var text: String { String(decoding: output, as: UTF8.self) }
    var message: String { String(decoding: errors, as: UTF8.self) }
    var lines: [Substring] { message.split(separator: "\n") }
}

struct LaunchFailure: Error, CustomStringConvertible {
    let description: String
}

/// A program that was started, with its output going into files.
///
/// It does not outlive the value, and no longer than its deadline: a test must not hang on a program that does.
final class RunningProcess {
    let pid: pid_t
    private let directory: String
    private let start = ContinuousClock.now
    private let end = End()

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: Changes to the environment of the tests; nil takes a variable away.
    ///   - directory: The working directory.
    ///   - prepared: Run in a shell before the program takes the shell's place, such as "umask 027".
    init(
        _ program: String, _ arguments: [String], environment: [String: String?] = [:], directory: String,
        prepared: String? = nil
    ) throws {
        let logs = "\(NSTemporaryDirectory())/pdfsplit-test-logs.\(UUID().uuidString)"
        mkdir(logs, 0o700)
        self.directory = logs
        // The shell gives its process to the program, so the number stays.
        let script = "cd \"$0\" && \(prepared ?? ":") && exec \"$@\""
        let command = ["/bin/sh", "-c", script, directory, program] + arguments
        var variables = ProcessInfo.processInfo.environment
        for (name, value) in environment { variables[name] = value }
        pid = try Self.spawn(command, variables.map { "\($0)=\($1)" }, logs)
    }

    deinit {
        if !end.isReached.withLock({ $0 }) { _ = try? wait(seconds: 0) }
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func spawn(_ command: [String], _ environment: [String], _ logs: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, logs + "/output", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, logs + "/errors", O_WRONLY | O_CREAT | O_APPEND, 0o600)

        // Whatever the tests were started under, such as nohup, signals do to the program what they do to a user's.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let arguments = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for string in arguments + variables { free(string) } }
        var pid: pid_t = 0
        let error = posix_spawn(&pid, command[0], &actions, &attributes, arguments, variables)
        guard error == 0 else { throw LaunchFailure(description: "\(command[0]): \(String(cString: strerror(error)))") }
        return pid
    }

    /// What it has written to standard error so far.
    var errors: Data { (try? Data(contentsOf: URL(filePath: directory + "/errors"))) ?? Data() }

    /// Whether it still runs; it can be waited for in any case.
    var isRunning: Bool {
        var information = siginfo_t()
        // Without an end the structure stays as it was, with 0 for the process.
        return waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG) == 0 && information.si_code == 0
    }

    func kill(_ signal: Int32) { Glibc.kill(pid, signal) }

    /// Waits for the end; kills the program at the deadline, which the code then tells.
    func wait(seconds: Double = 50) throws -> ProcessResult {
        let pid = pid
        let end = end
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
            // Under the lock, because the number may belong to another process as soon as this one is reaped.
            end.isReached.withLock { if !$0 { _ = Glibc.kill(pid, SIGKILL) } }
        }
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        var status: Int32 = 0
        end.isReached.withLock {
            waitpid(pid, &status, 0)
            $0 = true
        }
        let passed = start.duration(to: .now).components
        return ProcessResult(
            code: status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F),
            output: (try? Data(contentsOf: URL(filePath: directory + "/output"))) ?? Data(), errors: errors,
            seconds: Double(passed.seconds) + Double(passed.attoseconds) / 1e18)
    }

    private final class End: Sendable {
        let isReached = Mutex(false)
    }
}

/// The worker processes of a running program.
enum Workers {
    static func of(_ supervisor: pid_t) -> [pid_t] {
        Scratch.list("/proc").compactMap { pid_t($0) }.filter { isAlive($0) && parent(of: $0) == supervisor }
    }

    /// Whether a process is a worker and has not ended; a zombie has no command line.
    static func isAlive(_ pid: pid_t) -> Bool {
        guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return false }
        return String(decoding: line, as: UTF8.self).contains("--run-as-pool-worker")
    }

    private static func parent(of pid: pid_t) -> pid_t? {
        guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        // The name in parentheses may hold anything; state and parent follow it.
        let fields = String(decoding: line, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? pid_t(fields[1]) : nil
    }
}

extension Scratch {
    /// Starts pdfsplit here.
    func start(
        _ arguments: [String], environment: [String: String?] = [:], directory: String? = nil,
        prepared: String? = nil
    ) throws -> RunningProcess {
        // A password of whoever runs the tests would change what they see.
        let defaults: [String: String?] = ["TMPDIR": temporary, "PDFSPLIT_PASSWORD": nil]
        return try RunningProcess(
            Checkout.program, arguments, environment: defaults.merging(environment) { $1 },
            directory: directory ?? path, prepared: prepared)
    }

    /// Runs pdfsplit here to its end.
    func pdfsplit(
        _ arguments: String..., environment: [String: String?] = [:], directory: String? = nil,
        prepared: String? = nil
    ) throws -> ProcessResult {
        try start(arguments, environment: environment, directory: directory, prepared: prepared).wait()
    }

    /// Runs another program here to its end.
    func run(_ program: String, _ arguments: String...) throws -> ProcessResult {
        try RunningProcess(program, arguments, directory: path).wait()
    }
}
