/// The outcomes of a sequence of tasks, each exactly once.
///
/// Tasks are taken from their source as outcomes are taken from this sequence, so that an endless source never piles up.
/// It can be iterated once. When the iteration ends early, what is under way for it is cancelled.
public struct OutcomeSequence<Worker: PoolWorker, Tasks: Sequence & Sendable>: AsyncSequence, Sendable
where Tasks.Element == Worker.Task {
    public typealias Element = TaskOutcome<Worker>

    let pool: Pool<Worker>
    let tasks: Tasks
    /// Whether outcomes come in the order of their tasks.
    let isOrdered: Bool

    public func makeAsyncIterator() -> Iterator {
        Iterator(batch: Batch(pool: pool), tasks: tasks.makeIterator(), isOrdered: isOrdered)
    }

    public struct Iterator: AsyncIteratorProtocol {
        private let batch: Batch<Worker>
        private var tasks: Tasks.Iterator
        private var order: OutcomeOrder<Worker>
        private var submitted = 0

        init(batch: Batch<Worker>, tasks: Tasks.Iterator, isOrdered: Bool) {
            self.batch = batch
            self.tasks = tasks
            order = OutcomeOrder(isOrdered: isOrdered)
        }

        /// Waits for the next outcome; nil when every task has had its own.
        ///
        /// - Throws: A ``PoolFailure`` when the pool cannot go on, or `CancellationError`.
        public mutating func next() async throws -> TaskOutcome<Worker>? {
            while true {
                if let outcome = order.next() { return outcome }
                try topUp()
                guard order.received < submitted else { return nil }
                let delivery = try await batch.take()
                guard let task = delivery.task, let raw = delivery.raw else { continue }
                order.add(try TaskOutcome(index: delivery.index, task: task, raw: raw))
            }
        }

        private mutating func topUp() throws {
            // In lots, so that the supervisor is not woken for every task; what is held back for its turn counts too.
            guard submitted - order.given <= batch.window / 2 else { return }
            var lot: [Submission] = []
            while submitted - order.given < batch.window, let task = tasks.next() {
                lot.append(try batch.submission(task, index: submitted))
                submitted += 1
            }
            batch.submit(lot)
        }
    }
}

/// Holds outcomes back until it is their turn, where the order matters.
struct OutcomeOrder<Worker: PoolWorker> {
    let isOrdered: Bool
    private var held: [Int: TaskOutcome<Worker>] = [:]
    private(set) var received = 0
    private(set) var given = 0

    init(isOrdered: Bool) {
        self.isOrdered = isOrdered
    }

    mutating func add(_ outcome: TaskOutcome<Worker>) {
        // Without an order, each has its turn as it comes.
        held[isOrdered ? outcome.index : received] = outcome
        received += 1
    }

    mutating func next() -> TaskOutcome<Worker>? {
        guard let outcome = held.removeValue(forKey: given) else { return nil }
        given += 1
        return outcome
    }
}
