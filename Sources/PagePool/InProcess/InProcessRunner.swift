internal import CPagePool
internal import Glibc

/// Runs a pool's tasks one after another on a thread of this process, through the same coding as between processes, so
/// that outcomes are the same.
final class InProcessRunner<Worker: PoolWorker>: TaskLink {
    private let handle: SupervisorHandle
    private let events: AsyncStream<PoolEvent>.Continuation
    private let board: WorkerBoard
    private let budget: Int?
    private var waiting = Deque<Submission>()
    private var ending: SupervisorHandle.Ending?
    private var running: (submission: Submission, place: Int)?

    /// Starts the thread.
    static func start(
        setup: [UInt8], budget: Int?, events: AsyncStream<PoolEvent>.Continuation
    ) -> SupervisorHandle {
        let handle = SupervisorHandle()
        PoolThread.start {
            let memory = cpagepool_board_create()
            let board = WorkerBoard(descriptor: memory)
            close(memory)
            guard let board else {
                return Self.finish(.poolFailed(.cannotStart("no memory for the board")), Deque(), handle, events)
            }
            InProcessRunner(handle: handle, board: board, budget: budget, events: events).run(setup)
        }
        return handle
    }

    private init(
        handle: SupervisorHandle, board: WorkerBoard, budget: Int?, events: AsyncStream<PoolEvent>.Continuation
    ) {
        (self.handle, self.board, self.budget, self.events) = (handle, board, budget, events)
    }

    private func run(_ setup: [UInt8]) {
        let pid = getpid()
        handle.count { $0.workers[pid] = PoolCounts.Worker(mapping: board.mapping) }
        events.yield(.started(pid: pid))
        do {
            let setup = try MessageDecoder.decode(Worker.Setup.self, from: setup[...])
            var worker = try Worker(setup: setup)
            events.yield(.ready(pid: pid))
            serve(&worker)
            Self.finish(.cancelled, waiting, handle, events)
        } catch let failure as Worker.Failure {
            let message = (try? MessageEncoder.encodeAlone(failure)) ?? []
            failAll(.setupFailed(message[...]))
        } catch {
            failAll(.cannotStart("the set-up value is no \(Worker.Setup.self): \(error)"))
        }
    }

    private func serve(_ worker: inout Worker) {
        while true {
            takeSubmissions()
            if ending == .immediate || (ending == .graceful && waiting.isEmpty) { return }
            guard !waiting.isEmpty else {
                wait()
                continue
            }
            run(waiting.removeFirst(), with: &worker)
        }
    }

    private func takeSubmissions() {
        let (submissions, _, ending) = handle.take()
        self.ending = ending
        for submission in submissions {
            if let budget, submission.weight > budget {
                handle.count { $0.failed += submission.count }
                submission.refuse(.tooHeavy(weight: submission.weight, budget: budget))
            } else {
                waiting.append(submission)
            }
        }
    }

    private func wait() {
        guard handle.fallAsleep(.forTasks) else { return }
        var polled = pollfd(fd: handle.wakeUp, events: Int16(POLLIN), revents: 0)
        poll(&polled, 1, -1)
        handle.noteWakeUp()
    }

    private func run(_ submission: Submission, with worker: inout Worker) {
        var reader = FrameReader(limit: .max)
        submission.frames.withUnsafeBytes { reader.append($0) }
        for place in 0..<submission.count {
            running = (submission, place)
            let began = cpagepool_now()
            // The pool may be ended within a chunk too.
            if place > 0 { takeSubmissions() }
            let isUnwanted = submission.mark.isCancelled || ending == .immediate
            let result = isUnwanted ? .cancelled : result(of: &reader, submission, with: &worker)
            let nanoseconds = cpagepool_now() - began
            handle.count { counts in
                if case .value = result { counts.succeeded += 1 } else { counts.failed += 1 }
                counts.workers[getpid()]?.done += 1
            }
            submission.deliver(place, .single([RawOutcome(result: result, attempts: 1, nanoseconds: nanoseconds)]))
        }
        running = nil
    }

    private func result(
        of reader: inout FrameReader, _ submission: Submission, with worker: inout Worker
    ) -> RawOutcome.Result {
        do {
            guard let task = reader.nextTask() else { return .protocolBroken("a task is missing") }
            var reply: [UInt8] = []
            let answer = TaskAnswer(to: task, from: &worker, link: self, into: &reply) {
                try MessageDecoder.decode(
                    Worker.Task.self, from: reader.message(of: task), attachments: submission.attachments)
            }
            let message = reply[TaskAnswer.headroom...]
            switch answer.kind {
            case .value: return .value(message, answer.memories)
            case .thrown: return .thrown(message, answer.memories)
            default: return .undecodable(String(decoding: message, as: UTF8.self))
            }
        } catch {
            return .protocolBroken("\(error)")
        }
    }

    private func failAll(_ failure: RawPoolFailure) { Self.finish(.poolFailed(failure), waiting, handle, events) }

    private static func finish(
        _ result: RawOutcome.Result, _ waiting: Deque<Submission>, _ handle: SupervisorHandle,
        _ events: AsyncStream<PoolEvent>.Continuation
    ) {
        handle.count { $0.remove(getpid()) }
        events.finish()
        // Before those who wait for the end are told, so that they find every outcome.
        for submission in waiting { submission.refuse(result) }
        let last = handle.finish(refusing: result)
        for submission in last { submission.refuse(result) }
    }

    // MARK: - The running task's way out

    func report(_ message: [UInt8], task: UInt64) {
        // What a worker reports and its caller cannot read is a fault of the program; there is no process to blame.
        guard let running else { return }
        try? running.submission.onProgress?(running.place, message[...])
    }

    func writeRaw(_ bytes: [UInt8]) {}

    func count(_ addend: UInt64, counter: Int) { board.count(addend, counter: counter) }
}
