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

/// Lets so many pass and makes the next one wait until half of them have left.
///
/// One at a time may wait. It is not woken for each that leaves, because then it would be woken for every task.
final class Gate: Sendable {
    private struct State {
        var free: Int
        var isAwaited = false
    }

    private let state: Mutex<State>
    private let enough: Int
    private let opening = Mailbox<Void>()

    init(places count: Int) {
        state = Mutex(State(free: count))
        enough = max(1, count / 2)
    }

    /// - Throws: `CancellationError` when the calling task is cancelled while it waits.
    func enter() async throws {
        let mayPass = state.withLock { state in
            state.isAwaited = state.free == 0
            // Whoever wakes the one that waits leaves the place to it.
            if state.free > 0 { state.free -= 1 }
            return !state.isAwaited
        }
        if !mayPass { try await opening.take() }
    }

    func leave() {
        let opens = state.withLock { state in
            state.free += 1
            guard state.isAwaited, state.free >= enough else { return false }
            state.free -= 1
            state.isAwaited = false
            return true
        }
        if opens { opening.put(()) }
    }
}

/// What tasks look at to know that nobody wants them any more.
final class CancellationMark: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .acquiring) }

    func cancel() { flag.store(true, ordering: .releasing) }
}
