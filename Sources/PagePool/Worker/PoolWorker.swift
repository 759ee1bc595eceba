/// The work that a pool's processes do.
///
/// One value is made in each worker process, from a set-up value that the supervisor sends, and runs its tasks one
/// after another on the process's main thread. Blocking is fine there. Only `Codable` values cross between the
/// processes; tasks and outputs should be small, and what is large goes as ``SharedMemory`` or through files that both
/// can open.
///
/// The program must hand its worker processes over to ``WorkerProcess/run(_:)`` before it does anything else.
public protocol PoolWorker: SendableMetatype {
    /// What a worker needs to know once.
    associatedtype Setup: Codable & Sendable
    /// What it needs to know for a task.
    associatedtype Task: Codable & Sendable
    /// What comes of a task.
    associatedtype Output: Codable & Sendable
    /// How a task, or making the worker, fails in ways that the worker itself can tell.
    associatedtype Failure: Error & Codable & Sendable
    /// What a task tells of itself while it runs; `Never` if nothing.
    associatedtype Progress: Codable & Sendable = Never

    /// Makes the worker's context. An error here ends the pool, because it would meet every worker.
    init(setup: Setup) throws(Failure)

    /// Does a task.
    ///
    /// - Parameter context: Connects the task with the pool while it runs; no use afterwards.
    mutating func run(_ task: Task, context: TaskContext<Progress>) throws(Failure) -> Output
}
