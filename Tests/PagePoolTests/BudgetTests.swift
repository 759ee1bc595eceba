import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Tasks that share a budget", .timeLimit(.minutes(5)))
struct BudgetTests {
    private func configuration(
        _ method: StartMethod = .spawn, processes: Int = 4, budget: Int
    ) -> PoolConfiguration {
        var configuration = TestPool.featureConfiguration(method, processes: processes)
        configuration.budget = budget
        return configuration
    }

    /// A task that notes its beginning and its end, and weighs as much as its name says.
    private func task(weighing weight: Int, log: ScratchPath, waitingFor path: String) -> Feature {
        .enter(log: log.path, name: String(weight), path: path)
    }

    private static let weight: @Sendable (Feature) -> Int = { feature in
        if case .enter(_, let name, _) = feature { Int(name) ?? 0 } else { 0 }
    }

    /// The most that was in workers' hands at a time, by what the tasks have noted.
    private func peak(_ log: String) -> Int {
        var (now, most) = (0, 0)
        for line in log.split(separator: "\n") {
            now += Int(line) ?? 0
            most = max(most, now)
        }
        return most
    }

    @Test("Tasks that run together never weigh more than the budget", arguments: [StartMethod.spawn, .forkServer])
    func neverExceeded(method: StartMethod) async throws {
        let log = ScratchPath(), open = ScratchPath()
        open.create()
        let weights = (0..<150).map { [1, 2, 3, 5, 8, 10][$0 * 7 % 6] }
        let features = weights.map { task(weighing: $0, log: log, waitingFor: open.path) }
        let outcomes = try await TestPool.withFeatures(configuration(method, budget: 10)) { pool in
            try await pool.map(features, weight: Self.weight)
        }
        #expect(outcomes.allSatisfy { $0.kind == "value 0" })
        #expect(log.text.split(separator: "\n").count == 300)
        #expect(peak(log.text) <= 10)
    }

    @Test("As many run together as the budget has room for")
    func used() async throws {
        let log = ScratchPath(), go = ScratchPath()
        let features = Array(repeating: task(weighing: 3, log: log, waitingFor: go.path), count: 6)
        try await TestPool.withFeatures(configuration(budget: 10)) { pool in
            // Three fit; they wait for each other here, or else this would never end.
            var running: [TaskHandle<FeatureWorker>] = []
            for feature in features[..<3] { running.append(try await pool.begin(feature, weight: 3)) }
            running += try features[3...].map { try pool.applyAsync($0, weight: 3) }
            go.create()
            for handle in running { _ = try await handle.value }
        }
        #expect(peak(log.text) == 9)
    }

    @Test("What waits in a worker counts as well as what runs")
    func prefetched() async throws {
        let log = ScratchPath(), go = ScratchPath()
        var configuration = configuration(processes: 1, budget: 10)
        configuration.prefetch = 5
        let outcomes = try await TestPool.withFeatures(configuration) { pool in
            let heavy = try await pool.begin(.enter(log: log.path, name: "10", path: go.path), weight: 10)
            let light = try (0..<10).map { try pool.applyAsync(.echo($0), weight: 1) }
            #expect(!light.contains { $0.isReady })
            go.create()
            var outcomes = [try await heavy.outcome]
            for handle in light { outcomes.append(try await handle.outcome) }
            return outcomes
        }
        #expect(outcomes.map(\.kind) == ["value 0"] + (0..<10).map { "value \($0)" })
    }

    @Test("A task heavier than the whole budget fails at once, and others go on")
    func tooHeavy() async throws {
        let go = ScratchPath()
        try await TestPool.withFeatures(configuration(processes: 1, budget: 10)) { pool in
            let running = try await pool.begin(.count(addend: 1, counter: 0, path: go.path), weight: 10)
            // It does not wait for what runs.
            let heavy = try await pool.apply(.echo(1), weight: 11)
            guard case .failure(.tooHeavy(weight: 11, budget: 10)) = heavy.result else {
                Issue.record("the task ended otherwise: \(heavy.kind)")
                return
            }
            #expect(heavy.attempts == 0)
            #expect(!running.isReady)
            go.create()
            let kinds = [try await running.outcome.kind, try await pool.apply(.echo(2), weight: 10).kind]
            #expect(kinds == ["value 0", "value 2"])
        }
    }

    @Test("Light tasks that come later do not overtake a heavy one for ever")
    func notStarved() async throws {
        let log = ScratchPath(), first = ScratchPath(), go = ScratchPath()
        go.create()
        try await TestPool.withFeatures(configuration(processes: 2, budget: 10)) { pool in
            let blocking = try await pool.begin(task(weighing: 1, log: log, waitingFor: first.path), weight: 1)
            let heavy = try pool.applyAsync(task(weighing: 10, log: log, waitingFor: go.path), weight: 10)
            // There would be a worker and room enough for each of these, but it is not their turn.
            let light = try (0..<50).map { _ in
                try pool.applyAsync(task(weighing: 2, log: log, waitingFor: go.path), weight: 2)
            }
            first.create()
            for handle in [blocking, heavy] + light { _ = try await handle.value }
        }
        #expect(log.text.hasPrefix("+1\n-1\n+10\n-10\n+2\n"))
    }

    @Test("A task that is cancelled or dies gives its share back")
    func givenBack() async throws {
        let never = ScratchPath()
        try await TestPool.withFeatures(configuration(processes: 1, budget: 10)) { pool in
            for _ in 0..<3 {
                let running = try await pool.begin(.count(addend: 1, counter: 0, path: never.path), weight: 10)
                running.cancel()
                let kind = try await running.outcome.kind
                #expect(kind == "cancelled")
                _ = try await pool.apply(.countAndDie(addend: 1, counter: 0), weight: 10)
            }
            let outcome = try await pool.apply(.echo(1), weight: 10)
            #expect(outcome.kind == "value 1")
        }
    }
}
