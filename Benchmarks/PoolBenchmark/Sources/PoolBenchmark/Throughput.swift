import PagePool

/// What tasks cost that cost nothing.
enum Throughput {
    /// Tasks a second, unordered.
    ///
    /// - Parameter chunkSize: How many go to a worker at once; nil to let the pool choose.
    static func unordered(processes: Int, chunkSize: Int?) async throws -> Double {
        try await Echo.withPool(processes: processes) { pool in
            try await Timing.rate(startingWith: 1000) { count in
                var sum = 0
                for try await outcome in pool.imapUnordered(0..<count, chunkSize: chunkSize) {
                    sum += try outcome.result.get()
                }
                precondition(sum == count * (count - 1) / 2, "an outcome is missing or wrong")
            }
        }
    }

    /// The median time in microseconds that one task takes there and back when nothing else is under way.
    static func roundTrip(processes: Int) async throws -> Double {
        try await Echo.withPool(processes: processes) { pool in
            try await Timing.median(of: 3000) { number in
                let start = ContinuousClock.now
                _ = try await pool.apply(number).result.get()
                return start.duration(to: .now)
            } * 1e6
        }
    }
}
