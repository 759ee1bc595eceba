/// How a worker process ended when it should not have.
public struct WorkerDeath: Sendable, Equatable, CustomStringConvertible {
    public enum Cause: Sendable, Equatable {
        case exited(status: Int32)
        case signaled(signal: Int32)
        /// Somebody else in this process has taken the status.
        case unknown
    }

    public var pid: Int32
    public var cause: Cause
    /// The last lines that the worker wrote to its standard error or output since its task began.
    public var lastLines: [String]

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
    public static func name(of signal: Int32) -> String {
        let names: [Int32: String] = [
            1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE",
            9: "SIGKILL", 10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
            24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
        ]
        return names[signal] ?? "signal \(signal)"
    }
}
