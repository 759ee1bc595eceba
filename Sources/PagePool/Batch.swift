internal import Synchronization

/// The tasks of one iteration: where their outcomes arrive, and what cancels them together.
///
/// When nobody holds it any more, what is left of it is cancelled.
final class Batch<Worker: PoolWorker>: Sendable {
    /// An outcome on its way to the consumer; without one, only the news that something has changed.
    struct Delivery: Sendable {
        var index = 0
        var task: Worker.Task?
        var raw: RawOutcome?
    }

    let window: Int
    private let handle: SupervisorHandle
    private let mailbox = Mailbox<Delivery>()
    private let mark = CancellationMark()

    init(pool: Pool<Worker>) {
        handle = pool.handle
        window = pool.window
    }

    deinit { handle.cancel(mark) }

    func submission(_ task: Worker.Task, index: Int) throws -> Submission {
        // Not the batch itself, which would then live as long as its tasks.
        let mailbox = mailbox
        return Submission(payload: try MessageEncoder.encode(task), mark: mark) { raw in
            mailbox.put(Delivery(index: index, task: task, raw: raw))
        }
    }

    /// Lets a waiting consumer look again, without an outcome.
    func wake() {
        mailbox.put(Delivery())
    }

    func submit(_ submissions: [Submission]) {
        if !submissions.isEmpty { handle.submit(submissions) }
    }

    /// Waits for the next outcome.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled.
    func take() async throws -> Delivery {
        try await mailbox.take()
    }
}

/// Where the supervisor puts things and one consumer takes them.
final class Mailbox<Item: Sendable>: Sendable {
    private struct State {
        var items = Deque<Item>()
        var waiter: CheckedContinuation<Item, any Error>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    func put(_ item: Item) {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.items.append(item) }
            return state.waiter
        }
        waiter?.resume(returning: item)
    }

    func take() async throws -> Item {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ready = state.withLock { state -> Result<Item, any Error>? in
                    if state.isCancelled { return .failure(CancellationError()) }
                    if !state.items.isEmpty { return .success(state.items.removeFirst()) }
                    state.waiter = continuation
                    return nil
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.isCancelled = true
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
    }
}

/// What tasks look at to know that nobody wants them any more.
final class CancellationMark: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() { flag.store(true, ordering: .releasing) }
}
