/// A pool of worker processes, open for as long as the closure that ``withPool(of:setup:configuration:_:)`` gave it to
/// runs.
///
/// It may be used from several tasks at a time, which share the workers; each gets the outcomes of its own tasks.
/// Nothing here blocks a thread.
public struct Pool<Worker: PoolWorker>: Sendable {
    /// What the pool was opened with.
    public let configuration: PoolConfiguration
    /// What happens to the workers, for one observer.
    ///
    /// 1024 events are kept for an observer that lags behind, then the oldest are dropped. The stream ends with the
    /// pool, and what is left in it can be read after that.
    public let events: AsyncStream<PoolEvent>
    let handle: SupervisorHandle

    /// What the pool has done so far, and what its workers hold in memory.
    ///
    /// Each call reads the size of every worker from the system, which costs some microseconds a worker.
    public var statistics: PoolStatistics { handle.statistics() }

    /// Chunks of tasks that may be under way or finished but not taken yet.
    var window: Int { configuration.processes * (configuration.prefetch + 1) * 4 }

    // MARK: - One task

    /// Does one task and waits for its outcome.
    ///
    /// Cancelling the calling task cancels this one, whose outcome is then ``TaskFailure/cancelled``.
    ///
    /// - Parameters:
    ///   - task: What to do.
    ///   - weight: What it takes of the pool's budget; not negative.
    ///   - onProgress: Told what the task reports while it runs. Called on the pool's own thread; must return at once.
    /// - Returns: The outcome, also if it is a failure of the task.
    /// - Throws: A ``PoolFailure`` when the pool cannot go on, or an encoding error.
    public func apply(
        _ task: Worker.Task, weight: Int = 0, onProgress: (@Sendable (Worker.Progress) -> Void)? = nil
    ) async throws -> TaskOutcome<Worker> {
        let handle = try applyAsync(task, weight: weight, onProgress: onProgress)
        return try await withTaskCancellationHandler {
            try await handle.outcome
        } onCancel: {
            handle.cancel()
        }
    }

    /// Gives the pool one task and returns at once.
    ///
    /// Any number of tasks can be given in this way: they wait in the pool's memory, and nothing holds the caller back.
    ///
    /// - Parameters:
    ///   - task: What to do.
    ///   - weight: What it takes of the pool's budget; not negative.
    ///   - onProgress: Told what the task reports while it runs. Called on the pool's own thread; must return at once.
    /// - Returns: Where to ask for the outcome.
    /// - Throws: An encoding error.
    public func applyAsync(
        _ task: Worker.Task, weight: Int = 0, onProgress: (@Sendable (Worker.Progress) -> Void)? = nil
    ) throws -> TaskHandle<Worker> {
        var options = TaskOptions<Worker>()
        if weight != 0 { options.weight = { _ in weight } }
        if let onProgress { options.onProgress = { onProgress($1) } }
        return try TaskHandle(task, pool: handle, options: options)
    }

    // MARK: - Many tasks

    /// Does all tasks and returns their outcomes in the order of the tasks, all at once.
    ///
    /// The parameters are those of ``imapUnordered(_:chunkSize:weight:onProgress:)``.
    ///
    /// - Returns: One outcome for each task, failures in their places.
    /// - Throws: A ``PoolFailure`` when the pool cannot go on, an encoding error for a task, or `CancellationError`.
    ///   What is under way is then cancelled.
    public func map<Tasks: Sequence & Sendable>(
        _ tasks: Tasks, chunkSize: Int? = nil, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) async throws -> [TaskOutcome<Worker>] where Tasks.Element == Worker.Task {
        var outcomes: [TaskOutcome<Worker>] = []
        for try await outcome in imap(tasks, chunkSize: chunkSize, weight: weight, onProgress: onProgress) {
            outcomes.append(outcome)
        }
        return outcomes
    }

    /// Does all tasks and gives their outcomes in the order of the tasks.
    ///
    /// An outcome that comes early is held back, and counts as under way: a slow task stops what is far behind it. The
    /// parameters are those of ``imapUnordered(_:chunkSize:weight:onProgress:)``.
    public func imap<Tasks: Sequence & Sendable>(
        _ tasks: Tasks, chunkSize: Int? = nil, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) -> OutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        let options = TaskOptions<Worker>(chunkSize: chunkSize, weight: weight, onProgress: onProgress)
        return OutcomeSequence(pool: self, tasks: tasks, options: options, isOrdered: true)
    }

    /// Does all tasks and gives their outcomes as they come, in whatever order.
    ///
    /// - Parameters:
    ///   - tasks: What to do. They are taken as outcomes are taken, on the caller's thread.
    ///   - chunkSize: How many tasks go to a worker at once, at least 1. By default the pool finds out: tiny tasks go
    ///     by the hundred, others one by one. What waits behind a slow task is taken back as soon as another worker is
    ///     idle. Without effect where tasks have weights, which go one by one.
    ///   - weight: What a task takes of the pool's budget while it is in a worker's hands; not negative.
    ///   - onProgress: Told the task's index and what it reports while it runs. Called on the pool's own thread; must
    ///     return at once.
    public func imapUnordered<Tasks: Sequence & Sendable>(
        _ tasks: Tasks, chunkSize: Int? = nil, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) -> OutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        let options = TaskOptions<Worker>(chunkSize: chunkSize, weight: weight, onProgress: onProgress)
        return OutcomeSequence(pool: self, tasks: tasks, options: options, isOrdered: false)
    }

    // MARK: - Tasks that come by and by

    /// Does all tasks of an asynchronous sequence and gives their outcomes in the order of the tasks.
    ///
    /// The parameters are those of ``imapUnordered(_:chunkSize:weight:onProgress:)``. There are no chunks, because the
    /// next task may be long in coming.
    public func imap<Tasks: AsyncSequence & Sendable>(
        _ tasks: Tasks, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) -> AsyncOutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        let options = TaskOptions<Worker>(weight: weight, onProgress: onProgress)
        return AsyncOutcomeSequence(pool: self, tasks: tasks, options: options, isOrdered: true)
    }

    /// Does all tasks of an asynchronous sequence and gives their outcomes as they come, in whatever order.
    ///
    /// The parameters are those of ``imapUnordered(_:chunkSize:weight:onProgress:)``. There are no chunks, because the
    /// next task may be long in coming.
    public func imapUnordered<Tasks: AsyncSequence & Sendable>(
        _ tasks: Tasks, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) -> AsyncOutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        let options = TaskOptions<Worker>(weight: weight, onProgress: onProgress)
        return AsyncOutcomeSequence(pool: self, tasks: tasks, options: options, isOrdered: false)
    }

    // MARK: - The end

    /// Takes no more tasks; those that were given are done, and the workers end after them.
    ///
    /// It returns at once. Tasks given later are cancelled, and that includes those that a sequence under way has not
    /// yet taken from its source.
    public func close() { handle.end(.graceful) }

    /// Kills the workers; what is unfinished is cancelled.
    ///
    /// It returns at once, and ``join()`` waits until they are gone. In process, the chunk that runs is done first.
    public func terminate() { handle.end(.immediate) }

    /// Waits until all workers are gone, after ``close()`` or ``terminate()``.
    ///
    /// Without one of these before it waits until the pool fails or the task that opened it is cancelled. Cancelling
    /// the calling task does not end the waiting.
    public func join() async { await handle.waitForEnd() }
}
