/// Tasks on their way through the supervisor, as bytes: those of a chunk, or a single one.
@usableFromInline
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
    var deliver: @Sendable (_ place: Int, _ outcomes: RawOutcomes) -> Void
    /// Takes a report of progress, on the supervisor's thread; must not block.
    var onProgress: (@Sendable (_ place: Int, _ message: ArraySlice<UInt8>) throws -> Void)?

    /// Gives all tasks the same outcome, before any has been begun.
    func refuse(_ result: RawOutcome.Result) {
        let outcome = RawOutcome(result: result, attempts: 0, nanoseconds: 0)
        deliver(0, .single(Array(repeating: outcome, count: count)))
    }
}

/// What became of tasks that follow each other.
@usableFromInline
enum RawOutcomes: Sendable {
    case single([RawOutcome])
    case values(ValueRun)
}

/// The values of tasks that follow each other, as the worker has sent them.
///
/// The supervisor hands them on without looking at each.
@usableFromInline
struct ValueRun: Sendable {
    /// What precedes a message.
    private static let headerSize = Frame.headerSize + 8

    /// Brief frames, one behind the other.
    private let frames: ArraySlice<UInt8>
    /// Where the next frame begins.
    private var offset = 0
    let count: Int
    @usableFromInline let attempts: Int

    /// Fails if a frame is too short for its kind.
    init(frames: ArraySlice<UInt8>, count: Int, attempts: Int) throws(MessageError) {
        (self.frames, self.count, self.attempts) = (frames, count, attempts)
        let areWhole = frames.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let length = 4 + Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                guard length >= Self.headerSize else { return false }
                offset += length
            }
            return true
        }
        guard areWhole else { throw MessageError(description: "a message is too short for its kind") }
    }

    /// Takes the next value; there must be one.
    @usableFromInline
    mutating func takeNext() -> (message: ArraySlice<UInt8>, nanoseconds: UInt64) {
        // The slice itself stays as it is: to cut it would cost more than to read it.
        let start = frames.startIndex + offset
        let length = 4 + Int(frames.number(at: offset, as: UInt32.self))
        let nanoseconds = frames.number(at: offset + Frame.headerSize, as: UInt64.self)
        offset += length
        return (frames[start + Self.headerSize..<start + length], nanoseconds)
    }

    /// What all tasks took together.
    var nanoseconds: UInt64 {
        frames.withUnsafeBytes { bytes in
            var sum: UInt64 = 0
            var offset = 0
            while offset < bytes.count {
                sum &+= UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: offset + Frame.headerSize, as: UInt64.self))
                offset += 4 + Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            }
            return sum
        }
    }
}

/// What became of a task.
@usableFromInline
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
    /// How long the task took; 0 if it was not finished.
    var nanoseconds: UInt64
}

/// A pool's failure before its set-up error is decoded.
enum RawPoolFailure: Sendable {
    case setupFailed(ArraySlice<UInt8>)
    case keepsDying([WorkerDeath])
    case startTimeLimit(Duration)
    case cannotStart(String)
}
