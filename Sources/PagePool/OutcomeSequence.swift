internal import Synchronization

/// The outcomes of a sequence of tasks, each exactly once, as they come.
///
/// It can be iterated once. When iteration stops early, tasks already given to the pool go on until the pool ends.
public struct OutcomeSequence<Worker: PoolWorker, Tasks: Sequence & Sendable>: AsyncSequence, Sendable
where Tasks.Element == Worker.Task {
    public typealias Element = TaskOutcome<Worker>

    let pool: Pool<Worker>
    let tasks: Tasks

    public func makeAsyncIterator() -> Iterator {
        Iterator(pool: pool, tasks: tasks.makeIterator())
    }

    public struct Iterator: AsyncIteratorProtocol {
        private let pool: Pool<Worker>
        private var tasks: Tasks.Iterator
        private let mailbox = Mailbox()
        // The tasks given to the pool whose outcomes have not been taken.
        private var underWay: [Int: Worker.Task] = [:]
        private var nextIndex = 0

        init(pool: Pool<Worker>, tasks: Tasks.Iterator) {
            self.pool = pool
            self.tasks = tasks
        }

        /// Waits for the next outcome; nil when every task has had its own.
        ///
        /// - Throws: A ``PoolFailure`` when the pool cannot go on.
        public mutating func next() async throws -> TaskOutcome<Worker>? {
            try topUp()
            guard !underWay.isEmpty else { return nil }
            let (index, raw) = await mailbox.take()
            guard let task = underWay.removeValue(forKey: index) else { return nil }
            return try TaskOutcome(index: index, task: task, raw: raw)
        }

        private mutating func topUp() throws {
            // In lots, so that the supervisor is not woken for every task.
            guard underWay.count <= pool.window / 2 else { return }
            var submissions: [Submission] = []
            while underWay.count < pool.window, let task = tasks.next() {
                let index = nextIndex
                let mailbox = mailbox
                submissions.append(
                    Submission(payload: try MessageEncoder.encode(task)) { mailbox.put(index, $0) })
                underWay[index] = task
                nextIndex += 1
            }
            if !submissions.isEmpty { pool.handle.submit(submissions) }
        }
    }
}

/// Where the supervisor puts outcomes and one consumer takes them.
final class Mailbox: Sendable {
    private struct State {
        var outcomes = Deque<(Int, RawOutcome)>()
        var waiter: CheckedContinuation<(Int, RawOutcome), Never>?
    }

    private let state = Mutex(State())

    func put(_ index: Int, _ outcome: RawOutcome) {
        let waiter = state.withLock { state in
            if let waiter = state.waiter {
                state.waiter = nil
                return Optional(waiter)
            }
            state.outcomes.append((index, outcome))
            return nil
        }
        waiter?.resume(returning: (index, outcome))
    }

    func take() async -> (Int, RawOutcome) {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> (Int, RawOutcome)? in
                if !state.outcomes.isEmpty { return state.outcomes.removeFirst() }
                state.waiter = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}
