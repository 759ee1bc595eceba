/// What became of one task.
///
/// Every task given to a pool has exactly one.
public struct TaskOutcome<Worker: PoolWorker>: Sendable {
    /// The task's place in its sequence, from zero.
    public var index: Int
    /// The task's number among all that were given to the pool, as events have it.
    public var number: UInt64
    /// The task itself.
    public var task: Worker.Task
    /// The value that the worker returned, or why there is none.
    public var result: Result<Worker.Output, TaskFailure<Worker.Failure>>
    /// How often the task was given to a worker, the last time included; 0 if it was refused before.
    ///
    /// Having waited in a worker that died at another task does not count.
    public var attempts: Int
    /// How long the task took, as its worker has measured it; zero if it was not finished.
    public var duration: Duration
}

/// Why a task has no output.
///
/// It concerns this task alone, and the pool goes on. What ends the pool is a ``PoolFailure``.
public enum TaskFailure<Thrown: Error & Sendable>: Error, Sendable {
    /// The worker's own code threw this error; such tasks are not tried again.
    case thrown(Thrown)
    /// The worker running it died.
    case workerDied(WorkerDeath)
    /// It took longer than this, and its worker was killed.
    case timeLimit(Duration)
    /// Its worker held more than so many bytes in memory (``WorkerLimits/residentMemory``), and was killed.
    case memoryLimit(Int)
    /// The worker answered what it should not have, and was killed; the text says what.
    ///
    /// An answer longer than ``PoolConfiguration/messageSizeLimit`` is such a one.
    case protocolBroken(String)
    /// The task or its answer does not decode as the type that the worker declares, which the text names.
    case undecodable(String)
    /// Its weight is more than the pool's whole budget (``PoolConfiguration/budget``); it was not begun.
    case tooHeavy(weight: Int, budget: Int)
    /// It was cancelled, or the pool was ended, before it was done.
    case cancelled
}

/// Why a pool cannot go on at all.
///
/// It is thrown where an outcome is waited for. Every task that has no outcome yet, and every one given later, meets
/// the same failure.
public enum PoolFailure<SetupFailure: Error & Sendable>: Error, Sendable {
    /// A worker could not make its context, and threw this error.
    case setupFailed(SetupFailure)
    /// Workers die faster than they get anything done (``RestartIntensity``); the evidence is the last three deaths.
    case keepsDying([WorkerDeath])
    /// A worker was not ready within this time of its start (``PoolConfiguration/startTimeLimit``).
    case startTimeLimit(Duration)
    /// No worker process could be started, or a fork server could not serve; the text says why.
    case cannotStart(String)
}

extension TaskFailure: CustomStringConvertible {
    /// A phrase that says what happened.
    public var description: String {
        switch self {
        case .thrown(let error): "\(error)"
        case .workerDied(let death): "its worker \(death)"
        case .timeLimit(let limit): "it took longer than \(limit)"
        case .memoryLimit(let limit): "its worker held more than \(limit) bytes in memory"
        case .protocolBroken(let what): "its worker misbehaved: \(what)"
        case .undecodable(let what): what
        case .tooHeavy(let weight, let budget): "its weight of \(weight) is more than the whole budget of \(budget)"
        case .cancelled: "it was cancelled"
        }
    }
}

extension PoolFailure: CustomStringConvertible {
    /// A phrase that says what happened.
    public var description: String {
        switch self {
        case .setupFailed(let error): "a worker could not be made: \(error)"
        case .keepsDying(let deaths):
            "workers keep dying, the last ones so: "
                + deaths.map { "process \($0.pid) \($0)" }.joined(separator: "; ")
        case .startTimeLimit(let limit): "a worker was not ready within \(limit) of its start"
        case .cannotStart(let why): why
        }
    }
}
