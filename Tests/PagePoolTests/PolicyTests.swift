import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Retries, limits and giving up", .timeLimit(.minutes(5)))
struct PolicyTests {
    @Test("A task whose worker dies is tried again and succeeds")
    func retry() async throws {
        let mark = ScratchPath()
        var configuration = TestPool.configuration()
        configuration.retryPolicy = RetryPolicy(attempts: 2)
        let outcomes = try await TestPool.outcomes(
            of: [.onceOnly(path: mark.path, signal: SIGKILL)], configuration: configuration)
        #expect(outcomes[0].kind == "value 0")
        #expect(outcomes[0].attempts == 2)
    }

    @Test("Attempts end where the policy says", arguments: [1, 2, 4])
    func attempts(limit: Int) async throws {
        var configuration = TestPool.configuration()
        configuration.retryPolicy = RetryPolicy(attempts: limit)
        let outcomes = try await TestPool.outcomes(of: [.exit(3), .echo(1)], configuration: configuration)
        #expect(outcomes.map(\.kind) == ["exited 3", "value 1"])
        #expect(outcomes[0].attempts == limit)
    }

    @Test("An error that the worker throws is not tried again")
    func thrownIsFinal() async throws {
        var configuration = TestPool.configuration()
        configuration.retryPolicy = RetryPolicy(attempts: 5)
        let outcomes = try await TestPool.outcomes(of: [.fail("no")], configuration: configuration)
        #expect(outcomes[0].attempts == 1)
    }

    @Test("A policy can leave tasks alone that ran into the time limit")
    func timeLimitIsFinal() async throws {
        var configuration = TestPool.configuration(timeLimit: .milliseconds(200))
        configuration.retryPolicy = RetryPolicy(attempts: 5)
        configuration.retryPolicy.afterTimeLimit = false
        let outcomes = try await TestPool.outcomes(of: [.hang], configuration: configuration)
        #expect(outcomes[0].kind == "time limit")
        #expect(outcomes[0].attempts == 1)
    }

    @Test("A worker is replaced after its share of tasks, and nothing is lost at the change", arguments: [1, 3, 10])
    func recycling(share: Int) async throws {
        var configuration = TestPool.configuration(processes: 2)
        configuration.maxTasksPerWorker = share
        let outcomes = try await TestPool.outcomes(of: (0..<30).map(Order.echo), configuration: configuration)
        #expect(outcomes.map(\.kind) == (0..<30).map { "value \($0)" })
        #expect(outcomes.allSatisfy { $0.attempts == 1 })
        let tasks = Dictionary(grouping: outcomes) { try? $0.result.get().pid }
        #expect(tasks.count >= 30 / share)
        #expect(tasks.values.allSatisfy { $0.count <= share })
    }

    @Test("An allocation beyond the address space fails in the worker, which can say so")
    func addressSpace() async throws {
        // Filling so much memory takes a while where others want it too.
        var configuration = TestPool.configuration(timeLimit: nil)
        configuration.limits.addressSpace = 1 << 29
        let outcomes = try await TestPool.outcomes(of: [.eatMemory, .echo(1)], configuration: configuration)
        #expect(outcomes.map(\.kind) == ["thrown no memory left", "value 1"])
    }

    @Test("A worker that outgrows its memory is killed for that reason, and others go on")
    func memoryLimit() async throws {
        var configuration = TestPool.configuration()
        configuration.limits.residentMemory = 200 << 20
        let outcomes = try await TestPool.outcomes(of: [.eatMemory, .echo(1)], configuration: configuration)
        #expect(outcomes.map(\.kind) == ["memory limit", "value 1"])
    }

    @Test("A worker above the mark is replaced after its task")
    func replacedAboveMark() async throws {
        var configuration = TestPool.configuration(processes: 1)
        configuration.replaceAboveMemory = 1
        configuration.prefetch = 0
        let outcomes = try await TestPool.outcomes(of: (0..<4).map(Order.echo), configuration: configuration)
        #expect(Set(outcomes.compactMap { try? $0.result.get().pid }).count == 4)
    }

    @Test("Tasks that run into their limits one after another are no reason to give up")
    func limitsAreNoStorm() async throws {
        var configuration = TestPool.configuration(timeLimit: .milliseconds(50))
        configuration.restartIntensity.deaths = 3
        let outcomes = try await TestPool.outcomes(
            of: Array(repeating: .hang, count: 12), configuration: configuration)
        #expect(outcomes.map(\.kind) == Array(repeating: "time limit", count: 12))
    }

    @Test("A worker that cannot be made says why, and the pool ends")
    func setupRefused() async throws {
        let failure = await #expect(throws: PoolFailure<WorkerFailure>.self) {
            try await TestPool.outcomes(of: [.echo(1)], setup: .refuse("no such document"))
        }
        guard case .setupFailed(let error) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(error.message == "no such document")
    }

    @Test("Workers that die before they are ready end the pool, with evidence")
    func startsFail() async throws {
        let failure = await #expect(throws: PoolFailure<WorkerFailure>.self) {
            try await TestPool.outcomes(of: [.echo(1)], setup: .die)
        }
        guard case .keepsDying(let deaths) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(deaths.count == 3)
        #expect(deaths.allSatisfy { $0.cause == .exited(status: 7) })
    }

    @Test("A worker that dies once at its start is replaced")
    func startFailsOnce() async throws {
        let mark = ScratchPath()
        let outcomes = try await TestPool.outcomes(of: [.echo(1)], setup: .dieFirst(path: mark.path))
        #expect(outcomes.map(\.kind) == ["value 1"])
        #expect(outcomes[0].attempts == 1)
    }

    @Test("A worker that is not ready in time ends the pool")
    func startHangs() async throws {
        var configuration = TestPool.configuration()
        configuration.startTimeLimit = .milliseconds(300)
        let failure = await #expect(throws: PoolFailure<WorkerFailure>.self) {
            try await TestPool.outcomes(of: [.echo(1)], setup: .hang, configuration: configuration)
        }
        guard case .startTimeLimit = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
    }

    @Test("A pool that does nothing but replace its dead gives up")
    func restartIntensity() async throws {
        var configuration = TestPool.configuration()
        configuration.restartIntensity.deaths = 5
        let failure = await #expect(throws: PoolFailure<WorkerFailure>.self) {
            try await TestPool.outcomes(of: Array(repeating: .exit(1), count: 100), configuration: configuration)
        }
        guard case .keepsDying = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
    }

    @Test("A program that is not there is named")
    func noProgram() async throws {
        var configuration = TestPool.configuration()
        configuration.command.path = "/nonexistent/worker"
        let failure = await #expect(throws: PoolFailure<WorkerFailure>.self) {
            try await TestPool.outcomes(of: [.echo(1)], configuration: configuration)
        }
        guard case .cannotStart(let why) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(why.contains("/nonexistent/worker"))
    }
}
