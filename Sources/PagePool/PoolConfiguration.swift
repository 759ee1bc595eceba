/// How a pool starts its workers, how many, and what it puts up with.
///
/// By default tasks are tried once and have no limit of time or memory, and workers do any number of them.
public struct PoolConfiguration: Sendable {
    /// How workers come into being.
    public var startMethod = StartMethod.spawn
    /// What is executed as a worker; without effect in process.
    public var command: WorkerCommand
    /// The most worker processes at a time, at least 1.
    ///
    /// ``AvailableCPUs/count`` is right for work that computes. They are started when there is work for them. The
    /// children of fork servers are not counted: each server has one at most.
    public var processes: Int
    /// How long a task may run before its worker is killed; nil for no limit.
    ///
    /// The time begins when the worker gets to the task. It is the time of a clock on the wall, not of the CPU.
    public var taskTimeLimit: Duration?
    /// How long a worker may take from its start until it is ready; nil for no limit.
    ///
    /// One that takes longer ends the pool (``PoolFailure/startTimeLimit(_:)``).
    public var startTimeLimit: Duration? = .seconds(60)
    /// Which tasks are tried again after a failure; none by default.
    public var retryPolicy = RetryPolicy()
    /// How many deaths in how much time end the pool.
    public var restartIntensity = RestartIntensity()
    /// What each worker may use; nothing is limited by default.
    public var limits = WorkerLimits()
    /// The longest message accepted from a worker, in bytes.
    ///
    /// A longer one counts as a broken protocol, and the worker is killed. What goes as ``SharedMemory`` does not
    /// count.
    public var messageSizeLimit = 64 << 20
    /// The tasks after which a worker is let go and replaced, so that what it leaks is bounded; nil for no limit.
    ///
    /// At least 1. With fork servers it is the server that is replaced after so many children.
    public var maxTasksPerWorker: Int?
    /// The resident memory, in bytes, above which a worker is replaced after its task; nil for no mark.
    ///
    /// Without effect on fork servers.
    public var replaceAboveMemory: Int?
    /// Chunks of tasks handed to a worker ahead of its finishing one, so that it need not wait for the next; 0 or more.
    ///
    /// Fork servers get none ahead.
    public var prefetch = 1
    /// What the weights of all tasks in the workers' hands may come to together, in the caller's own unit (bytes of
    /// memory, say); nil for no bound.
    ///
    /// Tasks wait for their turn in their order; one that is heavier than the whole budget fails at once. Chunks handed
    /// out ahead count too (``prefetch``). Without effect in process.
    public var budget: Int?

    /// Makes a configuration with the defaults for all that is not named here.
    ///
    /// - Parameters:
    ///   - command: What is executed as a worker.
    ///   - processes: The most worker processes at a time, at least 1.
    ///   - taskTimeLimit: How long a task may run before its worker is killed; nil for no limit.
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
    /// limits and the limits of ``WorkerLimits`` have no effect, a task that runs cannot be cancelled, and a crash is
    /// the caller's. What a task prints is printed by this process.
    case inProcess
}

/// A program that calls ``WorkerProcess/run(_:)``.
public struct WorkerCommand: Sendable {
    /// The executable's path; no search is made in PATH.
    public var path: String
    /// The arguments, without the program's name.
    public var arguments: [String]
    /// Environment variables set for the worker on top of those inherited.
    ///
    /// SWIFT_BACKTRACE is set to `enable=no` if it is not named here, because Swift's backtracer can hold a crashed
    /// worker up.
    public var environment: [String: String]

    /// Makes a command.
    ///
    /// - Parameters:
    ///   - path: The executable's path.
    ///   - arguments: The arguments, without the program's name.
    ///   - environment: Environment variables set on top of those inherited.
    public init(path: String, arguments: [String] = [], environment: [String: String] = [:]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// Returns the command for the running program itself, told by its arguments to be a worker.
    ///
    /// It is the very file that runs, even if another one has taken its place meanwhile.
    ///
    /// - Parameter arguments: What the program's entry point knows a worker by. Not a name that users give.
    public static func thisProgram(arguments: [String]) -> WorkerCommand {
        WorkerCommand(path: "/proc/self/exe", arguments: arguments)
    }
}

/// What a worker process may use over its life.
///
/// The system enforces it but for the resident memory; nil leaves a limit as inherited. None has an effect in process.
public struct WorkerLimits: Sendable {
    /// Bytes of address space (RLIMIT_AS).
    ///
    /// Allocations beyond it fail in the worker.
    public var addressSpace: Int?
    /// Seconds of CPU (RLIMIT_CPU).
    ///
    /// The worker dies of SIGKILL at it, which its task is charged with.
    public var cpuSeconds: Int?
    /// Bytes a worker may hold in memory, shared pages included.
    ///
    /// The supervisor looks ten times a second while there is work, and kills what is above; nil for no limit. Memory
    /// may grow beyond it between two looks.
    public var residentMemory: Int?
    /// Open descriptors (RLIMIT_NOFILE), of which the pool itself takes seven in each worker.
    public var openFiles: Int?

    /// Makes limits that limit nothing.
    public init() {}
}

/// Which failures of a task are worth another attempt.
///
/// An error that the worker's own code threw never is, and neither is a task or an answer that does not decode.
public struct RetryPolicy: Sendable {
    /// The most attempts a task gets, the first one included; 1 for no other.
    public var attempts = 1
    /// Whether a task whose worker died, or broke the protocol, is tried again.
    public var afterDeath = true
    /// Whether a task that ran into its time limit is tried again.
    public var afterTimeLimit = true
    /// Whether a task is tried again whose worker was killed at its memory limit.
    public var afterMemoryLimit = false

    /// Makes a policy of so many attempts, after a death or a time limit and not after a memory limit.
    public init(attempts: Int = 1) {
        self.attempts = attempts
    }
}

/// When a pool stops replacing its dead, as Erlang's supervisors do.
///
/// Workers that were killed at a limit or with a cancelled task do not count, and a task done, whether well or not,
/// sets the counts back to zero.
public struct RestartIntensity: Sendable {
    /// The most deaths within ``period`` without a task done in between; one more ends the pool.
    public var deaths = 10
    /// How long a death is remembered.
    public var period: Duration = .seconds(10)
    /// The most workers that may die before they are ready, without one that becomes ready in between.
    public var failedStarts = 2

    /// Makes the default: ten deaths in ten seconds, or two failed starts, are put up with.
    public init() {}
}
