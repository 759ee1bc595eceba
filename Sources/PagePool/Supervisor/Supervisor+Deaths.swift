internal import CPagePool
internal import Glibc

extension Supervisor {
    /// Deals with the end of a worker process: what it had finished is kept, what it was running is charged with the
    /// death, and what only waited in it goes back to the queue.
    func bury(_ worker: WorkerSlot) {
        drain(worker)
        let death = WorkerDeath(pid: worker.pid, cause: cause(of: worker), lastLines: worker.log.lastLines)
        workers.removeAll { $0 === worker }
        handle.count { $0.workers[worker.pid] = nil }
        if worker.assignments.isEmpty, worker.wasReady, worker.hasRetired { return }

        for assignment in worker.assignments.dropFirst().reversed() {
            var uncharged = assignment
            uncharged.attempts -= 1
            waiting.prepend(uncharged)
        }
        if let running = worker.assignments.first {
            charge(running, with: death, on: worker)
        } else if !worker.wasReady {
            failedStarts += 1
        }
        handle.count { $0.deaths += 1 }
        events.yield(.died(death))
        // Who is killed at a limit, or with a task that nobody wants, makes no storm of deaths.
        if !worker.wasKilledOnPurpose { note(death) }
    }

    private func cause(of worker: WorkerSlot) -> WorkerDeath.Cause {
        var end = CPagePoolEnd()
        guard cpagepool_reap(worker.pidfd, 1, &end) == 1 else { return .unknown }
        return end.signaled != 0 ? .signaled(signal: end.value) : .exited(status: end.value)
    }

    private func charge(_ assignment: Assignment, with death: WorkerDeath, on worker: WorkerSlot) {
        let policy = configuration.retryPolicy
        let result: RawOutcome.Result
        let mayRetry: Bool
        switch worker.phase {
        case .condemned(.timeLimit(let limit)): (result, mayRetry) = (.timeLimit(limit), policy.afterTimeLimit)
        case .condemned(.memoryLimit(let limit)): (result, mayRetry) = (.memoryLimit(limit), policy.afterMemoryLimit)
        case .condemned(.taskCancelled): (result, mayRetry) = (.cancelled, false)
        case .condemned(.protocolBroken(let what)): (result, mayRetry) = (.protocolBroken(what), policy.afterDeath)
        case .starting, .ready, .leaving, .retired, .condemned(.poolEnded):
            (result, mayRetry) = (.workerDied(death), policy.afterDeath)
        }
        if mayRetry, assignment.attempts < policy.attempts {
            handle.count { $0.retried += 1 }
            waiting.prepend(assignment)
        } else {
            settle(assignment, result, since: worker.since)
        }
    }

    /// Gives up when the pool does nothing but replace its dead.
    private func note(_ death: WorkerDeath) {
        let now = ContinuousClock.now
        let intensity = configuration.restartIntensity
        deaths.append((now, death))
        deaths.removeAll { $0.time + intensity.period < now }
        if deaths.count > intensity.deaths || failedStarts >= intensity.failedStarts {
            fail(.keepsDying(deaths.suffix(3).map(\.death)))
        }
    }

    /// Ends the pool: every task that has no outcome yet gets this one.
    func fail(_ failure: RawPoolFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
    }

    func settle(_ assignment: Assignment, _ result: RawOutcome.Result, since: ContinuousClock.Instant?) {
        var result = result
        if case .cancelled = result, let failure { result = .poolFailed(failure) }
        handle.count { counts in
            if case .value = result { counts.succeeded += 1 } else { counts.failed += 1 }
        }
        let duration = since.map { $0.duration(to: .now) } ?? .zero
        assignment.submission.deliver(
            RawOutcome(
                number: assignment.number, result: result, attempts: assignment.attempts, duration: duration))
    }

    /// Kills and reaps all workers.
    ///
    /// Those that are idle would leave by themselves, but have nothing left to do either.
    func endWorkers() {
        for worker in workers { worker.condemn(.poolEnded) }
        for worker in workers {
            _ = cause(of: worker)
            handle.count { $0.workers[worker.pid] = nil }
            for assignment in worker.assignments { settle(assignment, .cancelled, since: worker.since) }
        }
        workers = []
    }
}
