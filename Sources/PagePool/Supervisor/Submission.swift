/// A task on its way through the supervisor, as bytes.
struct Submission: Sendable {
    var payload: [UInt8]
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
        case protocolBroken(String)
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
