import Glibc
import PoolTestWork
import Testing

@testable import PagePool

@Suite("Workers that fork a child for every task", .timeLimit(.minutes(5)))
struct ForkServerTests {
    private func configuration(processes: Int = 1, timeLimit: Duration? = nil) -> PoolConfiguration {
        TestPool.featureConfiguration(.forkServer, processes: processes, timeLimit: timeLimit)
    }

    private func harmful(processes: Int = 1, timeLimit: Duration? = .seconds(20)) -> PoolConfiguration {
        var configuration = TestPool.configuration(processes: processes, timeLimit: timeLimit)
        configuration.startMethod = .forkServer
        return configuration
    }

    @Test("Every task has a child of its own, made by one of as many servers as there are processes")
    func freshChildren() async throws {
        let outputs = try await TestPool.withFeatures(configuration(processes: 2)) { pool in
            try await pool.map((0..<40).map(Feature.echo)).compactMap(\.output)
        }
        #expect(outputs.map(\.number) == Array(0..<40))
        let servers = Set(outputs.map(\.parent))
        #expect(Set(outputs.map(\.pid)).count == 40)
        #expect((1...2).contains(servers.count))
        #expect(servers.isDisjoint(with: outputs.map(\.pid)))
    }

    @Test("The context is made once, and no task sees what another has done to it")
    func context() async throws {
        let log = ScratchPath()
        var setup = FeatureSetup()
        setup.log = log.path
        let outcomes = try await TestPool.withFeatures(setup: setup, configuration()) { pool in
            try await pool.map(Array(repeating: Feature.tally, count: 10))
        }
        #expect(outcomes.map(\.kind) == Array(repeating: "value 1", count: 10))
        #expect(log.text == "x")
    }

    @Test("A child's death costs its own task only, and the server serves on")
    func deaths() async throws {
        let (outcomes, statistics, events) = try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: harmful()
        ) { pool in
            let outcomes = try await pool.map([.echo(1), .signal(SIGKILL), .exit(3), .crash, .echo(2)])
            return (outcomes, pool.statistics, pool.events)
        }
        #expect(outcomes.map(\.kind) == ["value 1", "signaled 9", "exited 3", "signaled 11", "value 2"])
        #expect(statistics.deaths == 3)
        var servers: Set<Int32> = [], children: [Int32] = [], dead: [Int32] = []
        for await event in events {
            switch event {
            case .forked(let pid, let server):
                children.append(pid)
                servers.insert(server)
            case .died(let death): dead.append(death.pid)
            case .started(let pid): #expect(servers.isEmpty, "another server was started: \(pid)")
            default: break
            }
        }
        #expect(servers == Set(statistics.workers.map(\.pid)))
        #expect(Set(children).count == 5)
        #expect(dead == Array(children[1...3]))
        let echoes = outcomes.compactMap { try? $0.result.get().pid }
        #expect(echoes == [children[0], children[4]])
    }

    @Test("The time limit kills the child and leaves its server")
    func timeLimit() async throws {
        let (outcomes, deaths) = try await withPool(
            of: MisbehavingWorker.self, setup: .good, configuration: harmful(timeLimit: .seconds(2))
        ) { pool in
            let before = try await pool.apply(.echo(1))
            let servers = pool.statistics.workers.map(\.pid)
            let outcomes = try await pool.map([.hang, .stop, .echo(2)])
            #expect(pool.statistics.workers.map(\.pid) == servers)
            return ([before] + outcomes, pool.statistics.deaths)
        }
        #expect(outcomes.map(\.kind) == ["value 1", "time limit", "time limit", "value 2"])
        #expect(deaths == 2)
    }

    @Test("A running task that is cancelled ends at once, and the next one is done")
    func cancelled() async throws {
        try await TestPool.withFeatures(configuration()) { pool in
            let log = ScratchPath(), never = ScratchPath()
            let running = try await pool.begin(.enter(log: log.path, name: "a", path: never.path))
            running.cancel()
            let kinds = [try await running.outcome.kind, try await pool.apply(.echo(1)).kind]
            #expect(kinds == ["cancelled", "value 1"])
        }
    }

    @Test("A task and the news that nobody wants it may reach the server together")
    func cancelledAtOnce() async throws {
        // A server that does not get to it within a second is replaced, which a busy machine can bring about now and then.
        for _ in 0..<3 {
            if try await serverSurvivesCancellingAtOnce() { return }
        }
        Issue.record("the server was replaced every time")
    }

    private func serverSurvivesCancellingAtOnce() async throws -> Bool {
        var configuration = harmful(timeLimit: nil)
        configuration.budget = 1
        return try await withPool(of: MisbehavingWorker.self, setup: .good, configuration: configuration) { pool in
            let child = try await pool.apply(.echo(1)).result.get().pid
            let server = try #require(pool.statistics.workers.first?.pid)
            while kill(child, 0) == 0 { await Task.yield() }
            // Stopped, so that it reads both at once.
            kill(server, SIGSTOP)
            let running = try pool.applyAsync(.hang)
            // The pool refuses these at once; when it has refused the second, it has handed out what came before both.
            for _ in 0..<2 { _ = try await pool.apply(.echo(0), weight: 2) }
            running.cancel()
            for _ in 0..<2 { _ = try await pool.apply(.echo(0), weight: 2) }
            kill(server, SIGCONT)
            let kinds = [try await running.outcome.kind, try await pool.apply(.echo(2)).kind]
            #expect(kinds == ["cancelled", "value 2"])
            return pool.statistics.workers.map(\.pid) == [server]
        }
    }

    @Test("A context that keeps a thread is refused, because a fork would lose it")
    func threads() async {
        var setup = FeatureSetup()
        setup.startsThread = true
        let failure = await TestPool.failure(setup: setup, configuration())
        guard case .cannotStart(let why) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(why.contains("one thread") && why.contains("has left 2"))
    }

    @Test("A context that cannot be made says why, as without forks")
    func refusal() async {
        var setup = FeatureSetup()
        setup.refusal = "no such document"
        let failure = await TestPool.failure(setup: setup, configuration())
        guard case .setupFailed(let error) = failure else {
            Issue.record("the pool failed otherwise: \(String(describing: failure))")
            return
        }
        #expect(error.message == "no such document")
    }

    @Test("Each child has the CPU seconds of the limit for itself")
    func cpuLimit() async throws {
        var configuration = configuration(timeLimit: .seconds(40))
        configuration.limits.cpuSeconds = 1
        let outcomes = try await TestPool.withFeatures(configuration) { pool in
            try await pool.map([.spin, .echo(1), .spin, .echo(2)])
        }
        #expect(outcomes.map(\.kind) == ["died signaled(signal: 9)", "value 1", "died signaled(signal: 9)", "value 2"])
    }

    @Test("Limits of memory hold for each child")
    func memoryLimits() async throws {
        // To fill memory can take long on a busy machine.
        var configuration = harmful(timeLimit: nil)
        configuration.limits.addressSpace = 1 << 29
        let refused = try await TestPool.outcomes(of: [.eatMemory, .echo(1)], configuration: configuration)
        #expect(refused.map(\.kind) == ["thrown no memory left", "value 1"])
        configuration = harmful(timeLimit: nil)
        configuration.limits.residentMemory = 200 << 20
        let killed = try await TestPool.outcomes(of: [.eatMemory, .echo(1)], configuration: configuration)
        #expect(killed.map(\.kind) == ["memory limit", "value 1"])
    }

    @Test("A server is replaced after its share of tasks")
    func share() async throws {
        var configuration = configuration()
        configuration.maxTasksPerWorker = 3
        let outputs = try await TestPool.withFeatures(configuration) { pool in
            try await pool.map((0..<9).map(Feature.echo)).compactMap(\.output)
        }
        #expect(outputs.map(\.number) == Array(0..<9))
        #expect(Set(outputs.map(\.parent)).count == 3)
    }
}
