import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Chunks taken back or given up", .timeLimit(.minutes(5)))
struct ChunkRevocationTests {
    private func inPool<Result: Sendable>(
        processes: Int, _ body: (Pool<MisbehavingWorker>) async throws -> Result
    ) async throws -> Result {
        try await withPool(
            of: MisbehavingWorker.self, setup: .good,
            configuration: TestPool.configuration(processes: processes, timeLimit: nil), body)
    }

    @Test(
        "What waits behind a slow task of its chunk is done by another worker, so that they may depend on each other",
        arguments: [10, 100], [2, 3])
    func slowTask(chunkSize: Int, processes: Int) async throws {
        let mark = ScratchPath()
        var orders = (0..<chunkSize).map(Order.echo)
        orders[chunkSize / 2] = .waitFor(path: mark.path)
        // Within the same worker this one would come only after the one that waits for it.
        orders[chunkSize - 1] = .onceOnly(path: mark.path, signal: 0)
        let outcomes = try await inPool(processes: processes) { [orders] in
            try await $0.map(orders, chunkSize: chunkSize)
        }
        var expected = (0..<chunkSize).map { "value \($0)" }
        expected[chunkSize / 2] = "value 0"
        expected[chunkSize - 1] = "value 0"
        #expect(outcomes.map(\.kind) == expected)
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
    }

    @Test("Every task of a chunk may wait for the next one, as long as there are workers enough")
    func chain() async throws {
        let marks = (0..<6).map { _ in ScratchPath() }
        let orders = marks.map { Order.waitFor(path: $0.path) }
        let releases = marks.map { Order.onceOnly(path: $0.path, signal: 0) }
        let outcomes = try await inPool(processes: 7) { try await $0.map(orders + releases, chunkSize: 12) }
        #expect(outcomes.map(\.kind) == Array(repeating: "value 0", count: 12))
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
    }

    @Test("Chunks that wait behind a slow task are taken back whole, the one handed ahead too", arguments: [2, 3])
    func handedAhead(processes: Int) async throws {
        let mark = ScratchPath()
        let trace = ScratchPath()
        // So many chunks that one is handed to every worker ahead of its finishing the first.
        var orders = (0..<80).map { Order.record(path: trace.path, number: Int32($0)) }
        orders[4] = .waitFor(path: mark.path)
        orders[9] = .onceOnly(path: mark.path, signal: 0)
        for _ in 0..<10 {
            unlink(mark.path)
            unlink(trace.path)
            let outcomes = try await inPool(processes: processes) { [orders] in try await $0.map(orders, chunkSize: 10)
            }
            #expect(outcomes.map(\.kind) == (0..<80).map { [4, 9].contains($0) ? "value 0" : "value \($0)" })
            #expect(outcomes.allSatisfy { $0.attempts == 1 })
            #expect(trace.size == 78 * 4)
        }
    }

    @Test("Leaving a sequence in the middle of a chunk ends its task, and what follows it is never begun")
    func leaving() async throws {
        let never = ScratchPath()
        try await inPool(processes: 1) { pool in
            let orders: [Order] = [.echo(1), .echo(2), .hang, .onceOnly(path: never.path, signal: 0)]
            for try await outcome in pool.imapUnordered(orders, chunkSize: 4) where outcome.index == 1 { break }
            let outcome = try await pool.apply(.echo(3))
            #expect(outcome.kind == "value 3")
            #expect(outcome.attempts == 1)
        }
        #expect(access(never.path, F_OK) != 0)
    }

    @Test("A cancelled handle takes no task with it of the chunks that wait behind it", arguments: [10, 100])
    func cancellingBeforeChunk(chunkSize: Int) async throws {
        let trace = ScratchPath()
        let outcomes = try await inPool(processes: 1) { pool in
            let running = AsyncStream.makeStream(of: Int.self)
            let handle = try pool.applyAsync(.report(then: .hang), onProgress: { running.continuation.yield($0) })
            for await _ in running.stream { break }
            let orders = (0..<chunkSize * 3).map { Order.record(path: trace.path, number: Int32($0)) }
            async let outcomes = pool.map(orders, chunkSize: chunkSize)
            // A later task's number tells that the chunks have theirs.
            while try pool.applyAsync(.echo(1)).number < chunkSize * 3 { await Task.yield() }
            handle.cancel()
            let kind = try await handle.outcome.kind
            #expect(kind == "cancelled")
            return try await outcomes
        }
        #expect(outcomes.map(\.kind) == (0..<chunkSize * 3).map { "value \($0)" })
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
        #expect(trace.size == chunkSize * 3 * 4)
    }
}
