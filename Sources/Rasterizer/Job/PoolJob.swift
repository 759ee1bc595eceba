internal import PagePool

/// A job that a pool of workers does page by page, and what bounds it.
public protocol PoolJob {
    /// How many worker processes there may be; no more start than there is work for, as a rule.
    var jobs: Int { get set }
    /// How long a page may take, or each piece of one that is rendered in pieces; nil for no limit.
    var pageTimeLimit: Duration? { get set }
    /// How often a page is tried again after its worker died or ran into the time limit.
    var retries: Int { get set }
    /// Bytes of address space that a worker may use; nil for no limit.
    var workerMemoryLimit: Int? { get set }
    /// Bytes that all workers together may have resident; nil for no limit.
    ///
    /// Fewer workers than ``jobs`` are started if it does not suffice for them. A page that needs more than a worker's
    /// share fails.
    var memoryBudget: Int? { get set }
    /// How a process of this program is told to be a worker.
    var workerArguments: [String] { get }
}

extension PoolJob {
    /// What a worker needs for pages as they usually are: a piece's pixels, the engine's caches, and the document.
    public static var smallestShare: Int { 96 << 20 }

    /// The engine keeps every object that it has read and leaks a little; a fresh worker after so many pages bounds both
    /// and costs less than four of them.
    private static var pagesPerWorker: Int { 200 }

    /// The workers that there may be.
    var processes: Int {
        memoryBudget.map { min(jobs, $0 / Self.smallestShare) } ?? jobs
    }

    var poolConfiguration: PoolConfiguration {
        var configuration = PoolConfiguration(
            command: .thisProgram(arguments: workerArguments), processes: processes, taskTimeLimit: pageTimeLimit)
        configuration.limits.residentMemory = memoryBudget.map { $0 / processes }
        configuration.startTimeLimit = pageTimeLimit
        configuration.retryPolicy = RetryPolicy(attempts: retries + 1)
        configuration.maxTasksPerWorker = Self.pagesPerWorker
        configuration.limits.addressSpace = workerMemoryLimit
        return configuration
    }

    /// Checks what no page needs to be known for.
    func validatePool() throws(JobError) {
        guard jobs > 0, retries >= 0 else {
            throw JobError(.usage, "There must be at least one job, and no fewer than 0 retries.")
        }
        if let memoryBudget, memoryBudget < Self.smallestShare {
            throw JobError(
                .usage,
                "\(memoryBudget >> 20) MiB are too little for a worker. Allow \(Self.smallestShare >> 20) MiB or more.")
        }
    }
}
