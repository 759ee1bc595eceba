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
        /// What the supervisor sleeps for, if it does.
        var sleep: Sleep?
    }

    /// What the supervisor has to be woken for, which costs both sides a system call.
    enum Sleep {
        /// All that comes.
        case forTasks
        /// Not for tasks: no worker could take one before it has rung or died.
        case forOrders
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
        let (refusal, isAwaited) = inbox.withLock { inbox -> (RawOutcome.Result?, Bool) in
            if let refusal = inbox.refusal { return (refusal, false) }
            if inbox.ending != nil { return (.cancelled, false) }
            inbox.submissions.append(contentsOf: submissions)
            defer { if inbox.sleep == .forTasks { inbox.sleep = nil } }
            return (nil, inbox.sleep == .forTasks)
        }
        if isAwaited { wake() }
        guard let refusal else { return }
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

    /// Takes what has come; from then on the supervisor needs not be woken until it sleeps.
    func take() -> (submissions: [Submission], hasCancellations: Bool, ending: Ending?) {
        inbox.withLock { inbox in
            defer {
                inbox.submissions = []
                inbox.hasCancellations = false
                inbox.sleep = nil
            }
            return (inbox.submissions, inbox.hasCancellations, inbox.ending)
        }
    }

    /// Announces that the supervisor is about to sleep.
    ///
    /// - Returns: Whether it may; if not, there is something to take that it would sleep for.
    func fallAsleep(_ sleep: Sleep) -> Bool {
        inbox.withLock { inbox in
            // What else can come has rung, and the poll ends at once.
            guard sleep == .forOrders || inbox.submissions.isEmpty else { return false }
            inbox.sleep = sleep
            return true
        }
    }

    /// Takes note of having been woken.
    func noteWakeUp() {
        var count: UInt64 = 0
        read(wakeUp, &count, 8)
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
