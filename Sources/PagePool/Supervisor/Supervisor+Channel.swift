internal import Glibc

extension Supervisor {
    func waitForEvents() {
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

    /// Takes some of what the worker has printed, so that one that prints without end does not hold up the rest.
    ///
    /// - Returns: Whether there may be more.
    @discardableResult
    private func readOutput(of worker: WorkerSlot) -> Bool {
        let count = read(worker.output, buffer.baseAddress, buffer.count)
        if count == 0 { worker.log.isClosed = true }
        guard count > 0 else { return false }
        for line in worker.log.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
            events.yield(.wrote(pid: worker.pid, task: line.task, line: line.text))
        }
        return true
    }

    /// Takes all that the worker has sent so far.
    private func readReplies(of worker: WorkerSlot) {
        while worker.isListenedTo {
            let count = recv(worker.channel, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN { return }
            }
            // At its end, or reset by a worker that died with unread tasks.
            guard count > 0 else { return worker.leave() }
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
            events.yield(.ready(pid: worker.pid))
        case .setupFailed where worker.isStarting: fail(.setupFailed(frame.payload))
        case .value, .thrown:
            let (number, payload) = try frame.taskPayload()
            guard let assignment = worker.assignments.first, assignment.number == number else {
                throw MessageError(description: "the worker answered a task that it was not running")
            }
            worker.assignments.removeFirst()
            deaths.removeAll()
            failedStarts = 0
            handle.count { $0.workers[worker.pid, default: 0] += 1 }
            settle(assignment, frame.kind == .value ? .value(payload) : .thrown(payload), since: worker.since)
            measure(worker)
            begin(on: worker)
            condemnIfCancelled(worker)
        case .ready, .setupFailed, .setup, .task:
            throw MessageError(description: "the worker sent a message out of turn")
        }
    }

    /// Takes the last that a dead worker has sent and printed.
    ///
    /// Its children may still be printing; they are not waited for.
    func drain(_ worker: WorkerSlot) {
        readReplies(of: worker)
        for _ in 0..<16 where !worker.log.isClosed {
            guard readOutput(of: worker) else { return }
        }
    }
}
