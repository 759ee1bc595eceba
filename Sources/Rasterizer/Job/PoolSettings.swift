internal import PagePool

/// The worker processes that a job may have, and what bounds them.
public struct PoolSettings: Sendable {
    /// How many worker processes there may be, from 1 to 4096; the CPUs that this process may use unless said.
    ///
    /// No more start than there is work for, as a rule. Where all pages of a large file are rendered, they start while it is
    /// being opened.
    public var jobs = AvailableCPUs.count
    /// How long a page may take, or each piece of one that is rendered in pieces; nil for no limit.
    public var pageTimeLimit: Duration? = .seconds(300)
    /// How often a page is tried again after its worker died or ran into the time limit, from 0 to 1000.
    public var retries = 1
    /// Bytes of address space that a worker may use, 96 MiB or more; nil for no limit.
    public var workerMemoryLimit: Int? = 4 << 30
    /// Bytes that all workers together may have resident, 96 MiB or more; nil for no limit.
    ///
    /// Fewer workers than ``jobs`` are started if it does not suffice for them. A page that needs more than a worker's
    /// share fails.
    public var memoryBudget: Int?
    /// How a process of this program is told to be a worker.
    public var workerArguments: [String]

    public init(workerArguments: [String]) {
        self.workerArguments = workerArguments
    }

    /// What a worker needs for pages as they usually are: a piece's pixels, the engine's caches, and the document.
    private static let smallestShare = 96 << 20

    /// Below this the program itself does not start.
    private static let smallestAddressSpace = 96 << 20

    /// The engine keeps every object that it has read and leaks a little; a fresh worker after so many pages bounds both
    /// and costs less than four of them.
    private static let pagesPerWorker = 200

    /// Checks that every value is in its range.
    ///
    /// - Throws: A ``JobError`` of the kind `usage`, which calls the values what the command line does.
    public func validate() throws(JobError) {
        guard (1...4096).contains(jobs) else { throw JobError(.usage, "--jobs must be from 1 to 4096.") }
        guard (0...1000).contains(retries) else { throw JobError(.usage, "--retries must be from 0 to 1000.") }
        if let pageTimeLimit, pageTimeLimit <= .zero {
            throw JobError(.usage, "--page-timeout must be above zero, or none.")
        }
        if let memoryBudget, memoryBudget < Self.smallestShare {
            throw JobError(.usage, "--max-memory must be at least \(Self.smallestShare >> 20)M.")
        }
        if let workerMemoryLimit, workerMemoryLimit < Self.smallestAddressSpace {
            throw JobError(.usage, "--max-worker-memory must be at least \(Self.smallestAddressSpace >> 20)M.")
        }
    }

    /// The workers that there may be.
    var processes: Int {
        memoryBudget.map { min(jobs, $0 / Self.smallestShare) } ?? jobs
    }

    var configuration: PoolConfiguration {
        var configuration = PoolConfiguration(
            command: .thisProgram(arguments: workerArguments), processes: processes, taskTimeLimit: pageTimeLimit)
        configuration.limits.residentMemory = memoryBudget.map { $0 / processes }
        configuration.startTimeLimit = pageTimeLimit
        configuration.retryPolicy = RetryPolicy(attempts: retries + 1)
        configuration.maxTasksPerWorker = Self.pagesPerWorker
        configuration.limits.addressSpace = workerMemoryLimit
        return configuration
    }
}
