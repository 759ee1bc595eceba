internal import Synchronization

/// The outcomes of tasks that come from an asynchronous sequence, each exactly once.
///
/// Tasks go to the pool one by one, because the next one may be long in coming. The source is read in a task of its
/// own, and only as far ahead as the pool has use for. The sequence can be iterated once; when the iteration ends
/// early, the source is cancelled with what is under way.
public struct AsyncOutcomeSequence<Worker: PoolWorker, Tasks: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Tasks.Element == Worker.Task {
    /// What is iterated over.
    public typealias Element = TaskOutcome<Worker>

    let pool: Pool<Worker>
    let tasks: Tasks
    let options: TaskOptions<Worker>
    let isOrdered: Bool

    /// Begins to read the source and to give its tasks to the pool.
    public func makeAsyncIterator() -> Iterator {
        let batch = Batch(pool: pool, options: options)
        return Iterator(batch: batch, feeder: Feeder(tasks, into: batch), isOrdered: isOrdered)
    }

    /// The iterator of outcomes; when it is let go of, what is under way for it is cancelled.
    public struct Iterator: AsyncIteratorProtocol {
        private let batch: Batch<Worker>
        private let feeder: Feeder
        private var order: OutcomeOrder<Worker>

        init(batch: Batch<Worker>, feeder: Feeder, isOrdered: Bool) {
            self.batch = batch
            self.feeder = feeder
            order = OutcomeOrder(isOrdered: isOrdered)
        }

        /// Waits for the next outcome; nil when the source has ended and every task has had its own.
        ///
        /// - Throws: What the source threw, after the outcomes of the tasks before; a ``PoolFailure`` when the pool
        ///   cannot go on; or `CancellationError`.
        public mutating func next() async throws -> TaskOutcome<Worker>? {
            while true {
                if let outcome = try order.takeNext() {
                    feeder.gate.leave()
                    return outcome
                }
                if let end = feeder.end, order.received == end.submitted {
                    if let error = end.error { throw error }
                    return nil
                }
                // The feeder's own message that the source has ended carries no outcome.
                order.add(try await batch.take())
            }
        }
    }

    /// Reads the source and hands its tasks to the pool, within the window.
    final class Feeder: Sendable {
        struct End: Sendable {
            var submitted: Int
            var error: (any Error)?
        }

        let gate: Gate
        private let state: EndState
        private let reading: Task<Void, Never>

        var end: End? { state.end.withLock { $0 } }

        // Shared with the reading task, which must not keep the feeder alive.
        private final class EndState: Sendable {
            let end = Mutex<End?>(nil)
        }

        init(_ tasks: Tasks, into batch: Batch<Worker>) {
            let gate = Gate(places: batch.window)
            let state = EndState()
            self.gate = gate
            self.state = state
            reading = Task {
                var submitted = 0
                var failure: (any Error)?
                do {
                    for try await task in tasks {
                        try await gate.enter()
                        var chunk = ChunkBuilder<Worker>()
                        _ = try chunk.add(task)
                        batch.submit([batch.submission(chunk, firstIndex: submitted)])
                        submitted += 1
                    }
                } catch {
                    failure = error
                }
                state.end.withLock { [submitted, failure] in $0 = End(submitted: submitted, error: failure) }
                batch.wake()
            }
        }

        deinit { reading.cancel() }
    }
}
