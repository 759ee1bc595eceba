internal import CPagePool
internal import Glibc

extension Supervisor {
    /// Deals with the end of a worker process: what it had finished is kept, what it was running is charged with the
    /// death, and what only waited in it goes back to the queue.
    func bury(_ worker: WorkerSlot) {
        drain(worker)
        let death = WorkerDeath(pid: worker.pid, cause: cause(of: worker), lastLines: worker.log.lastLines)
        workers.removeAll { $0 === worker }
        departed.append(worker.pid)
        handle.count { $0.remove(worker.pid) }
        let unfinished = worker.takeUnfinished()
        if unfinished.isEmpty, worker.wasReady, worker.hasRetired { return }

        report(death)
        if let task = worker.condemnedTask, task != unfinished.first?.number {
            // It finished that task before it was killed, and whatever followed is not to blame.
            for assignment in unfinished.reversed() { putBack(assignment) }
        } else {
            giveBack(unfinished, chargingFirstWith: death, worker.child?.condemnation ?? worker.condemnation)
        }
        if unfinished.isEmpty, !worker.wasReady { failedStarts += 1 }
        note(death, isOnPurpose: worker.condemnation?.isOnPurpose ?? false)
    }

    /// Notes a fork server's new child.
    func childBegan(_ frame: Frame, on worker: WorkerSlot) throws(MessageError) {
        guard let child = worker.child, child.pid == nil, try frame.number() == child.task else {
            throw MessageError(description: "the fork server told of a child that it was not to have")
        }
        let pid = Int32(truncatingIfNeeded: try frame.number(at: 1))
        worker.child?.pid = pid
        worker.since = .now
        events.yield(.forked(pid: pid, server: worker.pid))
    }

    /// Deals with the end of a fork server's child.
    func childEnded(_ frame: Frame, on worker: WorkerSlot) throws(MessageError) {
        guard let child = worker.child, try frame.number() == child.task else {
            throw MessageError(description: "the fork server told of a child that it did not have")
        }
        readReplies(of: worker)
        worker.child = nil
        // Whatever the child has left there, the next one starts afresh.
        worker.board.reset()
        worker.reader.reset()
        let unfinished = worker.takeUnfinished()
        guard !unfinished.isEmpty else { return }

        drainOutput(of: worker)
        let value = Int32(truncatingIfNeeded: try frame.number(at: 1))
        let cause: WorkerDeath.Cause =
            try frame.number(at: 2) != 0 ? .signaled(signal: value) : .exited(status: value)
        let death = WorkerDeath(pid: child.pid ?? worker.pid, cause: cause, lastLines: worker.log.lastLines)
        report(death)
        giveBack(unfinished, chargingFirstWith: death, child.condemnation)
        note(death, isOnPurpose: child.condemnation?.isOnPurpose ?? false)
    }

    /// Tells of a death, before the outcomes of which it is the reason.
    private func report(_ death: WorkerDeath) {
        handle.count { $0.deaths += 1 }
        events.yield(.died(death))
    }

    /// Kills a worker, or a fork server's child if it is all about that one.
    func condemn(_ worker: WorkerSlot, _ reason: WorkerSlot.Condemnation) {
        if worker.child != nil, worker.isReady {
            worker.condemnChild(reason)
        } else {
            worker.condemn(reason)
        }
    }

    private func cause(of worker: WorkerSlot) -> WorkerDeath.Cause {
        var end = CPagePoolEnd()
        guard cpagepool_reap(worker.pidfd, 1, &end) == 1 else { return .unknown }
        return end.signaled != 0 ? .signaled(signal: end.value) : .exited(status: end.value)
    }

    /// Takes tasks from one that died: the first one was running, the others go back to the queue.
    private func giveBack(
        _ assignments: [Assignment], chargingFirstWith death: WorkerDeath, _ condemnation: WorkerSlot.Condemnation?
    ) {
        guard var first = assignments.first else { return }
        for assignment in assignments.dropFirst().reversed() { putBack(assignment) }
        let running = first.split(first: 1)
        if !first.range.isEmpty { putBack(first) }
        charge(running, with: death, condemnation)
    }

    /// Puts tasks back that were handed over and not begun.
    func putBack(_ assignment: Assignment) {
        var uncharged = assignment
        uncharged.attempts -= 1
        waiting.prepend(uncharged)
    }

    private func charge(
        _ assignment: Assignment, with death: WorkerDeath, _ condemnation: WorkerSlot.Condemnation?
    ) {
        let policy = configuration.retryPolicy
        let result: RawOutcome.Result
        let mayRetry: Bool
        switch condemnation {
        case .timeLimit(let limit): (result, mayRetry) = (.timeLimit(limit), policy.afterTimeLimit)
        case .memoryLimit(let limit): (result, mayRetry) = (.memoryLimit(limit), policy.afterMemoryLimit)
        case .taskCancelled: (result, mayRetry) = (.cancelled, false)
        case .protocolBroken(let what): (result, mayRetry) = (.protocolBroken(what), policy.afterDeath)
        case .poolEnded, nil: (result, mayRetry) = (.workerDied(death), policy.afterDeath)
        }
        if mayRetry, assignment.attempts < policy.attempts {
            handle.count { $0.retried += 1 }
            waiting.prepend(assignment)
        } else {
            settle(assignment, result)
        }
    }

    /// Gives up when the pool does nothing but replace its dead.
    ///
    /// Who is killed at a limit, or with a task that nobody wants, makes no storm of deaths.
    private func note(_ death: WorkerDeath, isOnPurpose: Bool) {
        if isOnPurpose { return }
        let now = ContinuousClock.now
        let intensity = configuration.restartIntensity
        deaths.append((now, death))
        deaths.removeAll { $0.time + intensity.period < now }
        if deaths.count > intensity.deaths || failedStarts > intensity.failedStarts {
            fail(.keepsDying(deaths.suffix(3).map(\.death)))
        }
    }

    /// Ends the pool: every task that has no outcome yet gets this one.
    func fail(_ failure: RawPoolFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
    }

    /// Gives all tasks of an assignment the same outcome.
    func settle(_ assignment: Assignment, _ result: RawOutcome.Result) {
        var result = result
        if case .cancelled = result, let failure { result = .poolFailed(failure) }
        handle.count { $0.failed += assignment.range.count }
        let outcome = RawOutcome(result: result, attempts: assignment.attempts, nanoseconds: 0)
        assignment.submission.deliver(
            assignment.range.lowerBound, .single(Array(repeating: outcome, count: assignment.range.count)))
    }

    /// Kills and reaps all workers.
    ///
    /// Those that are idle would leave by themselves, but have nothing left to do either. A fork server is given a
    /// moment to reap its child, which nobody else can.
    func endWorkers() {
        let deadline = ContinuousClock.now + .seconds(1)
        for worker in workers {
            if worker.child == nil { worker.condemn(.poolEnded) } else { worker.channel.end() }
        }
        for worker in workers {
            var polled = pollfd(fd: worker.pidfd, events: Int16(POLLIN), revents: 0)
            poll(&polled, 1, milliseconds(until: deadline))
            worker.condemn(.poolEnded)
            _ = cause(of: worker)
            handle.count { $0.remove(worker.pid) }
            for assignment in worker.takeUnfinished() { settle(assignment, .cancelled) }
        }
        workers = []
    }
}
