import Glibc
import PoolTestWork
import Synchronization
import Testing

@testable import PagePool

@Suite("What a pool leaves behind", .timeLimit(.minutes(5)))
struct LifetimeTests {
    private struct Stop: Error {}

    @Test("No worker outlives the pool's scope, also when that throws")
    func noWorkerLeft() async throws {
        let pids = Mutex<[Int32]>([])
        await #expect(throws: Stop.self) {
            try await withPool(
                of: MisbehavingWorker.self, setup: .good, configuration: TestPool.configuration(processes: 3)
            ) { pool in
                for try await outcome in pool.imapUnordered((0..<6).map(Order.echo)) {
                    let pid = try outcome.result.get().pid
                    pids.withLock { $0.append(pid) }
                }
                throw Stop()
            }
        }
        let all = Set(pids.withLock { $0 })
        #expect(!all.isEmpty)
        #expect(all.filter(SystemState.isAlive).isEmpty)
    }

    @Test("Cancelling the consumer ends busy workers at once")
    func cancellation() async throws {
        let started = ScratchPath()
        let work = Task {
            try await TestPool.outcomes(
                of: [.onceOnly(path: started.path, signal: 0), .hang, .hang],
                configuration: TestPool.configuration(timeLimit: nil))
        }
        while access(started.path, F_OK) != 0 { await Task.yield() }
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
    }

    @Test("Leaving the sequence early ends the workers, hanging ones included")
    func earlyExit() async throws {
        let pid = try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: TestPool.configuration(timeLimit: nil)
        ) { pool -> Int32 in
            for try await outcome in pool.imapUnordered([.echo(1), .hang, .hang, .hang]) {
                return try outcome.result.get().pid
            }
            return 0
        }
        #expect(pid > 0)
        #expect(!SystemState.isAlive(pid))
    }

    @Test(
        "Tasks are taken from their source as outcomes are taken, so that an endless source does no harm",
        arguments: [1, 7, nil])
    func backPressure(chunkSize: Int?) async throws {
        let taken = Counter()
        try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: TestPool.configuration()
        ) { pool in
            let endless = CountingSequence(counter: taken)
            var received = 0
            for try await _ in pool.imapUnordered(endless, chunkSize: chunkSize) {
                received += 1
                if received == 500 { break }
            }
            #expect(taken.value < 500 + 2 * pool.window * (chunkSize ?? ChunkSizer.limit))
        }
    }

    @Test("One task alone can be given and waited for")
    func apply() async throws {
        try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: TestPool.configuration()
        ) { pool in
            let echoed = try await pool.apply(.echo(42))
            #expect(echoed.kind == "value 42")
            let failed = try await pool.apply(.fail("x"))
            #expect(failed.kind == "thrown x")
        }
    }

    @Test("Workers are started only for the work there is")
    func lazyStart() async throws {
        let outcomes = try await TestPool.outcomes(
            of: [.echo(1)], configuration: TestPool.configuration(processes: 64))
        #expect(outcomes.map(\.kind) == ["value 1"])
        #expect(try await processesUsed(forRunsOf: 1, processes: 64) == 1)
    }

    private func processesUsed(forRunsOf tasks: Int, processes: Int) async throws -> Int {
        try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: TestPool.configuration(processes: processes)
        ) { pool in
            var pids: Set<Int32> = []
            for _ in 0..<3 {
                for try await outcome in pool.imapUnordered((0..<tasks).map(Order.echo)) {
                    pids.insert(try outcome.result.get().pid)
                }
            }
            return pids.count
        }
    }
}

/// A number that several tasks may change.
final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func increment() { count.withLock { $0 += 1 } }
}

/// An endless sequence of tasks that counts what is taken from it.
struct CountingSequence: Sequence, IteratorProtocol, Sendable {
    let counter: Counter

    mutating func next() -> Order? {
        counter.increment()
        return .echo(1)
    }
}
