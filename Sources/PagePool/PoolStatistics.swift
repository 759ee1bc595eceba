/// What a pool has done so far.
public struct PoolStatistics: Sendable, Equatable {
    /// A live worker process.
    public struct Worker: Sendable, Equatable {
        /// The process's number; in process, that of the program itself.
        public var pid: Int32
        /// Tasks it has answered.
        public var done: Int
        /// Bytes it holds in memory now, shared pages included.
        public var residentMemory: Int
        /// What it has counted with ``TaskContext/count(_:counter:)``, by counter.
        public var counters: [UInt64]
    }

    /// Tasks that ended with a value.
    public var succeeded: Int
    /// Tasks that ended with a failure, cancelled ones included.
    ///
    /// Those are not counted that were refused when they were given: too heavy ones, and any after the pool's end.
    public var failed: Int
    /// Attempts that were followed by another one.
    public var retried: Int
    /// Workers that died or were killed before the pool's end; with a fork server, its children too.
    public var deaths: Int
    /// The workers alive, in the order of their pids.
    public var workers: [Worker]
    /// What all workers have counted, those included that are gone, by counter.
    public var counters: [UInt64]
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
    struct Worker: Sendable {
        var done = 0
        let mapping: WorkerBoard.Mapping
    }

    var succeeded = 0
    var failed = 0
    var retried = 0
    var deaths = 0
    var workers: [Int32: Worker] = [:]
    /// What workers have counted that are gone.
    private var counters = [UInt64](repeating: 0, count: PoolCounters.count)
    private let opened = ContinuousClock.now

    mutating func remove(_ pid: Int32) {
        guard let worker = workers.removeValue(forKey: pid) else { return }
        counters = Self.sum(counters, worker.mapping.counters)
    }

    /// The counts with what the workers hold and have counted at this moment.
    func snapshot() -> PoolStatistics {
        let workers = workers.sorted { $0.key < $1.key }.map { pid, worker in
            PoolStatistics.Worker(
                pid: pid, done: worker.done, residentMemory: ResidentMemory.ofProcess(pid),
                counters: worker.mapping.counters)
        }
        return PoolStatistics(
            succeeded: succeeded, failed: failed, retried: retried, deaths: deaths, workers: workers,
            counters: workers.reduce(counters) { Self.sum($0, $1.counters) }, elapsed: opened.duration(to: .now))
    }

    private static func sum(_ some: [UInt64], _ others: [UInt64]) -> [UInt64] {
        // A worker that has lost its mind may have counted anything.
        zip(some, others).map { $0 &+ $1 }
    }
}
