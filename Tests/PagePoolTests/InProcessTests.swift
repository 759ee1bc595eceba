import Glibc
import PoolTestWork
import Synchronization
import Testing

@testable import PagePool

@Suite("A pool without processes", .timeLimit(.minutes(5)))
struct InProcessTests {
    private let configuration = TestPool.featureConfiguration(.inProcess)

    /// What can be compared of a run, whatever its processes.
    private struct Findings: Equatable {
        var kinds: [String] = []
        var texts: [String] = []
        var memories: [[Int]] = []
        var reports: [Int: [Int]] = [:]
        var counted: UInt64 = 0
        var succeeded = 0
        var failed = 0
    }

    private func findings(_ method: StartMethod, _ features: [Feature]) async throws -> Findings {
        let reports = Mutex<[Int: [Int]]>([:])
        return try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            let report: @Sendable (Int, FeatureProgress) -> Void = { index, progress in
                reports.withLock { $0[index, default: []].append(progress.step) }
            }
            let outcomes = try await pool.map(features, onProgress: report)
            let statistics = pool.statistics
            return Findings(
                kinds: outcomes.map(\.kind), texts: outcomes.map { $0.output?.text ?? "" },
                memories: outcomes.map { $0.output?.memories.map(Pattern.sum) ?? [] },
                reports: reports.withLock { $0 }, counted: statistics.counters[2],
                succeeded: statistics.succeeded, failed: statistics.failed)
        }
    }

    @Test("Outcomes are the same as from processes", arguments: [StartMethod.spawn, .forkServer])
    func sameOutcomes(method: StartMethod) async throws {
        let mark = ScratchPath()
        mark.create()
        let memories = try [Pattern.memory(bytes: 5000, seed: 1), Pattern.memory(bytes: 1, seed: 2)]
        let features: [Feature] = [
            .echo(1), .fail("no"), .report(count: 5, bytes: 10), .count(addend: 7, counter: 2, path: mark.path),
            .sum(memories), .make(count: 3, bytes: 100, seed: 9), .reverse(memories), .text(bytes: 1 << 20),
            .measure(String(repeating: "m", count: 300_000)), .odd(Contrary()), .answerOdd, .failOdd, .echo(2),
        ]
        let inProcess = try await findings(.inProcess, features)
        let processes = try await findings(method, features)
        #expect(inProcess == processes)
        #expect(inProcess.kinds.last == "value 2")
        #expect(inProcess.reports == [2: [0, 1, 2, 3, 4], 3: [0]])
        #expect(inProcess.counted == 7)
    }

    @Test("Tasks run in this process, one after another, in one context")
    func oneContext() async throws {
        let outputs = try await TestPool.withFeatures(configuration) { pool in
            try await pool.map(Array(repeating: Feature.tally, count: 20)).compactMap(\.output)
        }
        #expect(outputs.map(\.number) == Array(1...20))
        #expect(outputs.allSatisfy { $0.pid == getpid() })
    }

    @Test("A context that cannot be made ends the pool with the worker's own error")
    func refusal() async {
        var setup = FeatureSetup()
        setup.refusal = "no such document"
        let failure = await TestPool.failure(setup: setup, configuration)
        guard case .setupFailed(let error) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(error.message == "no such document")
    }

    @Test("A task that waits is not begun when it is cancelled")
    func cancelling() async throws {
        let log = ScratchPath(), go = ScratchPath()
        try await TestPool.withFeatures(configuration) { pool in
            let running = try await pool.begin(.enter(log: log.path, name: "first", path: go.path))
            let waiting = try pool.applyAsync(.enter(log: log.path, name: "second", path: go.path))
            waiting.cancel()
            go.create()
            let kinds = [try await running.outcome.kind, try await waiting.outcome.kind]
            #expect(kinds == ["value 0", "cancelled"])
        }
        #expect(log.text == "+first\n-first\n")
    }

    @Test("Closing has done what was given, and refuses what comes later")
    func closing() async throws {
        try await TestPool.withFeatures(configuration) { pool in
            let given = try (0..<10).map { try pool.applyAsync(.echo($0)) }
            pool.close()
            let late = try await pool.apply(.echo(99))
            await pool.join()
            #expect(given.allSatisfy { $0.isSuccessful })
            #expect(late.kind == "cancelled")
        }
    }

    @Test("Terminating ends after the task that runs, also within a chunk")
    func terminating() async throws {
        let log = ScratchPath(), go = ScratchPath()
        let kinds = try await TestPool.withFeatures(configuration) { pool in
            let features = ["first", "second", "third"].map { Feature.enter(log: log.path, name: $0, path: go.path) }
            let reports = Mailbox<Void>()
            let report: @Sendable (Int, FeatureProgress) -> Void = { _, _ in reports.put(()) }
            let consumer = Task { try await pool.map(features, chunkSize: 3, onProgress: report).map(\.kind) }
            try await reports.take()
            pool.terminate()
            go.create()
            await pool.join()
            return try await consumer.value
        }
        #expect(kinds == ["value 0", "cancelled", "cancelled"])
        #expect(log.text == "+first\n-first\n")
    }

    @Test("A task heavier than the whole budget fails here too")
    func tooHeavy() async throws {
        var configuration = configuration
        configuration.budget = 10
        let kinds = try await TestPool.withFeatures(configuration) { pool in
            let weight: @Sendable (Feature) -> Int = { if case .echo(let weight) = $0 { weight } else { 0 } }
            return try await pool.map([.echo(1), .echo(11), .echo(10)], weight: weight).map(\.kind)
        }
        #expect(kinds == ["value 1", "too heavy", "value 10"])
    }
}
