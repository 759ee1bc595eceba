/// How the figures are taken from the clock.
enum Timing {
    /// About what one measurement of a rate takes.
    private static let seconds = 1.2

    /// How many a second `run` does of what it does so many times.
    ///
    /// Shorter runs go first, to warm up and to find out how many make a measurement.
    static func rate(startingWith first: Int, _ run: (Int) async throws -> Void) async throws -> Double {
        var count = first
        while true {
            let start = ContinuousClock.now
            try await run(count)
            let elapsed = start.duration(to: .now) / .seconds(1)
            if elapsed > seconds / 2 { return Double(count) / elapsed }
            count = Int(Double(count) * min(10, seconds / elapsed)) + 1
        }
    }

    /// The median of so many durations in seconds.
    static func median(of count: Int, _ measure: (Int) async throws -> Duration) async rethrows -> Double {
        var durations: [Duration] = []
        for number in 0..<count { durations.append(try await measure(number)) }
        durations.sort()
        return (durations[(count - 1) / 2] + durations[count / 2]) / .seconds(2)
    }
}
