import PagePool
import PoolTestWork

/// A run of a pool in which something goes wrong, and what shall come of it.
struct FaultCase {
    struct Expectation: Equatable, CustomStringConvertible {
        var kind: String
        var attempts = 1

        var description: String { "\(kind) after \(attempts)" }
    }

    /// How the pool as a whole may fail.
    struct PoolEnd {
        /// What the failure's name begins with.
        var name: String
        /// Whether it must come.
        ///
        /// With several workers, those that are there may do the work before the pool has given up making another.
        var isCertain = true
        /// The tasks that have their outcome before it comes.
        var tasksDone = 0
    }

    var name: String
    var orders: [Order]
    var setup = Beginning.good
    var configuration: PoolConfiguration
    var expected: [Expectation]
    var poolEnd: PoolEnd?

    /// What is wrong with what came of it; nil if nothing.
    func complaint(about outcomes: [TaskOutcome<MisbehavingWorker>], _ failure: String?) -> String? {
        var seen: Set<Int> = []
        for outcome in outcomes {
            guard seen.insert(outcome.index).inserted else { return "task \(outcome.index) has two outcomes" }
            let got = Expectation(kind: outcome.kind, attempts: outcome.attempts)
            guard got == expected[outcome.index] else {
                return "task \(outcome.index): \(got), not \(expected[outcome.index])"
            }
        }
        if let failure {
            guard let poolEnd, failure.hasPrefix(poolEnd.name) else { return "the pool failed: \(failure)" }
            return seen.isSuperset(of: 0..<poolEnd.tasksDone) ? nil : "only \(seen) were done before the pool failed"
        }
        if let poolEnd, poolEnd.isCertain { return "the pool did not fail with \(poolEnd.name)" }
        return seen.count == expected.count ? nil : "\(seen.count) of \(expected.count) tasks have an outcome"
    }
}

extension PoolFailure<WorkerFailure> {
    /// The failure in a word, and its evidence.
    var name: String {
        switch self {
        case .setupFailed(let error): "set-up failed: \(error.message)"
        case .keepsDying(let deaths): "keeps dying: \(deaths.map { "\($0.cause)" })"
        case .startTimeLimit: "start time limit"
        case .cannotStart: "cannot start"
        }
    }
}
