/// What happens to a pool's workers.
public enum PoolEvent: Sendable, Equatable {
    /// A process was started.
    case started(pid: Int32)
    /// It has made its context and takes tasks.
    case ready(pid: Int32)
    /// A process was started in the place of one that is gone.
    case replaced(pid: Int32, by: Int32)
    /// A fork server has made a child for a task.
    case forked(pid: Int32, server: Int32)
    /// It wrote a line to its standard output or standard error while it ran a task, or none. Long lines are cut.
    ///
    /// The task's number is the one that its outcome has.
    case wrote(pid: Int32, task: UInt64?, line: String)
    /// It has done its share of tasks, or has grown too large, and is let go.
    case retired(pid: Int32)
    /// It ended when it should not have, or was killed at a limit.
    case died(WorkerDeath)
}
