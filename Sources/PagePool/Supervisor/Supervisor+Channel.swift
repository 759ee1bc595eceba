internal import Glibc

extension Supervisor {
    /// The most that is taken from one worker before the others have their turn.
    private static let share = 1 << 20

    func waitForEvents() {
        var polled = [pollfd(fd: handle.wakeUp, events: Int16(POLLIN), revents: 0)]
        for worker in workers {
            let channelEvents = Int16(POLLIN) | (worker.channel.hasUnsent ? Int16(POLLOUT) : 0)
            polled.append(pollfd(fd: worker.bell, events: Int16(POLLIN), revents: 0))
            // A negative descriptor is skipped: one at its end would wake us over and over.
            polled.append(pollfd(fd: worker.log.isClosed ? -1 : worker.output, events: Int16(POLLIN), revents: 0))
            polled.append(pollfd(fd: worker.isListenedTo ? worker.channel.fd : -1, events: channelEvents, revents: 0))
            polled.append(pollfd(fd: worker.pidfd, events: Int16(POLLIN), revents: 0))
        }
        let maySleep = handle.fallAsleep(wantsTasks ? .forTasks : .forOrders)
        guard poll(&polled, nfds_t(polled.count), maySleep ? millisecondsToNextLook() : 0) > 0 else { return }
        if polled[0].revents != 0 { handle.noteWakeUp() }
        let polledWorkers = workers
        for (index, worker) in polledWorkers.enumerated() {
            let events = polled[(index * 4 + 1)...(index * 4 + 4)].map(\.revents)
            if events[1] != 0 { readOutput(of: worker) }
            if events[0] != 0 { answerBell(of: worker) }
            if events[2] & Int16(POLLOUT) != 0 { worker.channel.flush() }
            if events[2] & ~Int16(POLLOUT) != 0 { readBeside(worker) }
            if events[3] != 0 { bury(worker) }
        }
    }

    /// Takes some of what the worker has printed, so that one that prints without end does not hold up the rest.
    ///
    /// - Returns: Whether there may be more.
    @discardableResult
    func readOutput(of worker: WorkerSlot) -> Bool {
        let count = read(worker.output, buffer.baseAddress, buffer.count)
        if count == 0 { worker.log.isClosed = true }
        guard count > 0 else { return false }
        let task = worker.wasReady && !worker.assignments.isEmpty ? worker.board.task : nil
        for line in worker.log.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), task: task) {
            events.yield(.wrote(pid: worker.pid, task: line.task, line: line.text))
        }
        return true
    }

    private func answerBell(of worker: WorkerSlot) {
        var rung: UInt64 = 0
        read(worker.bell, &rung, 8)
        readReplies(of: worker)
    }

    /// Takes what the worker has written to its board so far.
    func readReplies(of worker: WorkerSlot) {
        var taken = 0
        while worker.isBelieved, taken < Self.share {
            guard let count = worker.board.take(into: buffer) else {
                return condemn(worker, .protocolBroken("the worker has spoilt its board"))
            }
            guard count > 0 else { return deliverFinished(by: worker) }
            taken += count
            // What a condemned child has still to say is not looked at.
            if worker.child?.condemnation != nil { continue }
            worker.reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            do throws(MessageError) {
                try takeFrames(from: worker)
            } catch {
                deliverFinished(by: worker)
                return condemn(worker, .protocolBroken(error.description))
            }
        }
        deliverFinished(by: worker)
        mayHaveMore = mayHaveMore || taken >= Self.share
    }

    private func takeFrames(from worker: WorkerSlot) throws(MessageError) {
        while true {
            if let running = worker.assignments.first {
                let run = worker.reader.nextRun(of: .brief, atMost: running.range.count)
                if run.count > 0 {
                    try takeValues(ValueRun(frames: run.frames, count: run.count, attempts: running.attempts), worker)
                    continue
                }
            }
            guard let frame = try worker.reader.next() else { return }
            try take(frame, from: worker)
        }
    }

    private func takeValues(_ values: ValueRun, _ worker: WorkerSlot) throws(MessageError) {
        deliverFinished(by: worker)
        let (submission, place) = (worker.assignments[0].submission, worker.assignments[0].range.lowerBound)
        worker.finish(values.count)
        count(values.count, succeeded: values.count, by: worker)
        submission.deliver(place, .values(values))
        follow(worker)
    }

    private func take(_ frame: Frame, from worker: WorkerSlot) throws(MessageError) {
        switch frame.kind {
        case .value, .thrown, .undecodable: try takeReply(frame, from: worker)
        case .progress:
            guard let running = worker.assignments.first, try frame.number() == running.number else {
                throw MessageError(description: "the worker reported on a task that it was not running")
            }
            do {
                try running.submission.onProgress?(running.range.lowerBound, frame.message())
            } catch {
                throw MessageError(description: "a report on task \(running.number) cannot be read: \(error)")
            }
        case .ready where worker.isStarting:
            worker.phase = .ready
            failedStarts = 0
            events.yield(.ready(pid: worker.pid))
        case .setupFailed where worker.isStarting: fail(.setupFailed(frame.payload))
        case .cannotServe where worker.isStarting: fail(.cannotStart(String(decoding: frame.payload, as: UTF8.self)))
        default: throw MessageError(description: "the worker sent a message out of turn")
        }
    }

    private func takeReply(_ frame: Frame, from worker: WorkerSlot) throws(MessageError) {
        let reply = try frame.reply()
        guard let running = worker.assignments.first, reply.number == running.number else {
            throw MessageError(description: "the worker answered a task that it was not running")
        }
        var memories: [SharedMemory] = []
        if reply.attachments > 0 {
            memories = try worker.attachments.receive(
                number: reply.number, count: reply.attachments, isBlocking: false)
        }
        let result: RawOutcome.Result =
            switch frame.kind {
            case .value: .value(reply.message, memories)
            case .thrown: .thrown(reply.message, memories)
            default: .undecodable(String(decoding: reply.message, as: UTF8.self))
            }
        let outcome = RawOutcome(result: result, attempts: running.attempts, nanoseconds: reply.nanoseconds)
        if worker.finish(outcome) { deliverFinished(by: worker) }
    }

    /// Hands outcomes on together, which costs less than one by one.
    private func deliverFinished(by worker: WorkerSlot) {
        guard let (place, outcomes) = worker.takeFinished() else { return }
        let succeeded = outcomes.count { if case .value = $0.result { true } else { false } }
        count(outcomes.count, succeeded: succeeded, by: worker)
        worker.assignments[0].submission.deliver(place, .single(outcomes))
        follow(worker)
    }

    /// Counts tasks that are done, before anyone hears of them: whoever has an outcome finds it in the statistics.
    private func count(_ count: Int, succeeded: Int, by worker: WorkerSlot) {
        handle.count { counts in
            counts.succeeded += succeeded
            counts.failed += count - succeeded
            counts.workers[worker.pid]?.done += count
        }
    }

    /// Goes on with a worker that has got something done.
    private func follow(_ worker: WorkerSlot) {
        deaths.removeAll()
        failedStarts = 0
        worker.dropIfDone()
        worker.since = .now
        measure(worker)
        condemnIfCancelled(worker)
    }

    /// Takes what comes through the socket: a fork server's word on its children, or the socket's end.
    private func readBeside(_ worker: WorkerSlot) {
        while worker.isListenedTo {
            let count = recv(worker.channel.fd, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN { return }
            }
            // At its end, or reset by a worker that died with unread tasks; what it has answered before is on its board.
            guard count > 0 else {
                readReplies(of: worker)
                return worker.isListenedTo ? worker.leave() : ()
            }
            worker.besideReader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            do throws(MessageError) {
                while let frame = try worker.besideReader.next() {
                    switch frame.kind {
                    case .began where worker.way == .forks: try childBegan(frame, on: worker)
                    case .childEnded where worker.way == .forks: try childEnded(frame, on: worker)
                    default: throw MessageError(description: "the worker wrote into the channel of its tasks")
                    }
                }
            } catch {
                worker.condemn(.protocolBroken(error.description))
            }
        }
    }

    /// Takes the last that a dead worker has sent and printed.
    ///
    /// Its children may still be printing; they are not waited for.
    func drain(_ worker: WorkerSlot) {
        readReplies(of: worker)
        readBeside(worker)
        drainOutput(of: worker)
    }

    func drainOutput(of worker: WorkerSlot) {
        for _ in 0..<16 where !worker.log.isClosed {
            guard readOutput(of: worker) else { return }
        }
    }
}
