import PagePool

/// What it costs to start workers.
enum Lifecycle {
    /// The median time in milliseconds from making a pool to its first result.
    static func start(processes: Int, by method: StartMethod) async throws -> Double {
        try await Timing.median(of: 10) { _ in
            let start = ContinuousClock.now
            return try await Echo.withPool(processes: processes, startMethod: method) { pool in
                _ = try await pool.apply(0).result.get()
                return start.duration(to: .now)
            }
        } * 1e3
    }

    /// The median time in milliseconds from giving the only worker a task it dies of to the next task's result.
    static func replace() async throws -> Double {
        try await Echo.withPool(processes: 1) { pool in
            _ = try await pool.apply(0).result.get()
            return try await Timing.median(of: 10) { _ in
                let start = ContinuousClock.now
                let death = try await pool.apply(Echo.deadly)
                guard case .failure(.workerDied) = death.result else { fatalError("the worker has survived") }
                _ = try await pool.apply(0).result.get()
                return start.duration(to: .now)
            } * 1e3
        }
    }

    /// The time in milliseconds that a task takes when each has a process of its own.
    static func fresh(processes: Int, by method: StartMethod) async throws -> Double {
        let share = method == .forkServer ? nil : 1
        return try await Echo.withPool(processes: processes, startMethod: method, tasksPerWorker: share) { pool in
            try await 1e3
                / Timing.rate(startingWith: 20) { count in
                    var sum = 0
                    for try await outcome in pool.imapUnordered(0..<count) { sum += try outcome.result.get() }
                    precondition(sum == count * (count - 1) / 2, "an outcome is missing or wrong")
                }
        }
    }
}
