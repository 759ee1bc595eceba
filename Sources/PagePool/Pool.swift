internal import Synchronization

/// A pool of worker processes, open for as long as the closure that ``withPool(of:setup:configuration:isolation:_:)``
/// gave it to runs.
public struct Pool<Worker: PoolWorker>: Sendable {
    public let configuration: PoolConfiguration
    /// What happens to the workers, for one observer; when it lags behind, the oldest events are dropped.
    public let events: AsyncStream<PoolEvent>
    let handle: SupervisorHandle

    /// What the pool has done so far, and what its workers hold in memory.
    public var statistics: PoolStatistics { handle.statistics() }

    /// Does one task and waits for its outcome.
    ///
    /// Cancelling the calling task cancels this one.
    ///
    /// - Throws: A ``PoolFailure`` when the pool cannot go on.
    public func apply(_ task: Worker.Task) async throws -> TaskOutcome<Worker> {
        let handle = try applyAsync(task)
        return try await withTaskCancellationHandler {
            try await handle.outcome
        } onCancel: {
            handle.cancel()
        }
    }

    /// Gives the pool one task and returns at once.
    ///
    /// - Throws: An encoding error.
    public func applyAsync(_ task: Worker.Task) throws -> TaskHandle<Worker> {
        try TaskHandle(task, pool: handle)
    }

    /// Does all tasks and returns their outcomes in the order of the tasks.
    ///
    /// - Throws: A ``PoolFailure`` when the pool cannot go on, or `CancellationError`.
    public func map<Tasks: Sequence & Sendable>(
        _ tasks: Tasks
    ) async throws -> [TaskOutcome<Worker>] where Tasks.Element == Worker.Task {
        var outcomes: [TaskOutcome<Worker>] = []
        for try await outcome in imap(tasks) { outcomes.append(outcome) }
        return outcomes
    }

    /// Does all tasks and gives their outcomes in the order of the tasks.
    ///
    /// An outcome that comes early is held back, and counts as under way: a slow task stops what is far behind it.
    public func imap<Tasks: Sequence & Sendable>(
        _ tasks: Tasks
    ) -> OutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        OutcomeSequence(pool: self, tasks: tasks, isOrdered: true)
    }

    /// Does all tasks and gives their outcomes as they come, in whatever order.
    public func imapUnordered<Tasks: Sequence & Sendable>(
        _ tasks: Tasks
    ) -> OutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        OutcomeSequence(pool: self, tasks: tasks, isOrdered: false)
    }

    /// Does all tasks of an asynchronous sequence and gives their outcomes in the order of the tasks.
    public func imap<Tasks: AsyncSequence & Sendable>(
        _ tasks: Tasks
    ) -> AsyncOutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        AsyncOutcomeSequence(pool: self, tasks: tasks, isOrdered: true)
    }

    /// Does all tasks of an asynchronous sequence and gives their outcomes as they come, in whatever order.
    public func imapUnordered<Tasks: AsyncSequence & Sendable>(
        _ tasks: Tasks
    ) -> AsyncOutcomeSequence<Worker, Tasks> where Tasks.Element == Worker.Task {
        AsyncOutcomeSequence(pool: self, tasks: tasks, isOrdered: false)
    }

    /// Tasks that may be under way or finished but not taken yet.
    var window: Int { configuration.processes * (configuration.prefetch + 1) * 4 }
}

/// Runs a pool of worker processes for as long as a closure runs.
///
/// When the closure returns or throws, or the calling task is cancelled, the workers are ended and reaped before this
/// function returns; no process outlives it. Should this process itself be killed, the system kills the workers.
///
/// - Parameters:
///   - setup: What every worker is made from.
///   - body: Gives the pool its tasks.
public func withPool<Worker: PoolWorker, Result>(
    of worker: Worker.Type, setup: Worker.Setup, configuration: PoolConfiguration,
    _ body: (Pool<Worker>) async throws -> Result
) async throws -> Result {
    precondition(configuration.processes > 0, "a pool needs at least one process")
    let (events, continuation) = AsyncStream.makeStream(of: PoolEvent.self, bufferingPolicy: .bufferingNewest(1024))
    let handle = Supervisor.start(
        configuration: configuration, setup: try MessageEncoder.encode(setup), events: continuation)
    return try await withTaskCancellationHandler {
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(Pool(configuration: configuration, events: events, handle: handle)))
        } catch {
            result = .failure(error)
        }
        handle.end(.immediate)
        await handle.waitForEnd()
        return try result.get()
    } onCancel: {
        handle.end(.immediate)
    }
}

extension TaskOutcome {
    /// Gives a raw outcome its types; a failure of the whole pool is thrown.
    init(index: Int, task: Worker.Task, raw: RawOutcome) throws {
        self.index = index
        number = raw.number
        self.task = task
        attempts = raw.attempts
        duration = raw.duration
        switch raw.result {
        case .value(let bytes):
            result = Self.decode(Worker.Output.self, bytes).mapError(\.asTaskFailure)
        case .thrown(let bytes):
            switch Self.decode(Worker.Failure.self, bytes) {
            case .success(let failure): result = .failure(.thrown(failure))
            case .failure(let error): result = .failure(error.asTaskFailure)
            }
        case .workerDied(let death): result = .failure(.workerDied(death))
        case .timeLimit(let limit): result = .failure(.timeLimit(limit))
        case .memoryLimit(let limit): result = .failure(.memoryLimit(limit))
        case .protocolBroken(let what): result = .failure(.protocolBroken(what))
        case .cancelled: result = .failure(.cancelled)
        case .poolFailed(let failure): throw try PoolFailure<Worker.Failure>(failure)
        }
    }

    private struct Undecodable: Error {
        let text: String
        var asTaskFailure: TaskFailure<Worker.Failure> { .undecodable(text) }
    }

    private static func decode<T: Decodable>(_ type: T.Type, _ bytes: ArraySlice<UInt8>) -> Result<T, Undecodable> {
        do {
            return .success(try MessageDecoder.decode(type, from: bytes))
        } catch {
            return .failure(Undecodable(text: "the answer is no \(type): \(error)"))
        }
    }
}

extension PoolFailure where SetupFailure: Decodable {
    init(_ raw: RawPoolFailure) throws {
        switch raw {
        case .setupFailed(let bytes): self = .setupFailed(try MessageDecoder.decode(SetupFailure.self, from: bytes))
        case .keepsDying(let deaths): self = .keepsDying(deaths)
        case .startTimeLimit(let limit): self = .startTimeLimit(limit)
        case .cannotStart(let why): self = .cannotStart(why)
        }
    }
}
