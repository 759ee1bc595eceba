import PagePool

/// One long run of a pool, with its findings.
struct Soak {
    let method: StartMethod
    let tasks: Int
    let seed: UInt64

    /// Bytes by which the supervisor may grow between a tenth of the tasks and the last, beyond a tenth.
    private static let slack = 8 << 20

    /// Runs all tasks.
    ///
    /// - Returns: A report, and whether all was as it should be.
    func run() async throws -> (report: String, isGood: Bool) {
        // Once, so that the descriptors of the language's own timers are there before.
        try await Task.sleep(for: .milliseconds(1))
        let descriptorsBefore = ProcessState.descriptors
        let start = ContinuousClock.now
        var tally = Tally(tasks: tasks)
        var (early, late) = (0, 0)
        let statistics = try await withPool(of: Sufferer.self, setup: 0, configuration: configuration) { pool in
            let reports = Reports()
            let ordeals = Ordeals(seed: seed, count: tasks)
            for try await outcome in pool.imapUnordered(ordeals, onProgress: { index, _ in reports.add(index) }) {
                tally.add(outcome, reports: reports.take(outcome.index))
                if tally.outcomes == max(tasks / 10, 1) { early = ProcessState.residentMemory }
            }
            late = ProcessState.residentMemory
            return pool.statistics
        }
        let elapsed = start.duration(to: .now)
        tally.close()
        check(statistics, &tally)
        if late > early + early / 10 + Self.slack {
            tally.note("the supervisor has grown from \(early) to \(late) bytes")
        }
        if ProcessState.hasChildren { tally.note("a child is left") }
        let descriptors = try await Self.descriptors(notMoreThan: descriptorsBefore.count)
        if descriptors.count > descriptorsBefore.count {
            tally.note("descriptors are left: \(descriptorsBefore) has become \(descriptors)")
        }
        return (report(tally, statistics, memory: (early, late), elapsed), tally.faultCount == 0)
    }

    private var configuration: PoolConfiguration {
        var configuration = PoolConfiguration(
            command: .thisProgram(arguments: ["worker"]), processes: 4, taskTimeLimit: Ordeal.timeLimit)
        configuration.startMethod = method
        // One in a hundred dies; by chance some do so in a row.
        configuration.restartIntensity.deaths = 1000
        return configuration
    }

    /// The descriptors that are open when the pool's thread has put down what it had, or after a second.
    private static func descriptors(notMoreThan expected: Int) async throws -> [String] {
        let deadline = ContinuousClock.now + .seconds(1)
        while ProcessState.descriptors.count > expected, .now < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        return ProcessState.descriptors
    }

    private func check(_ statistics: PoolStatistics, _ tally: inout Tally) {
        if statistics.succeeded + statistics.failed != tasks {
            tally.note("the pool has counted \(statistics.succeeded) and \(statistics.failed) tasks")
        }
        if statistics.counters[0] != tally.ordersToCount {
            tally.note("the workers have counted \(statistics.counters[0]) instead of \(tally.ordersToCount)")
        }
    }

    private func report(
        _ tally: Tally, _ statistics: PoolStatistics, memory: (early: Int, late: Int), _ elapsed: Duration
    ) -> String {
        let kinds = tally.kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        var lines = [
            "\(method): \(tally.outcomes) outcomes of \(tasks) tasks in \(elapsed.components.seconds) s",
            "  \(kinds)",
            "  \(statistics.deaths) deaths; the supervisor's memory at a tenth of the tasks \(memory.early >> 10) KiB, "
                + "at the end \(memory.late >> 10) KiB",
        ]
        lines += tally.faults.map { "  FAULT: \($0)" }
        let unnamed = tally.faultCount - tally.faults.count
        if unnamed > 0 { lines.append("  and \(unnamed) faults more") }
        return lines.joined(separator: "\n")
    }
}

/// So many ordeals, made as they are taken.
private struct Ordeals: Sequence, IteratorProtocol, Sendable {
    private var generator: SplitMix
    private var left: Int

    init(seed: UInt64, count: Int) {
        generator = SplitMix(seed: seed)
        left = count
    }

    mutating func next() -> Ordeal? {
        guard left > 0 else { return nil }
        left -= 1
        guard let ordeal = try? Ordeal(using: &generator) else { fatalError("no shared memory can be made") }
        return ordeal
    }
}
