import PoolTestWork
import Testing

@testable import PagePool

@Suite("Every task has exactly one outcome", .timeLimit(.minutes(5)))
struct OutcomeTests {
    @Test("All values come back, whatever the number of workers", arguments: [1, 2, 7, 50])
    func values(processes: Int) async throws {
        let orders = (0..<40).map(Order.echo)
        let outcomes = try await TestPool.outcomes(
            of: orders, configuration: TestPool.configuration(processes: processes))
        #expect(outcomes.map(\.index) == Array(0..<40))
        #expect(outcomes.map(\.kind) == (0..<40).map { "value \($0)" })
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
    }

    @Test("No tasks give no outcomes and start no worker")
    func nothing() async throws {
        #expect(try await TestPool.outcomes(of: [], setup: .refuse("a worker was started")).isEmpty)
    }

    @Test("The worker's own errors arrive with their contents, and the worker goes on")
    func thrown() async throws {
        let outcomes = try await TestPool.outcomes(
            of: [.echo(1), .fail("paper jam"), .echo(2)], configuration: TestPool.configuration(processes: 1))
        #expect(outcomes.map(\.kind) == ["value 1", "thrown paper jam", "value 2"])
        let pids = outcomes.compactMap { try? $0.result.get().pid }
        #expect(Set(pids).count == 1)
    }

    /// Those that stand beside the matrix of faults.
    static let faults: [(order: Order, kind: String)] = [
        (.signal(15), "signaled 15"), (.closeChannel, "protocol broken"), (.answerAnother, "protocol broken"),
        (.garbageInSocket, "protocol broken"),
    ]

    @Test(
        "A fault costs its own task only, wherever it comes", arguments: faults.indices, [[0], [5], [9], [0, 5, 9]])
    func fault(index: Int, places: [Int]) async throws {
        let (order, kind) = Self.faults[index]
        var orders = (0..<10).map(Order.echo)
        for place in places { orders[place] = order }
        let outcomes = try await TestPool.outcomes(of: orders)
        let expected = (0..<10).map { places.contains($0) ? kind : "value \($0)" }
        #expect(outcomes.map(\.kind) == expected)
    }

    @Test("A single worker that dies takes no queued task with it")
    func queuedTasksAreNotCharged() async throws {
        var configuration = TestPool.configuration(processes: 1)
        configuration.prefetch = 3
        let orders: [Order] = [.signal(9)] + (1..<12).map(Order.echo)
        let outcomes = try await TestPool.outcomes(of: orders, configuration: configuration)
        #expect(outcomes.map(\.kind) == ["signaled 9"] + (1..<12).map { "value \($0)" })
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
    }

    @Test("The last lines a worker wrote come with its death, cut at a bound")
    func lastLines() async throws {
        let outcomes = try await TestPool.outcomes(of: [.writeAndDie(lines: 100)])
        guard case .failure(.workerDied(let death)) = outcomes[0].result else {
            Issue.record("the worker did not die: \(outcomes[0].kind)")
            return
        }
        #expect(death.lastLines.count == 20)
        #expect(death.lastLines.last == "line 100")
    }

    @Test("What a worker prints is no message, however much it is")
    func printing() async throws {
        let outcomes = try await TestPool.outcomes(of: [.write(lines: 50_000), .echo(5)])
        #expect(outcomes.map(\.kind) == ["value 0", "value 5"])
    }
}
