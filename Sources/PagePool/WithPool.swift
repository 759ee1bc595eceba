/// Runs a pool of worker processes for as long as a closure runs.
///
/// When the closure returns or throws, or the calling task is cancelled, the workers are ended and reaped before this
/// function returns; no worker outlives it. Should this process itself be killed, the system kills the workers.
/// Tasks still under way when the closure returns are cancelled: call ``Pool/close()`` and ``Pool/join()`` to have them
/// done first.
///
/// The pool has a thread of its own, and no other one is blocked. Workers are started when the first tasks are given.
///
/// - Parameters:
///   - worker: The type whose values run the tasks, one in each worker process.
///   - setup: What every worker is made from; sent to each when it starts. It cannot hold ``SharedMemory``.
///   - configuration: How many workers there are, how they are started, and what they may use.
///   - body: Gives the pool its tasks.
/// - Returns: What the closure returns.
/// - Throws: What the closure throws, or an encoding error for the set-up value. Failures of the pool itself are thrown
///   to who waits for an outcome, as a ``PoolFailure``.
public func withPool<Worker: PoolWorker, Result>(
    of worker: Worker.Type, setup: Worker.Setup, configuration: PoolConfiguration,
    _ body: (Pool<Worker>) async throws -> Result
) async throws -> Result {
    precondition(configuration.processes > 0, "a pool needs at least one process")
    precondition(configuration.prefetch >= 0, "a pool cannot hand out fewer tasks than none ahead")
    precondition(configuration.maxTasksPerWorker ?? 1 > 0, "a worker does at least one task")
    let (events, continuation) = AsyncStream.makeStream(of: PoolEvent.self, bufferingPolicy: .bufferingNewest(1024))
    let setup = try MessageEncoder.encodeAlone(setup)
    let handle =
        configuration.startMethod == .inProcess
        ? InProcessRunner<Worker>.start(setup: setup, budget: configuration.budget, events: continuation)
        : Supervisor.start(configuration: configuration, setup: setup, events: continuation)
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
