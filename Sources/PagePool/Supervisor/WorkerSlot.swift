internal import CPagePool
internal import Glibc

/// A task in a worker's hands, or waiting for one.
struct Assignment {
    let number: UInt64
    let submission: Submission
    var attempts = 0
}

/// The supervisor's end of one worker process.
final class WorkerSlot {
    enum Phase {
        /// Started, but it has not said yet that it is ready.
        case starting
        case ready
        /// It has closed its channel, as a dying process does before its death is reported.
        case leaving
        /// It has done its share and was told that nothing will come any more.
        case retired
        /// It was killed; only its death is awaited.
        case condemned(Condemnation)
    }

    /// Why the supervisor killed a worker.
    enum Condemnation {
        case timeLimit(Duration)
        case memoryLimit(Int)
        case protocolBroken(String)
        case taskCancelled
        case poolEnded
    }

    let pid: Int32
    let pidfd: Int32
    let channel: Int32
    let output: Int32
    var phase = Phase.starting {
        didSet {
            if isReady { wasReady = true }
            if case .retired = phase { hasRetired = true }
        }
    }
    /// The first one is running, the others wait in the worker.
    var assignments: [Assignment] = []
    /// Tasks handed to it over its life.
    private(set) var tasksTaken = 0
    /// It holds more memory than a worker shall keep.
    var isTooLarge = false
    var reader: FrameReader
    var log = LineLog()
    private(set) var wasReady = false
    private(set) var hasRetired = false
    /// When the start, the running task, the leaving or the retirement began.
    var since: ContinuousClock.Instant
    private var outbox: [UInt8] = []
    private var sent = 0

    init(pid: Int32, pidfd: Int32, channel: Int32, output: Int32, messageSizeLimit: Int) {
        (self.pid, self.pidfd, self.channel, self.output) = (pid, pidfd, channel, output)
        reader = FrameReader(limit: messageSizeLimit)
        since = .now
    }

    deinit {
        for fd in [pidfd, channel, output] { close(fd) }
    }

    var isReady: Bool { if case .ready = phase { true } else { false } }
    var isStarting: Bool { if case .starting = phase { true } else { false } }
    var isListenedTo: Bool { isStarting || isReady }
    var isCondemned: Bool { if case .condemned = phase { true } else { false } }
    var wasKilledOnPurpose: Bool {
        switch phase {
        case .condemned(.timeLimit), .condemned(.memoryLimit), .condemned(.taskCancelled): true
        default: false
        }
    }
    var hasUnsent: Bool { sent < outbox.count }

    /// Hands a task over; it is sent with the next ``send()``.
    func take(_ assignment: Assignment) {
        tasksTaken += 1
        assignments.append(assignment)
        enqueue(Frame.bytes(.task, task: assignment.number, payload: assignment.submission.payload))
    }

    /// Notes that the worker has closed its channel.
    ///
    /// A dying process does that before its death is reported, so it is no verdict yet.
    func leave() {
        phase = .leaving
        since = .now
    }

    /// Tells the worker that no task will come any more; it then ends by itself.
    func retire() {
        phase = .retired
        since = .now
        shutdown(channel, Int32(SHUT_WR))
    }

    func enqueue(_ bytes: [UInt8]) {
        if sent == outbox.count {
            outbox = bytes
            sent = 0
        } else {
            outbox.append(contentsOf: bytes)
        }
    }

    /// Writes what the channel takes.
    ///
    /// A worker that has closed its end is dealt with when its death is seen.
    func send() {
        while hasUnsent {
            let count = outbox.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(channel, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    func condemn(_ reason: Condemnation) {
        guard !isCondemned else { return }
        phase = .condemned(reason)
        cpagepool_signal(pidfd, SIGKILL)
    }
}
