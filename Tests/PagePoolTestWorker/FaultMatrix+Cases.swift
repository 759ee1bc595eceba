import Glibc
import PagePool
import PoolTestWork

extension FaultMatrix {
    private static let tasks = 6

    /// The cases, whose marks lie in a directory.
    func cases(in directory: String) -> [FaultCase] {
        let mark = directory + "/mark"
        let positions = Position.allCases.flatMap { position in
            faults.map { faulty($0, at: position) } + [triedTwice(at: position), startsLate(at: position, mark)]
                + badStarts.map { startsBadly($0.beginning, poolEnd: $0.poolEnd, at: position, mark) }
        }
        return positions + [onceEach(marks: mark), keepsDying(), noProgram()]
    }

    private var faults: [Fault] {
        guard startMethod == .forkServer else { return Fault.all }
        // Elsewhere a worker's parent is this process.
        return Fault.all + [Fault(name: "server killed", order: .killParent, kind: "signaled 9")]
    }

    var configuration: PoolConfiguration {
        var configuration = PoolConfiguration(command: .thisProgram(arguments: []), processes: processes)
        configuration.startMethod = startMethod
        configuration.startTimeLimit = .seconds(20)
        // Where every task is faulty, nothing gets done in between.
        configuration.restartIntensity.deaths = 1000
        return configuration
    }

    /// A case in which tasks at a position are unlike the others, which echo their number.
    private func faultCase(
        _ name: String, _ order: Order, _ expectation: FaultCase.Expectation, at position: Position
    ) -> FaultCase {
        var faultCase = FaultCase(
            name: "\(name), \(position)", orders: (0..<Self.tasks).map(Order.echo), configuration: configuration,
            expected: (0..<Self.tasks).map { FaultCase.Expectation(kind: "value \($0)") })
        for place in position.places(in: Self.tasks) {
            faultCase.orders[place] = order
            faultCase.expected[place] = expectation
        }
        return faultCase
    }

    // MARK: - Tasks

    private func faulty(_ fault: Fault, at position: Position) -> FaultCase {
        var faultCase = faultCase(fault.name, fault.order, .init(kind: fault.kind), at: position)
        if fault.isEndless {
            // A healthy task must not run into the limit, however busy the machine is.
            faultCase.configuration.taskTimeLimit = position == .every ? .milliseconds(200) : .seconds(2)
        }
        if case .grow = fault.order { faultCase.configuration.limits.residentMemory = 64 << 20 }
        return faultCase
    }

    private func triedTwice(at position: Position) -> FaultCase {
        var faultCase = faultCase(
            "exit 3, tried twice", .exit(3), .init(kind: "exited 3", attempts: 2), at: position)
        faultCase.configuration.retryPolicy = RetryPolicy(attempts: 2)
        return faultCase
    }

    /// Every task kills its first worker, and goes well in its second.
    private func onceEach(marks: String) -> FaultCase {
        var faultCase = faultCase("SIGKILL once each", .echo(0), .init(kind: "value 0", attempts: 2), at: .every)
        faultCase.orders = (0..<Self.tasks).map { .onceOnly(path: "\(marks)-\($0)", signal: SIGKILL) }
        faultCase.configuration.retryPolicy = RetryPolicy(attempts: 2)
        return faultCase
    }

    private func keepsDying() -> FaultCase {
        var faultCase = faultCase("keeps dying", .exit(1), .init(kind: "exited 1"), at: .every)
        faultCase.orders = Array(repeating: .exit(1), count: 40)
        faultCase.expected = Array(repeating: .init(kind: "exited 1"), count: 40)
        faultCase.configuration.restartIntensity = RestartIntensity()
        faultCase.poolEnd = .init(name: Self.keepsDying(exitStatus: 1))
        return faultCase
    }

    private static func keepsDying(exitStatus: Int32) -> String {
        let cause = WorkerDeath.Cause.exited(status: exitStatus)
        return "keeps dying: \(Array(repeating: "\(cause)", count: 3))"
    }

    // MARK: - Starts

    /// The replacement of a worker that a task kills starts late; with every position, all workers do.
    private func startsLate(at position: Position, _ mark: String) -> FaultCase {
        replacing("slow start", .late(milliseconds: 100), at: position, mark)
    }

    private var badStarts: [(beginning: Beginning, poolEnd: FaultCase.PoolEnd)] {
        [
            (.die, .init(name: Self.keepsDying(exitStatus: 7))),
            (.hang, .init(name: "start time limit")),
            (.refuse("no"), .init(name: "set-up failed: no")),
        ]
    }

    /// The replacement of a worker that a task kills never starts; with every position, no worker does.
    private func startsBadly(
        _ beginning: Beginning, poolEnd: FaultCase.PoolEnd, at position: Position, _ mark: String
    ) -> FaultCase {
        var faultCase = replacing("no start, \(beginning)", beginning, at: position, mark)
        if case .hang = beginning { faultCase.configuration.startTimeLimit = .milliseconds(500) }
        faultCase.poolEnd = poolEnd
        if position != .every, processes == 1 {
            faultCase.poolEnd?.tasksDone = position.places(in: Self.tasks)[0]
        } else if position != .every {
            faultCase.poolEnd?.isCertain = false
            // A worker that was about to start may have died before the one that the task has killed.
            if case .die = beginning { faultCase.poolEnd?.name = "keeps dying" }
        }
        return faultCase
    }

    private func replacing(
        _ name: String, _ beginning: Beginning, at position: Position, _ mark: String
    ) -> FaultCase {
        guard position != .every else {
            var faultCase = faultCase(name, .echo(0), .init(kind: "value 0"), at: .every)
            faultCase.setup = beginning
            return faultCase
        }
        // A fork server goes on when its child has died.
        let killer: Order = startMethod == .forkServer ? .killParent : .signal(SIGKILL)
        var faultCase = faultCase(
            name, .once(path: mark, killer), .init(kind: "value 0", attempts: 2), at: position)
        faultCase.setup = .onceThereIs(path: mark, beginning)
        faultCase.configuration.retryPolicy = RetryPolicy(attempts: 2)
        return faultCase
    }

    private func noProgram() -> FaultCase {
        var faultCase = faultCase("no program", .echo(0), .init(kind: "none"), at: .every)
        faultCase.configuration.command.path = "/nonexistent/worker"
        faultCase.poolEnd = .init(name: "cannot start")
        return faultCase
    }
}
