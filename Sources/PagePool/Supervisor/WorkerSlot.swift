internal import CPagePool
internal import Glibc

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

    /// Why the supervisor killed a worker, or a fork server's child.
    enum Condemnation {
        case timeLimit(Duration)
        case memoryLimit(Int)
        case protocolBroken(String)
        case taskCancelled
        case poolEnded

        /// Whether this says nothing against the worker.
        var isOnPurpose: Bool {
            switch self {
            case .timeLimit, .memoryLimit, .taskCancelled: true
            case .protocolBroken, .poolEnded: false
            }
        }
    }

    let pid: Int32
    let pidfd: Int32
    let channel: OutgoingChannel
    let output: Int32
    let bell: Int32
    let board: WorkerBoard
    let attachments: DescriptorSocket
    let way: ServingWay
    var phase = Phase.starting {
        didSet {
            if isReady { wasReady = true }
            if case .retired = phase { hasRetired = true }
        }
    }
    /// The first task of the first one is running, all others wait in the worker.
    private(set) var assignments: [Assignment] = []
    /// Outcomes of the first assignment that have not been delivered yet, and the place of their first.
    private(set) var finished: (place: Int, outcomes: [RawOutcome]) = (0, [])
    /// Tasks handed to it over its life, without those that were taken back.
    private(set) var tasksTaken = 0
    /// The process that a fork server has made for the task, until its end is known.
    var child: ForkedChild?
    /// It holds more memory than a worker shall keep.
    var isTooLarge = false
    var reader: FrameReader
    /// What a fork server says beside the board.
    var besideReader = FrameReader(limit: 64)
    var log = LineLog()
    private(set) var wasReady = false
    private(set) var hasRetired = false
    /// The task for whose sake it was killed, if it was that.
    private(set) var condemnedTask: UInt64?
    /// When the start, the running task, the leaving or the retirement began.
    var since = ContinuousClock.now {
        didSet {
            lastLook = since
            lookInterval = .milliseconds(1)
        }
    }
    /// When it was last looked at for what it has not rung for, and how long until the next time.
    var lastLook = ContinuousClock.now
    var lookInterval = Duration.milliseconds(1)

    init(
        pid: Int32, pidfd: Int32, ends: WorkerLauncher.Ends, board: WorkerBoard, way: ServingWay,
        messageSizeLimit: Int
    ) {
        (self.pid, self.pidfd, self.board, self.way) = (pid, pidfd, board, way)
        channel = OutgoingChannel(fd: ends.channel)
        (output, bell) = (ends.output, ends.bell)
        attachments = DescriptorSocket(fd: ends.attachments)
        reader = FrameReader(limit: messageSizeLimit)
    }

    deinit {
        for fd in [pidfd, channel.fd, output, bell, attachments.fd] { close(fd) }
    }

    var isReady: Bool { if case .ready = phase { true } else { false } }
    var isStarting: Bool { if case .starting = phase { true } else { false } }
    var isListenedTo: Bool { isStarting || isReady }
    /// Whether its replies are believed: also those that it gave before it was killed for nothing that it said.
    var isBelieved: Bool { isListenedTo || condemnation?.isOnPurpose ?? false }
    var isCondemned: Bool { if case .condemned = phase { true } else { false } }
    var condemnation: Condemnation? { if case .condemned(let reason) = phase { reason } else { nil } }
    /// Tasks in its hands that have no outcome yet.
    var taskCount: Int { assignments.reduce(0) { $0 + $1.range.count } }

    // MARK: - Tasks

    /// Hands tasks over; they are sent with the next flush of the channel.
    func take(_ assignment: Assignment) throws(MessageError) {
        if !assignment.submission.attachments.isEmpty {
            try attachments.send(assignment.submission.attachments, number: assignment.number)
        }
        tasksTaken += assignment.range.count
        assignments.append(assignment)
        if way == .forks { child = ForkedChild(task: assignment.number) }
        channel.enqueue(assignment.frames)
    }

    /// Notes the outcome of the running task.
    ///
    /// - Returns: Whether it was the last of its assignment.
    func finish(_ outcome: RawOutcome) -> Bool {
        if finished.outcomes.isEmpty { finished.place = assignments[0].range.lowerBound }
        finished.outcomes.append(outcome)
        assignments[0].range.removeFirst()
        return assignments[0].range.isEmpty
    }

    /// Notes that so many tasks are done, which are delivered at once.
    func finish(_ count: Int) { assignments[0].range.removeFirst(count) }

    /// Takes the outcomes to be delivered.
    func takeFinished() -> (place: Int, outcomes: [RawOutcome])? {
        defer { finished.outcomes = [] }
        return finished.outcomes.isEmpty ? nil : finished
    }

    /// Lets go of the first assignment if it is done.
    func dropIfDone() {
        if let first = assignments.first, first.range.isEmpty { assignments.removeFirst() }
    }

    /// Takes all that has no outcome yet out of the worker's hands.
    func takeUnfinished() -> [Assignment] {
        defer { assignments = [] }
        return assignments
    }

    /// Takes tasks off the end, which the worker will not begin.
    func takeBack(_ count: Int) -> [Assignment] {
        var left = count
        var taken: [Assignment] = []
        while left > 0, var last = assignments.popLast() {
            let kept = max(last.range.count - left, 0)
            left -= last.range.count - kept
            if kept > 0 { assignments.append(last.split(first: kept)) }
            taken.append(last)
        }
        tasksTaken -= count - left
        return taken.reversed()
    }

    // MARK: - Its end

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
        channel.end()
    }

    func condemn(_ reason: Condemnation) {
        guard !isCondemned else { return }
        if reason.isOnPurpose {
            // Should the task end in this moment, the next one shall not be begun.
            _ = board.revoke()
            condemnedTask = assignments.first?.number
        }
        phase = .condemned(reason)
        cpagepool_signal(pidfd, SIGKILL)
    }

    /// Has the fork server kill its child.
    func condemnChild(_ reason: Condemnation) {
        guard let child, child.condemnation == nil else { return }
        self.child?.condemnation = reason
        self.child?.condemnedAt = .now
        channel.enqueue(Frame.bytes(.kill, numbers: child.task))
        channel.flush()
    }
}

/// The process that a fork server has made for one task.
struct ForkedChild {
    let task: UInt64
    /// Known once it has begun.
    var pid: Int32?
    var condemnation: WorkerSlot.Condemnation?
    var condemnedAt: ContinuousClock.Instant?

    init(task: UInt64) { self.task = task }
}
