import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Signals that reach a worker", .timeLimit(.minutes(5)))
struct SignalTests {
    /// Signals the process that runs a task, then lets the task end if it can.
    private func outcome(after signal: Int32, _ method: StartMethod) async throws -> (kind: String, next: String) {
        let log = ScratchPath(), go = ScratchPath()
        let configuration = TestPool.featureConfiguration(method, processes: 1)
        return try await TestPool.withFeatures(configuration) { pool in
            let running = try await pool.begin(.enter(log: log.path, name: "a", path: go.path))
            let pid = try await runner(pool, method)
            #expect(kill(pid, signal) == 0)
            go.create()
            let outcome = try await running.outcome
            if let output = outcome.output { #expect(output.pid == pid) }
            return (outcome.kind, try await pool.apply(.echo(1)).kind)
        }
    }

    /// The process that runs the pool's only task.
    private func runner(_ pool: Pool<FeatureWorker>, _ method: StartMethod) async throws -> Int32 {
        for await event in pool.events {
            switch (event, method) {
            case (.ready(let pid), .spawn): return pid
            case (.forked(let pid, _), .forkServer): return pid
            default: continue
            }
        }
        throw NoRunner()
    }

    private struct NoRunner: Error {}

    static let methods: [StartMethod] = [.spawn, .forkServer]

    @Test(
        "What a terminal sends to all its processes is ignored", arguments: [SIGINT, SIGQUIT, SIGHUP], methods)
    func ignored(signal: Int32, method: StartMethod) async throws {
        let (kind, next) = try await outcome(after: signal, method)
        #expect(kind == "value 0")
        #expect(next == "value 1")
    }

    @Test("Any other signal that ends it is its death", arguments: [SIGTERM, SIGUSR1, SIGKILL], methods)
    func deadly(signal: Int32, method: StartMethod) async throws {
        let (kind, next) = try await outcome(after: signal, method)
        #expect(kind == "died signaled(signal: \(signal))")
        #expect(next == "value 1")
    }

    @Test("A fork server that is killed takes its child with it, and is replaced")
    func server() async throws {
        let log = ScratchPath(), never = ScratchPath()
        try await TestPool.withFeatures(TestPool.featureConfiguration(.forkServer, processes: 1)) { pool in
            let running = try await pool.begin(.enter(log: log.path, name: "a", path: never.path))
            let child = try await runner(pool, .forkServer)
            let server = try #require(pool.statistics.workers.first?.pid)
            #expect(kill(server, SIGKILL) == 0)
            let outcome = try await running.outcome
            #expect(outcome.kind == "died signaled(signal: 9)")
            while SystemState.isAlive(child) { await Task.yield() }
            let next = try await pool.apply(.echo(1)).output
            #expect(next?.number == 1)
            #expect(next?.parent != server)
        }
    }
}
