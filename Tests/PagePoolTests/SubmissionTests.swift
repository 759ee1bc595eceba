import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Ways to give tasks to a pool", .timeLimit(.minutes(5)))
struct SubmissionTests {
    private func inPool<Result: Sendable>(
        _ configuration: PoolConfiguration = TestPool.configuration(timeLimit: nil),
        _ body: (Pool<MisbehavingWorker>) async throws -> Result
    ) async throws -> Result {
        try await withPool(of: MisbehavingWorker.self, setup: .good, configuration: configuration, body)
    }

    @Test("imap gives outcomes in the order of the tasks, though a later one is done first")
    func ordered() async throws {
        let mark = ScratchPath()
        let kinds = try await inPool { pool in
            var kinds: [String] = []
            // The first task ends only after the second one has been seen to.
            let orders: [Order] = [.waitFor(path: mark.path), .onceOnly(path: mark.path, signal: 0)]
            for try await outcome in pool.imap(orders + (2..<20).map(Order.echo)) { kinds.append(outcome.kind) }
            return kinds
        }
        #expect(kinds == ["value 0", "value 0"] + (2..<20).map { "value \($0)" })
    }

    @Test("map returns all outcomes in order, failures in their places")
    func mapped() async throws {
        let outcomes = try await inPool { try await $0.map([.echo(1), .fail("no"), .exit(4), .echo(2)]) }
        #expect(outcomes.map(\.kind) == ["value 1", "thrown no", "exited 4", "value 2"])
    }

    @Test("Tasks may come from an asynchronous sequence, and what it throws comes last", arguments: [true, false])
    func asynchronous(ordered: Bool) async throws {
        struct SourceEnded: Error {}
        let source = AsyncThrowingStream<Order, any Error> { continuation in
            for number in 0..<100 { continuation.yield(.echo(number)) }
            continuation.finish(throwing: SourceEnded())
        }
        let kinds = try await inPool { pool in
            var kinds: [String] = []
            await #expect(throws: SourceEnded.self) {
                for try await outcome in ordered ? pool.imap(source) : pool.imapUnordered(source) {
                    kinds.append(outcome.kind)
                }
            }
            return kinds
        }
        let expected = (0..<100).map { "value \($0)" }
        #expect(ordered ? kinds == expected : kinds.sorted() == expected.sorted())
    }

    @Test("An endless asynchronous source is read only as far ahead as the pool has use for")
    func asynchronousBackPressure() async throws {
        let taken = Counter()
        let endless = AsyncStream<Order> {
            taken.increment()
            return .echo(1)
        }
        try await inPool { pool in
            var received = 0
            for try await _ in pool.imapUnordered(endless) {
                received += 1
                if received == 300 { break }
            }
            #expect(taken.value <= 300 + pool.window + 1)
        }
    }

    @Test("A handle tells whether its task is done, and gives the value as often as asked")
    func handle() async throws {
        let mark = ScratchPath()
        try await inPool { pool in
            let handle = try pool.applyAsync(.waitFor(path: mark.path))
            #expect(!handle.isReady && !handle.isSuccessful)
            mark.create()
            let value = try await handle.value
            let again = try await handle.value
            #expect(value == again)
            #expect(handle.isReady && handle.isSuccessful)
            let failing = try pool.applyAsync(.fail("no"))
            await #expect(throws: TaskFailure<WorkerFailure>.self) { try await failing.value }
            #expect(failing.isReady && !failing.isSuccessful)
        }
    }

    @Test("A running task that is cancelled ends at once, one that waits is not begun, and others go on")
    func cancelling() async throws {
        let started = ScratchPath(), never = ScratchPath()
        try await inPool(TestPool.configuration(processes: 1, timeLimit: nil)) { pool in
            let first = try pool.applyAsync(.onceOnly(path: started.path, signal: 0))
            let running = try pool.applyAsync(.hang)
            let waiting = try (0..<4).map { _ in try pool.applyAsync(.onceOnly(path: never.path, signal: 0)) }
            let last = try pool.applyAsync(.echo(7))
            _ = try await first.value
            for handle in waiting { handle.cancel() }
            running.cancel()
            let kind = try await running.outcome.kind
            #expect(kind == "cancelled")
            for handle in waiting {
                let kind = try await handle.outcome.kind
                #expect(kind == "cancelled")
            }
            let value = try await last.value.number
            #expect(value == 7)
        }
        #expect(access(never.path, F_OK) != 0)
    }

    @Test("Leaving a sequence early cancels what is under way for it, and the pool is free for others")
    func leavingEarly() async throws {
        try await inPool { pool in
            for try await _ in pool.imapUnordered([.echo(1), .hang, .hang, .hang, .hang]) { break }
            let outcome = try await pool.apply(.echo(2))
            #expect(outcome.kind == "value 2")
        }
    }

    @Test("Cancelling a task that takes from a sequence ends its waiting, and the pool is free for others")
    func cancellingConsumer() async throws {
        let started = ScratchPath()
        try await inPool { pool in
            let path = started.path
            let consumer = Task {
                for try await _ in pool.imapUnordered([.onceOnly(path: path, signal: 0), .hang, .hang]) {}
            }
            while access(started.path, F_OK) != 0 { await Task.yield() }
            consumer.cancel()
            await #expect(throws: CancellationError.self) { try await consumer.value }
            let outcome = try await pool.apply(.echo(3))
            #expect(outcome.kind == "value 3")
        }
    }

    @Test("Several sequences at a time share the pool, each with its own outcomes")
    func sharing() async throws {
        let sums = try await inPool { pool in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for part in 0..<5 {
                    group.addTask {
                        var sum = 0
                        for try await outcome in pool.imapUnordered((part * 100..<part * 100 + 50).map(Order.echo)) {
                            sum += try outcome.result.get().number
                        }
                        return sum
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }.sorted()
            }
        }
        #expect(sums == (0..<5).map { $0 * 5000 + 1225 })
    }
}
