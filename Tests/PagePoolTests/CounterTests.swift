import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("What workers count", .timeLimit(.minutes(5)))
struct CounterTests {
    @Test("A count is seen while its task runs", arguments: [StartMethod.spawn, .forkServer, .inProcess])
    func live(method: StartMethod) async throws {
        let go = ScratchPath()
        try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            let running = try await pool.begin(.count(addend: 5, counter: 3, path: go.path))
            let statistics = pool.statistics
            #expect(statistics.counters[3] == 5)
            #expect(statistics.workers.first?.counters[3] == 5)
            #expect(!running.isReady)
            go.create()
            _ = try await running.value
        }
    }

    @Test("What was counted stays counted when the worker dies", arguments: [StartMethod.spawn, .forkServer])
    func afterDeath(method: StartMethod) async throws {
        let go = ScratchPath()
        go.create()
        let configuration = TestPool.featureConfiguration(method, processes: 1)
        let statistics = try await TestPool.withFeatures(configuration) { pool in
            _ = try await pool.map([
                .countAndDie(addend: 100, counter: 0), .count(addend: 10, counter: 0, path: go.path),
                .countAndDie(addend: 1, counter: 0), .echo(1),
            ])
            return pool.statistics
        }
        #expect(statistics.deaths == 2)
        #expect(statistics.counters[0] == 111)
    }

    @Test("Counts of all workers are summed, each counter by itself", arguments: [StartMethod.spawn, .forkServer])
    func summed(method: StartMethod) async throws {
        let go = ScratchPath()
        let statistics = try await TestPool.withFeatures(TestPool.featureConfiguration(method, processes: 3)) { pool in
            let counters = FeatureWorker.counterCount
            let features = (0..<counters * 2).map { number in
                Feature.count(addend: UInt64(number), counter: number % counters, path: go.path)
            }
            // Three wait at a time, so that every worker has its share.
            var running: [TaskHandle<FeatureWorker>] = []
            for feature in features[..<3] { running.append(try await pool.begin(feature)) }
            running += try features[3...].map { try pool.applyAsync($0) }
            go.create()
            for handle in running { _ = try await handle.value }
            return pool.statistics
        }
        let expected = (0..<FeatureWorker.counterCount).map { UInt64($0 * 2 + FeatureWorker.counterCount) }
        #expect(statistics.counters == expected)
        #expect(statistics.workers.count == 3)
        let sums = statistics.workers.reduce(into: expected.map { _ in UInt64(0) }) { sums, worker in
            for index in sums.indices { sums[index] += worker.counters[index] }
        }
        #expect(sums == expected)
    }

    @Test("Tasks that never get to a worker count as failed too")
    func refused() async throws {
        var configuration = TestPool.featureConfiguration()
        configuration.budget = 1
        let statistics = try await TestPool.withFeatures(configuration) { pool in
            _ = try await pool.apply(.echo(1), weight: 2)
            _ = try await pool.apply(.echo(1), weight: 1)
            return pool.statistics
        }
        #expect(statistics.failed == 1)
        #expect(statistics.succeeded == 1)
    }
}

extension FeatureWorker {
    static var counterCount: Int { TaskContext<FeatureProgress>.counterCount }
}
