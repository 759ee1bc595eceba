/// Turns what the supervisor delivers into outcomes, and holds them back until it is their turn, where the order matters.
@usableFromInline
struct OutcomeOrder<Worker: PoolWorker> {
    @usableFromInline let isOrdered: Bool
    /// What is being taken apart.
    @usableFromInline var current = Batch<Worker>.Delivery()
    @usableFromInline var run: ValueRun?
    @usableFromInline var attempts = 0
    /// Outcomes that wait for nothing but being taken.
    @usableFromInline var left = 0
    /// Deliveries whose turn has not come yet, by the index of their first task.
    @usableFromInline var early: [Int: Batch<Worker>.Delivery] = [:]
    @usableFromInline var received = 0
    @usableFromInline var given = 0

    @usableFromInline
    init(isOrdered: Bool) {
        self.isOrdered = isOrdered
    }

    /// Takes a delivery; call it only when ``takeNext()`` has nothing.
    @usableFromInline
    mutating func add(_ delivery: Batch<Worker>.Delivery) {
        received += delivery.raw.count
        let index = delivery.firstIndex + delivery.place
        if isOrdered, index != given, delivery.raw.count > 0 {
            early[index] = delivery
        } else {
            start(delivery)
        }
    }

    @usableFromInline
    mutating func start(_ delivery: Batch<Worker>.Delivery) {
        current = delivery
        left = delivery.raw.count
        if case .values(let values) = delivery.raw { (run, attempts) = (values, values.attempts) } else { run = nil }
    }

    /// Takes the outcome whose turn it is, if it is there.
    ///
    /// - Throws: A ``PoolFailure`` that is the outcome of all.
    @inlinable
    mutating func takeNext() throws -> TaskOutcome<Worker>? {
        if left == 0 {
            guard isOrdered, let delivery = early.removeValue(forKey: given) else { return nil }
            start(delivery)
        }
        let place = current.place
        let index = current.firstIndex + place
        let number = current.firstNumber + UInt64(place)
        let task = current.tasks[place]
        defer {
            current.place += 1
            left -= 1
            given += 1
        }
        if run != nil, let (message, nanoseconds) = run?.takeNext() {
            return TaskOutcome(
                index: index, number: number, task: task, value: message, attempts: attempts,
                nanoseconds: nanoseconds)
        }
        guard case .single(let outcomes) = current.raw else { return nil }
        return try TaskOutcome(index: index, number: number, task: task, raw: outcomes[outcomes.count - left])
    }
}

extension RawOutcomes {
    var count: Int {
        switch self {
        case .single(let outcomes): outcomes.count
        case .values(let values): values.count
        }
    }

    /// The first one; there must be one.
    var first: RawOutcome {
        switch self {
        case .single(let outcomes): outcomes[0]
        case .values(var values):
            {
                let (message, nanoseconds) = values.takeNext()
                return RawOutcome(result: .value(message, []), attempts: values.attempts, nanoseconds: nanoseconds)
            }()
        }
    }

    /// What all the tasks took together.
    var nanoseconds: UInt64 {
        switch self {
        case .single(let outcomes):
            outcomes.reduce(0) { $0 + $1.nanoseconds }
        case .values(let values): values.nanoseconds
        }
    }
}
