/// A pool of worker processes, open for as long as the closure that ``withPool(of:setup:configuration:_:)`` gave it to
/// runs.
public struct Pool<Worker: PoolWorker>: Sendable {
    public let configuration: PoolConfiguration
    /// What happens to the workers, for one observer; when it lags behind, the oldest events are dropped.
    public let events: AsyncStream<PoolEvent>
    let handle: SupervisorHandle

    /// What the pool has done so far, and what its workers hold in memory.
    public var statistics: PoolStatistics { handle.statistics() }

    /// Chunks of tasks that may be under way or finished but not taken yet.
    var window: Int { configuration.processes * (configuration.prefetch + 1) * 4 }

    // MARK: - One task

    /// Does one task and waits for its outcome.
    ///
    /// Cancelling the calling task cancels this one.
    ///
    /// - Parameters:
    ///   - weight: What it takes of the pool's budget.
    ///   - onProgress: Told what the task reports while it runs. Called on the pool's own thread; must return at once.
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
    /// - Parameters:
    ///   - weight: What it takes of the pool's budget.
    ///   - onProgress: Told what the task reports while it runs. Called on the pool's own thread; must return at once.
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

    /// Does all tasks and returns their outcomes in the order of the tasks.
    ///
    /// The parameters are those of ``imapUnordered(_:chunkSize:weight:onProgress:)-1b6bn``.
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
    /// parameters are those of ``imapUnordered(_:chunkSize:weight:onProgress:)-1b6bn``.
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
    ///   - chunkSize: How many tasks go to a worker at once. By default the pool finds out: tiny tasks go by the
    ///     hundred, others one by one. What waits behind a slow task is taken back as soon as another worker is idle.
    ///   - weight: What a task takes of the pool's budget while it is in a worker's hands.
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
    public func imap<Tasks: AsyncSequence & Sendable>(
        _ tasks: Tasks, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) -> AsyncOutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        let options = TaskOptions<Worker>(weight: weight, onProgress: onProgress)
        return AsyncOutcomeSequence(pool: self, tasks: tasks, options: options, isOrdered: true)
    }

    /// Does all tasks of an asynchronous sequence and gives their outcomes as they come, in whatever order.
    public func imapUnordered<Tasks: AsyncSequence & Sendable>(
        _ tasks: Tasks, weight: (@Sendable (Worker.Task) -> Int)? = nil,
        onProgress: (@Sendable (Int, Worker.Progress) -> Void)? = nil
    ) -> AsyncOutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        let options = TaskOptions<Worker>(weight: weight, onProgress: onProgress)
        return AsyncOutcomeSequence(pool: self, tasks: tasks, options: options, isOrdered: false)
    }

    // MARK: - The end

    /// Takes no more tasks; those that were given are done.
    ///
    /// Tasks given later are cancelled.
    public func close() { handle.end(.graceful) }

    /// Ends the workers now; what is unfinished is cancelled.
    public func terminate() { handle.end(.immediate) }

    /// Waits until all workers are gone, after ``close()`` or ``terminate()``.
    public func join() async { await handle.waitForEnd() }
}
