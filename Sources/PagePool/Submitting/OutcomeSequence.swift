/// The outcomes of a sequence of tasks, each exactly once.
///
/// Tasks are taken from their source as outcomes are taken from this sequence, so that an endless source never piles
/// up. It can be iterated once. When the iteration ends early, what is under way for it is cancelled, and the workers
/// that run its tasks are killed.
public struct OutcomeSequence<Worker: PoolWorker, Tasks: Sequence & Sendable>: AsyncSequence, Sendable
where Tasks.Element == Worker.Task {
    /// What is iterated over.
    public typealias Element = TaskOutcome<Worker>

    let pool: Pool<Worker>
    let tasks: Tasks
    let options: TaskOptions<Worker>
    /// Whether outcomes come in the order of their tasks.
    let isOrdered: Bool

    /// Begins an iteration; tasks are given to the pool from its first step on.
    public func makeAsyncIterator() -> Iterator {
        Iterator(
            batch: Batch(pool: pool, options: options), tasks: tasks.makeIterator(), options: options,
            isOrdered: isOrdered)
    }

    /// The iterator of outcomes; when it is let go of, what is under way for it is cancelled.
    public struct Iterator: AsyncIteratorProtocol {
        @usableFromInline let batch: Batch<Worker>
        @usableFromInline var tasks: Tasks.Iterator
        @usableFromInline var sizer: ChunkSizer
        /// A task that did not fit into the chunk before.
        @usableFromInline var held: Worker.Task?
        @usableFromInline var order: OutcomeOrder<Worker>
        @usableFromInline var submitted = 0

        init(batch: Batch<Worker>, tasks: Tasks.Iterator, options: TaskOptions<Worker>, isOrdered: Bool) {
            self.batch = batch
            self.tasks = tasks
            // Weights are for tasks that are worth weighing.
            sizer = ChunkSizer(fixed: options.weight == nil ? options.chunkSize : 1)
            order = OutcomeOrder(isOrdered: isOrdered)
        }

        /// Waits for the next outcome; nil when every task has had its own.
        ///
        /// - Throws: A ``PoolFailure`` when the pool cannot go on, an encoding error for a task, or
        ///   `CancellationError`.
        @inlinable
        public mutating func next() async throws -> TaskOutcome<Worker>? {
            try await next(isolation: nil)
        }

        /// Does the same without leaving the caller's actor, which `for await` would do once for each outcome.
        @inlinable
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(any Error) -> TaskOutcome<Worker>? {
            while true {
                if let outcome = try order.takeNext() { return outcome }
                try topUp()
                guard order.received < submitted else { return nil }
                let delivery = try await batch.take()
                sizer.learn(from: delivery.raw)
                order.add(delivery)
            }
        }

        /// Hands tasks to the pool until its window is full; what is held back for its turn counts too.
        @inlinable
        mutating func topUp() throws {
            let window = batch.window * sizer.size
            // In lots, so that the supervisor is not woken for every task.
            guard submitted - order.given <= window / 2 else { return }
            var lot: [Submission] = []
            while submitted - order.given < window {
                let chunk = try nextChunk()
                guard !chunk.isEmpty else { break }
                lot.append(batch.submission(chunk, firstIndex: submitted))
                submitted += chunk.tasks.count
            }
            batch.submit(lot)
        }

        @inlinable
        mutating func nextChunk() throws -> ChunkBuilder<Worker> {
            var chunk = ChunkBuilder<Worker>()
            while chunk.tasks.count < sizer.size, let task = held ?? tasks.next() {
                held = nil
                guard try chunk.add(task) else {
                    held = task
                    break
                }
            }
            return chunk
        }
    }
}
