/// Tasks on their way through the supervisor, as bytes: those of a chunk, or a single one.
struct Submission: Sendable {
    /// The number of the first task; the others follow it.
    var firstNumber: UInt64
    var count: Int
    /// The tasks' frames, one behind the other.
    var frames: [UInt8]
    /// The memory that belongs to the task, which is then the only one.
    var attachments: [SharedMemory] = []
    /// What the tasks take of the pool's budget while one of them runs.
    var weight = 0
    /// Says when nobody wants them any more.
    var mark: CancellationMark
    /// Takes the outcomes of some tasks, which begin with the one at this place.
    ///
    /// Every task's is delivered exactly once, on the supervisor's thread; must not block.
    var deliver: @Sendable (_ place: Int, _ outcomes: [RawOutcome]) -> Void
    /// Takes a report of progress, on the supervisor's thread; must not block.
    var onProgress: (@Sendable (_ place: Int, _ message: ArraySlice<UInt8>) throws -> Void)?

    /// Gives all tasks the same outcome, before any has been begun.
    func refuse(_ result: RawOutcome.Result) {
        let outcome = RawOutcome(result: result, attempts: 0, duration: .zero)
        deliver(0, Array(repeating: outcome, count: count))
    }
}

/// What became of a task.
struct RawOutcome: Sendable {
    enum Result: Sendable {
        case value(ArraySlice<UInt8>, [SharedMemory])
        case thrown(ArraySlice<UInt8>, [SharedMemory])
        case undecodable(String)
        case workerDied(WorkerDeath)
        case timeLimit(Duration)
        case memoryLimit(Int)
        case protocolBroken(String)
        case tooHeavy(weight: Int, budget: Int)
        case cancelled
        /// The pool itself has failed.
        case poolFailed(RawPoolFailure)
    }

    var result: Result
    var attempts: Int
    var duration: Duration
}

/// A pool's failure before its set-up error is decoded.
enum RawPoolFailure: Sendable {
    case setupFailed(ArraySlice<UInt8>)
    case keepsDying([WorkerDeath])
    case startTimeLimit(Duration)
    case cannotStart(String)
}
