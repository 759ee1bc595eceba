/// Holds outcomes back until it is their turn, where the order matters.
struct OutcomeOrder<Worker: PoolWorker> {
    private let isOrdered: Bool
    /// Those whose turn it is.
    private var ready: [TaskOutcome<Worker>] = []
    private var next = 0
    /// Those that came too early, by index.
    private var early: [Int: TaskOutcome<Worker>] = [:]
    private(set) var received = 0
    private(set) var given = 0

    init(isOrdered: Bool) {
        self.isOrdered = isOrdered
    }

    mutating func add(_ outcome: TaskOutcome<Worker>) {
        received += 1
        guard isOrdered, outcome.index != due else { return ready.append(outcome) }
        early[outcome.index] = outcome
    }

    /// The index whose turn comes after those that are ready.
    private var due: Int { given + ready.count - next }

    /// Takes the outcome whose turn it is, if it is there.
    mutating func takeNext() -> TaskOutcome<Worker>? {
        if next == ready.count {
            ready.removeAll(keepingCapacity: true)
            next = 0
            while let outcome = early.removeValue(forKey: due) { ready.append(outcome) }
            if ready.isEmpty { return nil }
        }
        defer {
            next += 1
            given += 1
        }
        return ready[next]
    }
}
