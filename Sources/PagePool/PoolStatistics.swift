/// What a pool has done so far.
public struct PoolStatistics: Sendable, Equatable {
    /// A live worker process.
    public struct Worker: Sendable, Equatable {
        public var pid: Int32
        /// Tasks it has answered.
        public var done: Int
        /// Bytes it holds in memory now, shared pages included.
        public var residentMemory: Int
    }

    /// Tasks that ended with a value.
    public var succeeded: Int
    /// Tasks that ended with a failure, cancelled ones included.
    public var failed: Int
    /// Attempts that were followed by another one.
    public var retried: Int
    /// Workers that died or were killed.
    public var deaths: Int
    /// The workers alive, by pid.
    public var workers: [Worker]
    /// The time since the pool was opened.
    public var elapsed: Duration

    /// Tasks ended a second, since the pool was opened.
    public var tasksPerSecond: Double {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        return seconds > 0 ? Double(succeeded + failed) / seconds : 0
    }
}

/// The counts that the supervisor keeps for ``PoolStatistics``.
struct PoolCounts: Sendable {
    var succeeded = 0
    var failed = 0
    var retried = 0
    var deaths = 0
    /// Tasks answered by each live worker.
    var workers: [Int32: Int] = [:]
    let opened = ContinuousClock.now

    /// The counts with the memory that the workers hold at this moment.
    func snapshot() -> PoolStatistics {
        PoolStatistics(
            succeeded: succeeded, failed: failed, retried: retried, deaths: deaths,
            workers: workers.sorted { $0.key < $1.key }.map { pid, done in
                PoolStatistics.Worker(pid: pid, done: done, residentMemory: ResidentMemory.ofProcess(pid))
            }, elapsed: opened.duration(to: .now))
    }
}
