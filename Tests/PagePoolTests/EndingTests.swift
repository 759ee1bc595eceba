import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("The end of a pool", .timeLimit(.minutes(5)))
struct EndingTests {
    static let methods: [StartMethod] = [.spawn, .forkServer]

    @Test("Closing has everything done that was given, and refuses what comes later", arguments: methods)
    func close(method: StartMethod) async throws {
        let go = ScratchPath()
        try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            let slow = try pool.applyAsync(.count(addend: 1, counter: 0, path: go.path))
            let given = try (0..<30).map { try pool.applyAsync(.echo($0)) }
            pool.close()
            let late = try pool.applyAsync(.echo(99))
            let kind = try await late.outcome.kind
            #expect(kind == "cancelled")
            #expect(!slow.isReady)
            go.create()
            await pool.join()
            #expect(slow.isSuccessful)
            #expect(given.allSatisfy { $0.isSuccessful })
            let after = try await pool.map([.echo(1), .echo(2)])
            #expect(after.map(\.kind) == ["cancelled", "cancelled"])
        }
    }

    @Test("A sequence that is under way when the pool is closed gives every task an outcome", arguments: methods)
    func closeDuringSequence(method: StartMethod) async throws {
        var kinds: [String] = []
        try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
            for try await outcome in pool.imap((0..<200).map(Feature.echo), chunkSize: 1) {
                kinds.append(outcome.kind)
                if kinds.count == 10 { pool.close() }
            }
            await pool.join()
        }
        let done = kinds.prefix { $0 != "cancelled" }
        #expect(kinds.count == 200)
        #expect(done.count >= 10 && done.count < 200)
        #expect(Array(done) == (0..<done.count).map { "value \($0)" })
        #expect(kinds[done.count...].allSatisfy { $0 == "cancelled" })
    }

    @Test(
        "Terminating cancels what runs and what waits, and every outcome is there when all is over",
        arguments: methods)
    func terminate(method: StartMethod) async throws {
        let log = ScratchPath(), never = ScratchPath()
        try await TestPool.withFeatures(TestPool.featureConfiguration(method, processes: 1)) { pool in
            let running = try await pool.begin(.enter(log: log.path, name: "a", path: never.path))
            let waiting = try (0..<1000).map { try pool.applyAsync(.echo($0)) }
            pool.terminate()
            await pool.join()
            #expect(running.isReady)
            #expect(waiting.allSatisfy { $0.isReady })
            let kinds = [try await running.outcome.kind, try await waiting[999].outcome.kind]
            #expect(kinds == ["cancelled", "cancelled"])
        }
        #expect(log.text == "+a\n")
    }

    @Test("Terminating a pool that is closing ends it at once")
    func terminateAfterClose() async throws {
        let log = ScratchPath(), never = ScratchPath()
        try await TestPool.withFeatures { pool in
            let running = try await pool.begin(.enter(log: log.path, name: "a", path: never.path))
            pool.close()
            pool.terminate()
            // What is more patient cannot take that back.
            pool.close()
            await pool.join()
            let kind = try await running.outcome.kind
            #expect(kind == "cancelled")
        }
    }

    @Test("When waiting for the end is over, no process is left", arguments: methods, [true, false])
    func join(method: StartMethod, closing: Bool) async throws {
        try await TestPool.withFeatures(TestPool.featureConfiguration(method, processes: 3)) { pool in
            let outcomes = try await pool.map((0..<30).map(Feature.echo))
            let pids = pool.statistics.workers.map(\.pid) + outcomes.compactMap { $0.output?.pid }
            #expect(pids.count > 30)
            if closing { pool.close() } else { pool.terminate() }
            await pool.join()
            #expect(!pids.contains { SystemState.isAlive($0) })
            #expect(pool.statistics.workers.isEmpty)
            // Waiting once more, or by several, is no different.
            await pool.join()
        }
    }

    @Test("Several may wait for the end")
    func severalJoin() async throws {
        let go = ScratchPath()
        try await TestPool.withFeatures { pool in
            let running = try pool.applyAsync(.count(addend: 1, counter: 0, path: go.path))
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 { group.addTask { await pool.join() } }
                pool.close()
                go.create()
            }
            #expect(running.isSuccessful)
        }
    }

    @Test(
        "A pool that was given nothing closes and terminates",
        arguments: [StartMethod.spawn, .forkServer, .inProcess])
    func unused(method: StartMethod) async throws {
        for closing in [true, false] {
            try await TestPool.withFeatures(TestPool.featureConfiguration(method)) { pool in
                if closing { pool.close() } else { pool.terminate() }
                await pool.join()
                let outcome = try await pool.apply(.echo(1))
                #expect(outcome.kind == "cancelled")
            }
        }
    }
}
