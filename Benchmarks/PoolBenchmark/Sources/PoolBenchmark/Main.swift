import PagePool

/// A worker that does nothing, so that what is measured is the pool.
struct Echo: PoolWorker {
    struct Failure: Error, Codable {}
    typealias Setup = Int
    typealias Task = Int
    typealias Output = Int

    init(setup: Int) {}

    func run(_ task: Int) -> Int { task }
}

/// Measures what a task costs that costs nothing, and how long one takes there and back.
@main
struct Main {
    static func main() async throws {
        if CommandLine.arguments.dropFirst().first == "worker" { WorkerProcess.run(Echo.self) }
        let configuration = PoolConfiguration(command: .thisProgram(arguments: ["worker"]), processes: 2)
        try await withPool(of: Echo.self, setup: 0, configuration: configuration) { pool in
            _ = try await pool.map(0..<1000)
            try await throughput(pool, tasks: 100_000)
            try await roundTrip(pool, rounds: 5000)
        }
    }

    private static func throughput(_ pool: Pool<Echo>, tasks: Int) async throws {
        let start = ContinuousClock.now
        var sum = 0
        for try await outcome in pool.imapUnordered(0..<tasks) { sum += try outcome.result.get() }
        let seconds = start.duration(to: .now) / .seconds(1)
        precondition(sum == tasks * (tasks - 1) / 2, "an outcome is missing or wrong")
        print("no-op tasks, unordered, 2 workers: \(Int(Double(tasks) / seconds)) a second")
    }

    private static func roundTrip(_ pool: Pool<Echo>, rounds: Int) async throws {
        var times: [Duration] = []
        for number in 0..<rounds {
            let start = ContinuousClock.now
            _ = try await pool.apply(number)
            times.append(start.duration(to: .now))
        }
        let median = times.sorted()[rounds / 2] / .microseconds(1)
        print("one task there and back, median: \(Int(median)) microseconds")
    }
}
