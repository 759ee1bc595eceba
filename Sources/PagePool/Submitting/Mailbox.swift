internal import Synchronization

/// Where some put things and one consumer takes them, in order.
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

    /// Waits for the next thing; one at a time may wait.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled, then and from then on.
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

/// Lets so many pass and makes the others wait until some have left.
struct Gate: Sendable {
    /// The free places.
    private let places = Mailbox<Void>()

    init(places count: Int) {
        for _ in 0..<count { places.put(()) }
    }

    func enter() async throws { try await places.take() }
    func leave() { places.put(()) }
}

/// What tasks look at to know that nobody wants them any more.
final class CancellationMark: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() { flag.store(true, ordering: .releasing) }
}
