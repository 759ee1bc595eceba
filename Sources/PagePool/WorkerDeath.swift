/// How a worker process ended when it should not have.
public struct WorkerDeath: Sendable, Equatable, CustomStringConvertible {
    /// What ended the process.
    public enum Cause: Sendable, Equatable {
        /// It ended itself; a status of 0 is no success, because the pool had not told it to end.
        case exited(status: Int32)
        /// A signal killed it, sent by the system, by the pool or by anybody else.
        case signaled(signal: Int32)
        /// Somebody else in this process has taken the status, as a wait for any child does.
        case unknown
    }

    /// The number of the process that died; with a fork server, that of the task's own process.
    public var pid: Int32
    /// What ended it.
    public var cause: Cause
    /// The last lines that the worker wrote to its standard error or output since its task began.
    ///
    /// 20 lines of 500 bytes at most.
    public var lastLines: [String]

    /// The cause in words and the last lines, in one line that can follow "the worker".
    public var description: String {
        let end =
            switch cause {
            case .exited(let status): "exited with status \(status)"
            case .signaled(let signal): "was killed by signal \(signal) (\(SignalName.name(of: signal)))"
            case .unknown: "ended in a way that is not known"
            }
        return ([end] + lastLines).joined(separator: "; ")
    }
}

/// The names of the signals that end workers.
public enum SignalName {
    /// Returns the signal's name, such as SIGSEGV, or "signal" and its number if it is none that ends workers usually.
    public static func name(of signal: Int32) -> String {
        let names: [Int32: String] = [
            1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE",
            9: "SIGKILL", 10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
            24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
        ]
        return names[signal] ?? "signal \(signal)"
    }
}
