import Glibc
import PoolTestWork
import Testing

@testable import PagePool

/// A worker tells of most replies within a chunk only now and then, so that some are unread whenever something happens.
@Suite("Replies that the supervisor has not read yet", .timeLimit(.minutes(5)))
struct UnreadReplyTests {
    @Test("What a worker has done is not done again when it is killed with a task that it had finished")
    func doneBeforeCancellation() async throws {
        let go = ScratchPath(), mark = ScratchPath(), trace = ScratchPath()
        let outcomes = try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: TestPool.configuration(timeLimit: nil)
        ) { pool in
            let cancelled = try pool.applyAsync(.waitFor(path: mark.path))
            // The supervisor is held up in here until both workers have done theirs and the ones handed ahead.
            let other = try pool.applyAsync(.after(path: go.path, .report(then: .echo(1)))) { _ in
                mark.create()
                _ = SystemState.eventually(within: .seconds(10)) { trace.size == 2 * 4 }
                cancelled.cancel()
            }
            let rest = try (0..<6).map { try pool.applyAsync(.record(path: trace.path, number: $0)) }
            // Once the last one is cancelled, the supervisor knows of all, and hands them out before it reads again.
            let last = try pool.applyAsync(.echo(2))
            last.cancel()
            _ = try await last.outcome
            go.create()

            _ = try await other.value
            var outcomes: [TaskOutcome<MisbehavingWorker>] = []
            for handle in rest { outcomes.append(try await handle.outcome) }
            return outcomes
        }
        #expect(outcomes.map(\.kind) == (0..<6).map { "value \($0)" })
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
        #expect(trace.size == 6 * 4)
    }

    @Test("The outcome of a task that has just reported its progress is not kept back by the next one of its chunk")
    func doneAfterReport() async throws {
        try await withPool(
            of: MisbehavingWorker.self, setup: .good,
            configuration: TestPool.configuration(processes: 1, timeLimit: nil)
        ) { pool in
            for _ in 0..<20 {
                let mark = ScratchPath()
                // Long enough that the supervisor has looked at the worker before the report.
                let first = Order.pause(milliseconds: 5, then: .report(then: .echo(1)))
                var kinds: [String] = []
                for try await outcome in pool.imapUnordered([first, .waitFor(path: mark.path)], chunkSize: 2) {
                    mark.create()
                    kinds.append(outcome.kind)
                }
                #expect(kinds == ["value 1", "value 0"])
            }
        }
    }

    @Test("A quick task whose followers were taken back is not forgotten")
    func doneAfterTakingBack() async throws {
        try await withPool(
            of: MisbehavingWorker.self, setup: .good,
            configuration: TestPool.configuration(processes: 2, timeLimit: nil)
        ) { pool in
            let trace = ScratchPath()
            // The slow one ends about when the supervisor takes back what waits behind it.
            for _ in 0..<300 {
                let quick = (1..<6).map { Order.record(path: trace.path, number: $0) }
                let orders = [.pause(milliseconds: 2, then: .echo(0))] + quick
                let outcomes = try await pool.map(orders, chunkSize: 6)
                #expect(outcomes.map(\.kind) == (0..<6).map { "value \($0)" })
            }
        }
    }
}
