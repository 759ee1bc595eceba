/// How a pool starts its workers, how many, and what it puts up with.
public struct PoolConfiguration: Sendable {
    /// How workers come into being.
    public var startMethod = StartMethod.spawn
    /// What is executed as a worker.
    public var command: WorkerCommand
    /// The most worker processes at a time.
    ///
    /// They are started when there is work for them.
    public var processes: Int
    /// How long a task may run before its worker is killed; nil for no limit.
    public var taskTimeLimit: Duration?
    /// How long a worker may take from its start until it is ready; nil for no limit.
    public var startTimeLimit: Duration? = .seconds(60)
    public var retryPolicy = RetryPolicy()
    public var restartIntensity = RestartIntensity()
    public var limits = WorkerLimits()
    /// The longest message accepted from a worker, in bytes.
    public var messageSizeLimit = 64 << 20
    /// The tasks after which a worker is let go and replaced, so that what it leaks is bounded; nil for no limit.
    public var maxTasksPerWorker: Int?
    /// The resident memory, in bytes, above which a worker is replaced after its task; nil for no mark.
    public var replaceAboveMemory: Int?
    /// Chunks of tasks handed to a worker ahead of its finishing one, so that it need not wait for the next.
    public var prefetch = 1
    /// What the weights of all tasks in the workers' hands may come to together, in the caller's own unit (bytes of
    /// memory, say); nil for no bound.
    ///
    /// Tasks wait for their turn in their order; one that is heavier than the whole budget fails at once.
    public var budget: Int?

    public init(command: WorkerCommand, processes: Int, taskTimeLimit: Duration? = nil) {
        self.command = command
        self.processes = processes
        self.taskTimeLimit = taskTimeLimit
    }
}

/// How workers come into being.
public enum StartMethod: Sendable {
    /// Each worker is a program executed afresh, makes its own context and does many tasks.
    case spawn
    /// Each worker is a program executed afresh that makes the context once, keeps a single thread, and forks one child
    /// for every task.
    ///
    /// No task sees what another has left behind, and a fork costs far less than making a context. What making the
    /// context starts must not include threads, because a fork would copy only one of them.
    case forkServer
    /// Tasks run one after another on a thread of this process, for debuggers, for pools within workers, and where no
    /// process can be started.
    ///
    /// Outcomes are the same as from processes as long as tasks behave. Nothing here can end one that does not: time
    /// limits and the limits of ``WorkerLimits`` have no effect, and a crash is the caller's.
    case inProcess
}

/// A program that calls ``WorkerProcess/run(_:)``.
public struct WorkerCommand: Sendable {
    /// The executable's path; no search is made.
    public var path: String
    /// The arguments, without the program's name.
    public var arguments: [String]
    /// Environment variables set for the worker on top of those inherited.
    public var environment: [String: String]

    public init(path: String, arguments: [String] = [], environment: [String: String] = [:]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// The running program itself, told by its arguments to be a worker.
    public static func thisProgram(arguments: [String]) -> WorkerCommand {
        WorkerCommand(path: "/proc/self/exe", arguments: arguments)
    }
}

/// What a worker process may use over its life.
///
/// The system enforces it but for the resident memory; nil leaves a limit as inherited.
public struct WorkerLimits: Sendable {
    /// Bytes of address space (RLIMIT_AS).
    ///
    /// Allocations beyond it fail in the worker.
    public var addressSpace: Int?
    /// Seconds of CPU (RLIMIT_CPU).
    ///
    /// The worker dies of SIGKILL at it.
    public var cpuSeconds: Int?
    /// Bytes a worker may hold in memory.
    ///
    /// The supervisor looks ten times a second and kills what is above; nil for no limit.
    public var residentMemory: Int?
    /// Open descriptors (RLIMIT_NOFILE).
    public var openFiles: Int?

    public init() {}
}

/// Which failures of a task are worth another attempt.
public struct RetryPolicy: Sendable {
    /// The most attempts a task gets, the first one included.
    public var attempts = 1
    /// Whether a task whose worker died, or broke the protocol, is tried again.
    public var afterDeath = true
    /// Whether a task that ran into its time limit is tried again.
    public var afterTimeLimit = true
    /// Whether a task is tried again whose worker was killed at its memory limit.
    public var afterMemoryLimit = false

    public init(attempts: Int = 1) {
        self.attempts = attempts
    }
}

/// When a pool stops replacing its dead, as Erlang's supervisors do.
public struct RestartIntensity: Sendable {
    /// The most deaths within ``period`` without a task done in between.
    public var deaths = 10
    public var period: Duration = .seconds(10)
    /// The most workers that die before they are ready without a task done in between.
    public var failedStarts = 3

    public init() {}
}
