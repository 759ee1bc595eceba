internal import CPagePool
internal import Glibc

/// The pool's own thread: starts workers, hands out tasks, reads replies, keeps time, buries the dead.
///
/// All state belongs to this thread, so that what happens to a worker happens in one order. The thread must live as
/// long as the workers do, because the system kills them when the thread that started them ends.
final class Supervisor {
    let configuration: PoolConfiguration
    let setup: [UInt8]
    let handle: SupervisorHandle
    let launcher: WorkerLauncher
    let events: AsyncStream<PoolEvent>.Continuation

    var workers: [WorkerSlot] = []
    var waiting = Deque<Assignment>()
    var deaths: [(time: ContinuousClock.Instant, death: WorkerDeath)] = []
    var failedStarts = 0
    var lastMemoryCheck = ContinuousClock.now
    var failure: RawPoolFailure?
    /// Workers that are gone and have not been replaced yet.
    var departed: [Int32] = []
    /// A worker has written more than was taken from it in one go.
    var mayHaveMore = false
    private var ending: SupervisorHandle.Ending?
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    /// Starts the thread of a supervisor.
    ///
    /// - Parameters:
    ///   - setup: The bytes of the set-up value, sent to every worker.
    ///   - events: Told what happens to the workers, and finished after the last of them.
    static func start(
        configuration: PoolConfiguration, setup: [UInt8], events: AsyncStream<PoolEvent>.Continuation
    ) -> SupervisorHandle {
        let handle = SupervisorHandle()
        PoolThread.start {
            Supervisor(configuration: configuration, setup: setup, handle: handle, events: events).run()
        }
        return handle
    }

    private init(
        configuration: PoolConfiguration, setup: [UInt8], handle: SupervisorHandle,
        events: AsyncStream<PoolEvent>.Continuation
    ) {
        self.configuration = configuration
        self.setup = setup
        self.handle = handle
        self.events = events
        launcher = WorkerLauncher(configuration)
    }

    deinit { buffer.deallocate() }

    private func run() {
        while true {
            takeSubmissions()
            if ending == .immediate { break }
            lookAround()
            retireWorkers()
            startWorkers()
            if failure != nil { break }
            handOut()
            if ending == .graceful, waiting.isEmpty, workers.allSatisfy(\.assignments.isEmpty) { break }
            waitForEvents()
            enforceLimits()
        }
        endWorkers()
        events.finish()
        let result = failure.map { RawOutcome.Result.poolFailed($0) } ?? .cancelled
        // Before those who wait for the end are told, so that they find every outcome.
        for assignment in waiting { settle(assignment, result) }
        let last = handle.finish(refusing: result)
        for submission in last { submission.refuse(result) }
    }

    private func takeSubmissions() {
        let (submissions, hasCancellations, ending) = handle.take()
        self.ending = ending
        for submission in submissions {
            if let budget = configuration.budget, submission.weight > budget {
                handle.count { $0.failed += submission.count }
                submission.refuse(.tooHeavy(weight: submission.weight, budget: budget))
            } else {
                waiting.append(Assignment(submission))
            }
        }
        if hasCancellations { cancelMarked() }
    }

    /// Gives cancelled tasks that wait their outcome, and kills the workers of those that run.
    private func cancelMarked() {
        for _ in 0..<waiting.count {
            let assignment = waiting.removeFirst()
            if assignment.isCancelled {
                settle(assignment, .cancelled)
            } else {
                waiting.append(assignment)
            }
        }
        for worker in workers { condemnIfCancelled(worker) }
    }

    /// Kills a worker whose running task nobody wants; tasks that wait in the worker have their turn later.
    func condemnIfCancelled(_ worker: WorkerSlot) {
        if worker.isReady, let running = worker.assignments.first, running.isCancelled {
            condemn(worker, .taskCancelled)
        }
    }
}
