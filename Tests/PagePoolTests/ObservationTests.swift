import PoolTestWork
import Testing

@testable import PagePool

@Suite("What can be seen of a pool", .timeLimit(.minutes(5)))
struct ObservationTests {
    /// Runs orders and returns the outcomes, all events and the last statistics.
    private func observe(
        _ orders: [Order], _ configuration: PoolConfiguration
    ) async throws -> (outcomes: [TaskOutcome<MisbehavingWorker>], events: [PoolEvent], statistics: PoolStatistics) {
        let (outcomes, stream, statistics) = try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: configuration
        ) { pool in
            var outcomes: [TaskOutcome<MisbehavingWorker>] = []
            for try await outcome in pool.imapUnordered(orders) { outcomes.append(outcome) }
            return (outcomes.sorted { $0.index < $1.index }, pool.events, pool.statistics)
        }
        var events: [PoolEvent] = []
        for await event in stream { events.append(event) }
        return (outcomes, events, statistics)
    }

    @Test("A worker's life is told from its start to its end, with what it wrote and for which task")
    func life() async throws {
        let (outcomes, events, _) = try await observe(
            [.echo(1), .writeAndDie(lines: 3), .echo(2)], TestPool.configuration(processes: 1))
        let first = try outcomes[0].result.get().pid
        let second = try outcomes[2].result.get().pid
        #expect(outcomes.map(\.number) == [0, 1, 2])
        #expect(events.prefix(2) == [.started(pid: first), .ready(pid: first)])
        #expect(events.contains(.wrote(pid: first, task: 1, line: "line 3")))
        let deaths = events.compactMap { if case .died(let death) = $0 { death } else { nil } }
        #expect(deaths.map(\.pid) == [first])
        #expect(deaths.map(\.cause) == [.exited(status: 9)])
        #expect(events.suffix(3) == [.started(pid: second), .replaced(pid: first, by: second), .ready(pid: second)])
    }

    @Test("A worker that is let go is told as retired, not as dead")
    func retirement() async throws {
        var configuration = TestPool.configuration(processes: 1)
        configuration.maxTasksPerWorker = 1
        let (outcomes, events, statistics) = try await observe([.echo(1), .echo(2)], configuration)
        #expect(events.contains(.retired(pid: try outcomes[0].result.get().pid)))
        #expect(!events.contains { if case .died = $0 { true } else { false } })
        #expect(statistics.deaths == 0)
    }

    @Test(
        "Whoever has an outcome finds it counted, and the death that it tells of",
        arguments: [StartMethod.spawn, .forkServer])
    func countedFirst(method: StartMethod) async throws {
        var configuration = TestPool.configuration(processes: 1)
        configuration.startMethod = method
        configuration.restartIntensity.deaths = 1000
        try await withPool(of: MisbehavingWorker.self, setup: .good, configuration: configuration) { pool in
            var done = 0
            for round in 1...30 {
                for _ in 1...30 {
                    _ = try await pool.apply(.echo(0))
                    done += 1
                    #expect(pool.statistics.succeeded == done)
                }
                for try await _ in pool.imapUnordered([.exit(3)]) {
                    let statistics = pool.statistics
                    #expect(statistics.failed == round)
                    #expect(statistics.deaths == round)
                }
            }
        }
    }

    @Test("Statistics count what has been done and show the workers")
    func statistics() async throws {
        var configuration = TestPool.configuration(processes: 1)
        configuration.retryPolicy = RetryPolicy(attempts: 2)
        let (_, _, statistics) = try await observe(
            [.echo(1), .echo(2), .fail("no"), .exit(3), .echo(3)], configuration)
        #expect(statistics.succeeded == 3)
        #expect(statistics.failed == 2)
        #expect(statistics.retried == 1)
        #expect(statistics.deaths == 2)
        #expect(!statistics.workers.isEmpty)
        #expect(statistics.workers.allSatisfy { $0.residentMemory > 1 << 20 })
        #expect(statistics.tasksPerSecond > 0)
    }
}
