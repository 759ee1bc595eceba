/// What happens to a pool's workers, as ``Pool/events`` tells it.
///
/// Workers are told apart by their process identifiers. The system may give the number of one that is gone to another.
public enum PoolEvent: Sendable, Equatable {
    /// A process was started.
    case started(pid: Int32)
    /// A worker has made its context and takes tasks.
    case ready(pid: Int32)
    /// A process was started in the place of one that is gone.
    case replaced(pid: Int32, by: Int32)
    /// A fork server has made a child for a task.
    case forked(pid: Int32, server: Int32)
    /// A worker wrote a line to its standard output or standard error.
    ///
    /// The task is the one that it ran, by ``TaskOutcome/number``, or nil if it ran none. Lines are cut after 500
    /// bytes, and empty ones are left out.
    case wrote(pid: Int32, task: UInt64?, line: String)
    /// A worker has done its share of tasks, or has grown too large, and is let go.
    case retired(pid: Int32)
    /// A worker ended when it should not have, or was killed: at a limit, for what it sent, or with a cancelled task.
    case died(WorkerDeath)
}
