internal import CPagePool
internal import Glibc
internal import Synchronization

/// The way from any task to the supervisor's thread.
final class SupervisorHandle: Sendable {
    /// How the pool shall end.
    enum Ending: Sendable {
        /// When all tasks have their outcome.
        case graceful
        /// Now; what is unfinished is cancelled.
        case immediate
    }

    private struct Inbox {
        var submissions: [Submission] = []
        var ending: Ending?
        var hasCancellations = false
        /// What comes of submissions after the end.
        var refusal: RawOutcome.Result?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let inbox = Mutex(Inbox())
    private let counts = Mutex(PoolCounts())
    private let nextNumber = Atomic<UInt64>(0)
    /// An eventfd that wakes the supervisor.
    let wakeUp: Int32

    init() {
        wakeUp = cpagepool_eventfd()
        precondition(wakeUp >= 0, "the system has no descriptor left for the pool's eventfd")
    }

    deinit { close(wakeUp) }

    /// Hands tasks to the supervisor.
    ///
    /// Once the pool's end has begun they are cancelled at once.
    func submit(_ submissions: [Submission]) {
        let refusal = inbox.withLock { inbox -> RawOutcome.Result? in
            if let refusal = inbox.refusal { return refusal }
            if inbox.ending != nil { return .cancelled }
            inbox.submissions.append(contentsOf: submissions)
            return nil
        }
        guard let refusal else { return wake() }
        for submission in submissions { submission.refuse(refusal) }
    }

    /// Numbers for so many tasks, which nobody else gets.
    func numbers(_ count: Int) -> UInt64 {
        nextNumber.add(UInt64(count), ordering: .relaxed).oldValue
    }

    /// Cancels all submissions with this mark that have no outcome yet.
    func cancel(_ mark: CancellationMark) {
        mark.cancel()
        inbox.withLock { $0.hasCancellations = true }
        wake()
    }

    func end(_ ending: Ending) {
        inbox.withLock { inbox in
            if inbox.ending != .immediate { inbox.ending = ending }
        }
        wake()
    }

    /// Suspends until the supervisor has reaped its last worker.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = inbox.withLock { inbox in
                if inbox.refusal == nil { inbox.waiters.append(continuation) }
                return inbox.refusal != nil
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// What has been done so far.
    func statistics() -> PoolStatistics {
        counts.withLock { $0 }.snapshot()
    }

    // MARK: - The supervisor's side

    func count(_ change: (inout PoolCounts) -> Void) {
        counts.withLock { change(&$0) }
    }

    func take() -> (submissions: [Submission], hasCancellations: Bool, ending: Ending?) {
        var count: UInt64 = 0
        read(wakeUp, &count, 8)
        return inbox.withLock { inbox in
            defer {
                inbox.submissions = []
                inbox.hasCancellations = false
            }
            return (inbox.submissions, inbox.hasCancellations, inbox.ending)
        }
    }

    /// Refuses further submissions and wakes those who wait; returns what came in last.
    func finish(refusing refusal: RawOutcome.Result) -> [Submission] {
        let (waiters, rest) = inbox.withLock { inbox in
            defer {
                inbox.waiters = []
                inbox.submissions = []
            }
            inbox.refusal = refusal
            return (inbox.waiters, inbox.submissions)
        }
        for waiter in waiters { waiter.resume() }
        return rest
    }

    private func wake() {
        var one: UInt64 = 1
        write(wakeUp, &one, 8)
    }
}
