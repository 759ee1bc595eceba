import Glibc
import PoolTestWork
import Synchronization
import Testing

@testable import PagePool

@Suite("What tasks report while they run", .timeLimit(.minutes(5)))
struct ProgressTests {
    /// Collects reports by the index of their task.
    private final class Reports: Sendable {
        private let all = Mutex<[Int: [FeatureProgress]]>([:])

        func add(_ index: Int, _ progress: FeatureProgress) { all.withLock { $0[index, default: []].append(progress) } }

        var steps: [Int: [Int]] { all.withLock { $0.mapValues { $0.map(\.step) } } }
        var texts: [String] { all.withLock { $0.values.flatMap { $0.map(\.text) } } }
    }

    @Test(
        "Reports of many tasks come in order, each with its task's index",
        arguments: [StartMethod.spawn, .forkServer], [1, 7, nil])
    func order(method: StartMethod, chunkSize: Int?) async throws {
        let reports = Reports()
        let features = (0..<60).map { Feature.report(count: $0 % 5, bytes: 20) }
        let outcomes = try await TestPool.withFeatures(TestPool.featureConfiguration(method, processes: 3)) { pool in
            try await pool.map(features, chunkSize: chunkSize, onProgress: reports.add)
        }
        #expect(outcomes.allSatisfy { $0.kind == "value 0" })
        for index in 0..<60 { #expect(reports.steps[index, default: []] == Array(0..<index % 5)) }
    }

    @Test("A task's outcome comes after all of its reports")
    func beforeOutcome() async throws {
        let reports = Reports()
        try await TestPool.withFeatures { pool in
            let features = Array(repeating: Feature.report(count: 10, bytes: 5), count: 50)
            for try await outcome in pool.imapUnordered(features, onProgress: reports.add) {
                #expect(reports.steps[outcome.index]?.count == 10)
            }
        }
    }

    @Test("A report comes while its task still runs", arguments: [StartMethod.spawn, .forkServer, .inProcess])
    func live(method: StartMethod) async throws {
        let go = ScratchPath()
        try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            // The task ends only when its report has been seen.
            let outcome = try await pool.apply(.reportAndWait(path: go.path)) { _ in go.create() }
            #expect(outcome.kind == "value 0")
        }
    }

    @Test(
        "Ten thousand reports are waited for where they do not fit at once",
        arguments: [StartMethod.spawn, .forkServer])
    func many(method: StartMethod) async throws {
        let reports = Reports()
        let outcome = try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            try await pool.apply(.report(count: 10_000, bytes: 40)) { reports.add(0, $0) }
        }
        #expect(outcome.kind == "value 0")
        #expect(reports.steps[0] == Array(0..<10_000))
    }

    @Test("A report may be larger than all that a worker shares with the pool")
    func large() async throws {
        let reports = Reports()
        let outcome = try await TestPool.withFeatures { pool in
            try await pool.apply(.report(count: 3, bytes: 1 << 20)) { reports.add(0, $0) }
        }
        #expect(outcome.kind == "value 0")
        #expect(reports.steps[0] == [0, 1, 2])
        #expect(reports.texts.allSatisfy { $0.utf8.count == 1 << 20 })
    }

    @Test("Reports that nobody asks for are dropped")
    func unasked() async throws {
        let outcomes = try await TestPool.withFeatures { pool in
            try await pool.map([.report(count: 1000, bytes: 100), .echo(1)])
        }
        #expect(outcomes.map(\.kind) == ["value 0", "value 1"])
    }

    @Test("A report that is none of the declared type costs its worker, and others go on")
    func undecodable() async throws {
        let outcomes = try await TestPool.withFeatures { pool in
            try await pool.map([.echo(1), .reportOdd, .echo(2)], onProgress: { _, _ in })
        }
        #expect(outcomes.map(\.kind) == ["value 1", "protocol broken", "value 2"])
        guard case .failure(.protocolBroken(let what)) = outcomes[1].result else { return }
        #expect(what.contains("a report on task 1 cannot be read"))
    }

    @Test("A worker can be tested without a pool")
    func withoutPool() throws {
        var worker = try FeatureWorker(setup: FeatureSetup())
        let output = try worker.run(.report(count: 2, bytes: 1), context: TaskContext())
        #expect(output.number == 0)
    }
}
