import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Large messages", .timeLimit(.minutes(5)))
struct LargeMessageTests {
    /// What a worker shares with the pool has room for so many bytes of replies, about.
    private static let ring = 128 << 10

    /// Sizes around the ring's, where what goes with a text in a message takes up to a hundred bytes.
    private static let sizes =
        (-110...10).map { ring + $0 } + [-1, 0, 1].flatMap { [ring / 4 + $0, ring / 2 + $0, ring * 2 + $0] }

    @Test("Outputs of sizes around the ring's capacity come whole", arguments: [StartMethod.spawn, .forkServer])
    func outputs(method: StartMethod) async throws {
        let outcomes = try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            try await pool.map(Self.sizes.map { Feature.text(bytes: $0) })
        }
        #expect(outcomes.map { $0.output?.text.utf8.count } == Self.sizes)
        #expect(outcomes.allSatisfy { $0.output?.text.utf8.allSatisfy { $0 == UInt8(ascii: "t") } ?? false })
    }

    @Test("Tasks of such sizes come whole", arguments: [1, 7, nil])
    func tasks(chunkSize: Int?) async throws {
        let outcomes = try await TestPool.withFeatures { pool in
            try await pool.map(
                Self.sizes.map { Feature.measure(String(repeating: "m", count: $0)) }, chunkSize: chunkSize)
        }
        #expect(outcomes.map(\.kind) == Self.sizes.map { "value \($0)" })
    }

    @Test(
        "Ten megabytes go both ways, between small messages",
        arguments: [StartMethod.spawn, .forkServer, .inProcess])
    func tenMegabytes(method: StartMethod) async throws {
        let bytes = 10 << 20
        let outcomes = try await TestPool.withFeatures(TestPool.featureConfiguration(method, processes: 1)) { pool in
            try await pool.map([
                .echo(1), .measure(String(repeating: "m", count: bytes)), .echo(2), .text(bytes: bytes), .echo(3),
            ])
        }
        #expect(outcomes.map(\.kind) == ["value 1", "value \(bytes)", "value 2", "value 0", "value 3"])
        #expect(outcomes[3].output?.text.utf8.count == bytes)
    }

    @Test("Several workers may send large outputs at the same time")
    func atOnce() async throws {
        let outcomes = try await TestPool.withFeatures(TestPool.featureConfiguration(processes: 4)) { pool in
            try await pool.map(Array(repeating: Feature.text(bytes: 3 << 20), count: 16))
        }
        #expect(outcomes.allSatisfy { $0.output?.text.utf8.count == 3 << 20 })
    }

    @Test("An output beyond the limit costs its worker, and others go on", arguments: [StartMethod.spawn, .forkServer])
    func limit(method: StartMethod) async throws {
        var configuration = TestPool.featureConfiguration(method)
        configuration.messageSizeLimit = 1 << 20
        let outcomes = try await TestPool.withFeatures(configuration) { pool in
            try await pool.map([.text(bytes: 1_000_000), .text(bytes: 1 << 20), .echo(1)])
        }
        #expect(outcomes.map(\.kind) == ["value 0", "protocol broken", "value 1"])
    }

    @Test("Half an answer of a worker that was killed is forgotten, and another attempt comes whole")
    func killedWithin() async throws {
        var configuration = TestPool.featureConfiguration(processes: 1)
        configuration.retryPolicy = RetryPolicy(attempts: 2)
        let outcomes = try await TestPool.withFeatures(configuration) { pool in
            let large = try pool.applyAsync(.text(bytes: 20 << 20))
            while pool.statistics.workers.isEmpty { await Task.yield() }
            // This may meet it at any point: before it has begun, while it waits for room, or when all is done.
            for worker in pool.statistics.workers { kill(worker.pid, SIGKILL) }
            return [try await large.outcome, try await pool.apply(.echo(1))]
        }
        #expect(outcomes.map(\.kind) == ["value 0", "value 1"])
        #expect(outcomes[0].output?.text.utf8.count == 20 << 20)
    }
}
