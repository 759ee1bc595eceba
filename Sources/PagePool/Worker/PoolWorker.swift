/// The work that a pool's processes do.
///
/// One value is made in each worker process, from a set-up value that the supervisor sends, and runs its tasks one
/// after another on the process's main thread. Blocking is fine there. Only `Codable` values cross between the
/// processes; tasks and outputs should be small, and what is large goes as ``SharedMemory`` or through files that both
/// can open.
///
/// The program must hand its worker processes over to ``WorkerProcess/run(_:)`` before it does anything else.
///
/// The associated types follow from the two requirements. Declare both with `throws(Failure)` or both without it: if
/// only one throws, the compiler cannot tell the type of ``Failure``.
public protocol PoolWorker: SendableMetatype {
    /// What a worker needs to know once.
    associatedtype Setup: Codable & Sendable
    /// What it needs to know for a task.
    associatedtype Task: Codable & Sendable
    /// What comes of a task.
    associatedtype Output: Codable & Sendable
    /// How a task, or making the worker, fails in ways that the worker itself can tell; `Never` if it does not.
    associatedtype Failure: Error & Codable & Sendable
    /// What a task tells of itself while it runs; `Never` if nothing.
    associatedtype Progress: Codable & Sendable = Never

    /// Makes the worker's context.
    ///
    /// It has ``PoolConfiguration/startTimeLimit`` for that. With fork servers it must start no thread.
    ///
    /// - Throws: An error that ends the pool (``PoolFailure/setupFailed(_:)``), because it would meet every worker.
    init(setup: Setup) throws(Failure)

    /// Does a task; what it changes here, later tasks of this worker find.
    ///
    /// - Parameters:
    ///   - task: What to do.
    ///   - context: Connects the task with the pool while it runs; no use afterwards.
    /// - Returns: What comes of it, sent back to the caller.
    /// - Throws: An error that is the task's outcome (``TaskFailure/thrown(_:)``); the worker goes on with the next.
    mutating func run(_ task: Task, context: TaskContext<Progress>) throws(Failure) -> Output
}
