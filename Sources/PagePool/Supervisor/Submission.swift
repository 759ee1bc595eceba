/// A task on its way through the supervisor, as bytes.
struct Submission: Sendable {
    var payload: [UInt8]
    /// Says when nobody wants it any more.
    var mark: CancellationMark
    /// Called exactly once, on the supervisor's thread; must not block.
    var deliver: @Sendable (RawOutcome) -> Void
}

/// What became of a submission.
struct RawOutcome: Sendable {
    enum Result: Sendable {
        case value(ArraySlice<UInt8>)
        case thrown(ArraySlice<UInt8>)
        case workerDied(WorkerDeath)
        case timeLimit(Duration)
        case memoryLimit(Int)
        case protocolBroken(String)
        case cancelled
        /// The pool itself has failed.
        case poolFailed(RawPoolFailure)
    }

    /// The submission's place among all of the pool's; 0 for one that came after its end.
    var number: UInt64 = 0
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
