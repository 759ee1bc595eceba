import PagePool

/// What it costs to start workers.
enum Lifecycle {
    /// The median time in milliseconds from making a pool to its first result.
    static func start(processes: Int) async throws -> Double {
        try await Timing.median(of: 10) { _ in
            let start = ContinuousClock.now
            return try await Echo.withPool(processes: processes) { pool in
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
}
