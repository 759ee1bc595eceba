import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Faults and waits in the middle of a chunk", .timeLimit(.minutes(5)))
struct ChunkFaultTests {
    /// Orders that leave a trace of every execution.
    private func recorded(_ count: Int, in path: String) -> [Order] {
        (0..<count).map { .record(path: path, number: Int32($0)) }
    }

    /// How often every order was executed.
    private func executions(in path: String) -> [Int32: Int] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [:] }
        defer { close(file) }
        var numbers: [Int32] = []
        var number: Int32 = 0
        while read(file, &number, 4) == 4 { numbers.append(number) }
        return Dictionary(numbers.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private func outcomes(
        of orders: [Order], chunkSize: Int?, _ configuration: PoolConfiguration
    ) async throws -> [TaskOutcome<MisbehavingWorker>] {
        try await withPool(of: MisbehavingWorker.self, setup: .good, configuration: configuration) { pool in
            try await pool.map(orders, chunkSize: chunkSize)
        }
    }

    /// Runs orders of which some are faulty and checks that nothing but those is charged or executed twice.
    private func expectOnly(
        _ places: [Int], of count: Int, toEndAs kind: String, by order: Order, chunkSize: Int?,
        _ configuration: PoolConfiguration
    ) async throws {
        let trace = ScratchPath()
        var orders = recorded(count, in: trace.path)
        for place in places { orders[place] = order }
        let outcomes = try await outcomes(of: orders, chunkSize: chunkSize, configuration)
        let expected = (0..<count).map { places.contains($0) ? kind : "value \($0)" }
        #expect(outcomes.map(\.kind) == expected)
        #expect(outcomes.filter { $0.attempts != 1 }.map(\.index) == [])
        let once = (0..<count).filter { !places.contains($0) }.map { (Int32($0), 1) }
        #expect(executions(in: trace.path) == Dictionary(uniqueKeysWithValues: once))
    }

    @Test(
        "A killer in a chunk is charged alone; all others are done exactly once, at their first attempt",
        arguments: [10, 100, nil], [1, 2, 3])
    func killer(chunkSize: Int?, processes: Int) async throws {
        let count = chunkSize.map { $0 * 6 } ?? 2000
        // In a chunk's middle, at its very beginning and at its very end.
        let size = chunkSize ?? 100
        try await expectOnly(
            [size / 2, 2 * size, 4 * size - 1], of: count, toEndAs: "signaled 9", by: .signal(SIGKILL),
            chunkSize: chunkSize, TestPool.configuration(processes: processes))
    }

    @Test("Several killers in one chunk cost themselves only", arguments: [10, 100])
    func killers(chunkSize: Int) async throws {
        try await expectOnly(
            [0, 1, 4, 5, 8, 9], of: chunkSize, toEndAs: "exited 0", by: .exit(0), chunkSize: chunkSize,
            TestPool.configuration(processes: 1))
    }

    @Test("A fork server's child is charged alone too, and the rest of its chunk is done", arguments: [1, 2])
    func forkServer(processes: Int) async throws {
        var configuration = TestPool.configuration(processes: processes)
        configuration.startMethod = .forkServer
        try await expectOnly(
            [5, 10, 19], of: 30, toEndAs: "signaled 11", by: .crash, chunkSize: 10, configuration)
    }

    @Test("A killer that is tried again is executed again, and nothing else is", arguments: [10, 100, nil])
    func retriedKiller(chunkSize: Int?) async throws {
        let trace = ScratchPath()
        let mark = ScratchPath()
        let place = (chunkSize ?? 100) / 2
        var orders = recorded(place * 8, in: trace.path)
        orders[place] = .onceOnly(path: mark.path, signal: SIGKILL)
        var configuration = TestPool.configuration()
        configuration.retryPolicy = RetryPolicy(attempts: 2)
        let outcomes = try await outcomes(of: orders, chunkSize: chunkSize, configuration)
        #expect(outcomes.filter { $0.attempts != 1 }.map(\.index) == [place])
        #expect(outcomes[place].kind == "value 0" && outcomes[place].attempts == 2)
        #expect(executions(in: trace.path).count == orders.count - 1)
        #expect(executions(in: trace.path).values.allSatisfy { $0 == 1 })
    }

    @Test("The time limit is for the task that hangs, not for those of its chunk", arguments: [10, 100, nil], [1, 2])
    func hang(chunkSize: Int?, processes: Int) async throws {
        let size = chunkSize ?? 100
        try await expectOnly(
            [size / 2, size + 3], of: size * 3, toEndAs: "time limit", by: .hang, chunkSize: chunkSize,
            TestPool.configuration(processes: processes, timeLimit: .seconds(1)))
    }
}
