internal import Synchronization

/// A task given to a pool whose outcome can be asked for later.
///
/// Letting go of the handle changes nothing for the task.
public final class TaskHandle<Worker: PoolWorker>: Sendable {
    private struct State {
        var outcome: RawOutcome?
        var waiters: [CheckedContinuation<RawOutcome, Never>] = []
    }

    /// What was given to the pool.
    public let task: Worker.Task
    private let pool: SupervisorHandle
    private let mark = CancellationMark()
    private let state = Mutex(State())

    /// The task's number among all that were given to the pool.
    public let number: UInt64

    init(_ task: Worker.Task, pool: SupervisorHandle, options: TaskOptions<Worker>) throws {
        self.task = task
        self.pool = pool
        var chunk = ChunkBuilder<Worker>()
        _ = try chunk.add(task)
        number = pool.numbers(1)
        // The pool holds the handle until the outcome is there.
        let submission = Submission(
            chunk, firstIndex: 0, firstNumber: number, options: options, mark: mark
        ) { _, outcomes in
            self.settle(outcomes.first)
        }
        pool.submit([submission])
    }

    private func settle(_ outcome: RawOutcome) {
        let waiters = state.withLock { state in
            state.outcome = outcome
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    /// Whether the outcome is there, whatever it is; never waits.
    public var isReady: Bool { state.withLock { $0.outcome != nil } }

    /// Whether the worker has returned a value; never waits.
    ///
    /// A value that does not decode is found out only by ``outcome``.
    public var isSuccessful: Bool {
        state.withLock { if case .value = $0.outcome?.result { true } else { false } }
    }

    /// Waits for the outcome.
    ///
    /// It can be asked for as often as wanted, by several tasks. Cancelling a task that waits here ends neither the
    /// waiting nor the work: call ``cancel()``.
    ///
    /// - Throws: A ``PoolFailure`` when the pool cannot go on.
    public var outcome: TaskOutcome<Worker> {
        get async throws {
            let raw = await withCheckedContinuation { continuation in
                let ready = state.withLock { state in
                    if state.outcome == nil { state.waiters.append(continuation) }
                    return state.outcome
                }
                if let ready { continuation.resume(returning: ready) }
            }
            return try TaskOutcome(index: 0, number: number, task: task, raw: raw)
        }
    }

    /// Waits for the value, as ``outcome`` does.
    ///
    /// - Throws: The task's ``TaskFailure``, or a ``PoolFailure``.
    public var value: Worker.Output {
        get async throws { try await outcome.result.get() }
    }

    /// Ends the task: one that waits is not begun, the worker of one that runs is killed.
    ///
    /// It returns at once. The outcome is then ``TaskFailure/cancelled``, unless it was there already.
    public func cancel() {
        pool.cancel(mark)
    }
}
