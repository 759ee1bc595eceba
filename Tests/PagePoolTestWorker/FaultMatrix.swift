import Glibc
import PagePool
import PoolTestWork

/// Every fault at every position, for one way of starting so many workers.
struct FaultMatrix: Sendable {
    let startMethod: StartMethod
    let processes: Int

    /// Runs all cases one after another and says what is wrong.
    ///
    /// - Returns: Whether nothing is.
    func run() async throws -> Bool {
        let scratch = ScratchDirectory()
        // A timer brings up all that Swift's scheduler opens for itself, which stays for the life of the process.
        try await Task.sleep(for: .nanoseconds(1))
        let before = Leftovers()
        var isGood = true
        for faultCase in cases(in: scratch.path) {
            // A pool that does not end is ended with this process, whose last line then tells where.
            alarm(120)
            Main.say("begins: \(faultCase.name)")
            let (outcomes, failure) = try await perform(faultCase)
            let complaints = [faultCase.complaint(about: outcomes, failure), before.complaint(files: scratch.path)]
            for complaint in complaints.compactMap(\.self) {
                Main.say("failed: \(faultCase.name): \(complaint)")
                isGood = false
            }
            scratch.empty()
        }
        return isGood
    }

    /// Runs a case and returns the outcomes as they came, and the name of the failure that ended the pool.
    @discardableResult
    private func perform(_ faultCase: FaultCase) async throws -> ([TaskOutcome<MisbehavingWorker>], String?) {
        var outcomes: [TaskOutcome<MisbehavingWorker>] = []
        do {
            try await withPool(
                of: MisbehavingWorker.self, setup: faultCase.setup, configuration: faultCase.configuration
            ) { pool in
                for try await outcome in pool.imapUnordered(faultCase.orders) { outcomes.append(outcome) }
            }
        } catch let failure as PoolFailure<WorkerFailure> {
            return (outcomes, failure.name)
        }
        return (outcomes, nil)
    }
}
