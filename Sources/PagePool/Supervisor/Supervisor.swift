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

    var workers: [WorkerSlot] = []
    var waiting = Deque<Assignment>()
    var deaths: [(time: ContinuousClock.Instant, death: WorkerDeath)] = []
    var failedStarts = 0
    var failure: RawPoolFailure?
    private var nextNumber: UInt64 = 0
    private var ending: SupervisorHandle.Ending?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    /// Starts the thread of a supervisor.
    ///
    /// - Parameter setup: The bytes of the set-up value, sent to every worker.
    static func start(configuration: PoolConfiguration, setup: [UInt8]) -> SupervisorHandle {
        let handle = SupervisorHandle()
        PoolThread.start {
            Supervisor(configuration: configuration, setup: setup, handle: handle).run()
        }
        return handle
    }

    private init(configuration: PoolConfiguration, setup: [UInt8], handle: SupervisorHandle) {
        self.configuration = configuration
        self.setup = setup
        self.handle = handle
        launcher = WorkerLauncher(configuration)
    }

    deinit { buffer.deallocate() }

    private func run() {
        while true {
            takeSubmissions()
            if ending == .immediate { break }
            retireWorkers()
            startWorkers()
            if failure != nil { break }
            handOut()
            if ending == .graceful, waiting.isEmpty, workers.allSatisfy(\.assignments.isEmpty) { break }
            waitForEvents()
            enforceTimeLimits()
        }
        endWorkers()
        let last = handle.finish()
        for assignment in waiting { settle(assignment, .cancelled, since: nil) }
        for submission in last { submission.deliver(RawOutcome(result: .cancelled, attempts: 0, duration: .zero)) }
    }

    private func takeSubmissions() {
        let (submissions, ending) = handle.take()
        self.ending = ending
        for submission in submissions {
            waiting.append(Assignment(number: nextNumber, submission: submission))
            nextNumber += 1
        }
    }

    // MARK: - Handing out

    /// Starts a worker for every task that no worker is about to take, up to the pool's size.
    private func startWorkers() {
        let free = workers.count { $0.isStarting || (mayTake($0) && $0.assignments.isEmpty) }
        let wanted = min(configuration.processes - workers.count, waiting.count - free)
        guard wanted > 0 else { return }
        for _ in 0..<wanted {
            do {
                let worker = try launcher.launch()
                worker.enqueue(Frame.bytes(.setup, payload: setup))
                worker.send()
                workers.append(worker)
            } catch {
                // Fewer workers than asked for still do the work.
                if workers.isEmpty { fail(.cannotStart(error.description)) }
                return
            }
        }
    }

    /// Gives every idle worker a task, then tops up those that are busy while there are tasks enough for all.
    private func handOut() {
        for depth in 0...configuration.prefetch {
            for worker in workers where mayTake(worker) && worker.assignments.count <= depth {
                // Near the end a task must not wait behind another while a worker is idle or about to be.
                guard !waiting.isEmpty, depth == 0 || waiting.count > configuration.processes else { continue }
                var assignment = waiting.removeFirst()
                assignment.attempts += 1
                if worker.assignments.isEmpty { begin(on: worker) }
                worker.take(assignment)
            }
        }
        for worker in workers where worker.hasUnsent { worker.send() }
    }

    private func mayTake(_ worker: WorkerSlot) -> Bool {
        worker.isReady && worker.tasksTaken < configuration.maxTasksPerWorker ?? .max
    }

    /// Lets workers go that have done their share; each makes room for a fresh one when it is gone.
    private func retireWorkers() {
        for worker in workers where worker.isReady && worker.assignments.isEmpty && !mayTake(worker) {
            worker.retire()
        }
    }

    private func begin(on worker: WorkerSlot) {
        worker.since = .now
        worker.log.clear()
    }

    // MARK: - Waiting

    private func waitForEvents() {
        var polled = [pollfd(fd: handle.wakeUp, events: Int16(POLLIN), revents: 0)]
        for worker in workers {
            let channelEvents = Int16(POLLIN) | (worker.hasUnsent ? Int16(POLLOUT) : 0)
            // A negative descriptor is skipped: one at its end would wake us over and over.
            polled.append(pollfd(fd: worker.isListenedTo ? worker.channel : -1, events: channelEvents, revents: 0))
            polled.append(pollfd(fd: worker.log.isClosed ? -1 : worker.output, events: Int16(POLLIN), revents: 0))
            polled.append(pollfd(fd: worker.pidfd, events: Int16(POLLIN), revents: 0))
        }
        guard poll(&polled, nfds_t(polled.count), millisecondsToNextLimit()) > 0 else { return }
        let polledWorkers = workers
        for (index, worker) in polledWorkers.enumerated() {
            if polled[index * 3 + 2].revents != 0 { readOutput(of: worker) }
            if polled[index * 3 + 1].revents & Int16(POLLOUT) != 0 { worker.send() }
            if polled[index * 3 + 1].revents & ~Int16(POLLOUT) != 0 { readReplies(of: worker) }
            if polled[index * 3 + 3].revents != 0 { bury(worker) }
        }
    }

    private func readOutput(of worker: WorkerSlot) {
        while true {
            let count = read(worker.output, buffer.baseAddress, buffer.count)
            if count == 0 { worker.log.isClosed = true }
            guard count > 0 else { return }
            worker.log.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Takes all that the worker has sent so far.
    private func readReplies(of worker: WorkerSlot) {
        while worker.isListenedTo {
            let count = recv(worker.channel, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN { return }
                // A worker that dies with unread tasks resets the channel.
                worker.phase = .leaving
                worker.since = .now
                return
            }
            if count == 0 {
                // A dying process closes its descriptors before its death is reported, so this alone is no verdict.
                worker.phase = .leaving
                worker.since = .now
                return
            }
            worker.reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            takeFrames(of: worker)
        }
    }

    private func takeFrames(of worker: WorkerSlot) {
        do throws(MessageError) {
            while worker.isListenedTo, let frame = try worker.reader.next() { try take(frame, from: worker) }
        } catch {
            worker.condemn(.protocolBroken(error.description))
        }
    }

    private func take(_ frame: Frame, from worker: WorkerSlot) throws(MessageError) {
        switch frame.kind {
        case .ready where worker.isStarting:
            worker.phase = .ready
            failedStarts = 0
        case .setupFailed where worker.isStarting: fail(.setupFailed(frame.payload))
        case .value, .thrown:
            let (number, payload) = try frame.taskPayload()
            guard let assignment = worker.assignments.first, assignment.number == number else {
                throw MessageError(description: "the worker answered a task that it was not running")
            }
            worker.assignments.removeFirst()
            deaths.removeAll()
            failedStarts = 0
            settle(assignment, frame.kind == .value ? .value(payload) : .thrown(payload), since: worker.since)
            begin(on: worker)
        case .ready, .setupFailed, .setup, .task:
            throw MessageError(description: "the worker sent a message out of turn")
        }
    }

    // MARK: - Time limits

    private func deadline(of worker: WorkerSlot) -> ContinuousClock.Instant? {
        switch worker.phase {
        case .starting: configuration.startTimeLimit.map { worker.since + $0 }
        case .ready: worker.assignments.isEmpty ? nil : configuration.taskTimeLimit.map { worker.since + $0 }
        case .leaving, .retired: worker.since + .seconds(1)
        case .condemned: nil
        }
    }

    private func millisecondsToNextLimit() -> Int32 {
        guard let next = workers.compactMap(deadline(of:)).min() else { return -1 }
        let left = ContinuousClock.now.duration(to: next).components
        guard left.seconds >= 0 else { return 0 }
        // One more, so that the limit has passed when the wait ends; a day at most, to stay in range.
        return Int32(min(left.seconds, 86_400) * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1)
    }

    private func enforceTimeLimits() {
        let now = ContinuousClock.now
        for worker in workers {
            guard let deadline = deadline(of: worker), now >= deadline else { continue }
            switch worker.phase {
            case .starting: fail(.startTimeLimit(configuration.startTimeLimit ?? .zero))
            case .ready: worker.condemn(.timeLimit(configuration.taskTimeLimit ?? .zero))
            case .leaving: worker.condemn(.protocolBroken("the worker closed its channel and stayed"))
            case .retired: worker.condemn(.poolEnded)
            case .condemned: break
            }
        }
    }

    func drain(_ worker: WorkerSlot) {
        readReplies(of: worker)
        readOutput(of: worker)
    }
}
