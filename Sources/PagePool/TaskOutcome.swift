/// What became of one task.
///
/// Every task given to a pool has exactly one.
public struct TaskOutcome<Worker: PoolWorker>: Sendable {
    /// The task's place in its sequence, from zero.
    public var index: Int
    /// The task's number among all that were given to the pool, as events have it.
    public var number: UInt64
    public var task: Worker.Task
    public var result: Result<Worker.Output, TaskFailure<Worker.Failure>>
    /// How often the task was given to a worker, the last time included.
    public var attempts: Int
    /// How long the task took, as its worker has measured it; zero if it was not finished.
    public var duration: Duration
}

/// Why a task has no output.
public enum TaskFailure<Thrown: Error & Sendable>: Error, Sendable {
    /// The worker says so.
    case thrown(Thrown)
    /// The worker running it died.
    case workerDied(WorkerDeath)
    /// It took longer than this, and its worker was killed.
    case timeLimit(Duration)
    /// Its worker held more than so many bytes in memory, and was killed.
    case memoryLimit(Int)
    /// The worker answered what it should not have, and was killed.
    case protocolBroken(String)
    /// The task or its answer does not decode as the type that the worker declares, which the text names.
    case undecodable(String)
    /// Its weight is more than the pool's whole budget.
    case tooHeavy(weight: Int, budget: Int)
    /// The pool was ended first.
    case cancelled
}

/// Why a pool cannot go on at all.
public enum PoolFailure<SetupFailure: Error & Sendable>: Error, Sendable {
    /// A worker could not make its context.
    case setupFailed(SetupFailure)
    /// Workers die faster than they get anything done; the evidence is the last deaths.
    case keepsDying([WorkerDeath])
    /// Workers do not become ready in time.
    case startTimeLimit(Duration)
    /// No worker process could be started.
    case cannotStart(String)
}
