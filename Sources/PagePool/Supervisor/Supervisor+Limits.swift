extension Supervisor {
    private func deadline(of worker: WorkerSlot) -> ContinuousClock.Instant? {
        switch worker.phase {
        case .starting: configuration.startTimeLimit.map { worker.since + $0 }
        case .ready:
            if let condemnedAt = worker.child?.condemnedAt {
                condemnedAt + Self.patience
            } else {
                worker.assignments.isEmpty ? nil : configuration.taskTimeLimit.map { worker.since + $0 }
            }
        case .leaving, .retired: worker.since + Self.patience
        case .condemned: nil
        }
    }

    /// How long a worker may take to end after it has closed its channel or was told to end, or to end its child.
    private static let patience = Duration.seconds(3)

    /// How long the wait for events may last.
    func millisecondsToNextLook() -> Int32 {
        if mayHaveMore { return 0 }
        var deadlines = workers.compactMap(deadline(of:)) + workers.compactMap(nextLook(at:))
        if configuration.limits.residentMemory != nil, workers.contains(where: { !$0.assignments.isEmpty }) {
            deadlines.append(lastMemoryCheck + Self.memoryCheckInterval)
        }
        return deadlines.min().map(milliseconds(until:)) ?? -1
    }

    /// The time to wait for with poll.
    func milliseconds(until instant: ContinuousClock.Instant) -> Int32 {
        let now = ContinuousClock.now
        // A negative number would mean no limit to poll.
        guard instant > now else { return 0 }
        let left = now.duration(to: instant).components
        // One more, so that the instant has passed when the wait ends; a day at most, to stay in range.
        return Int32(min(left.seconds, 86_400) * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1)
    }

    func enforceLimits() {
        let now = ContinuousClock.now
        enforceMemoryLimit(now)
        for worker in workers {
            guard let deadline = deadline(of: worker), now >= deadline else { continue }
            switch worker.phase {
            case .starting: fail(.startTimeLimit(configuration.startTimeLimit ?? .zero))
            case .ready where worker.child?.condemnation != nil: worker.condemn(.poolEnded)
            case .ready: enforceTimeLimit(on: worker, now)
            case .leaving: worker.condemn(.protocolBroken("the worker closed its channel and stayed"))
            case .retired: worker.condemn(.poolEnded)
            case .condemned: break
            }
        }
    }

    private func enforceTimeLimit(on worker: WorkerSlot, _ now: ContinuousClock.Instant) {
        // It may have finished some that it has not rung for.
        readReplies(of: worker)
        guard worker.isReady, let deadline = deadline(of: worker), now >= deadline else { return }
        condemn(worker, .timeLimit(configuration.taskTimeLimit ?? .zero))
    }

    // MARK: - Memory

    private static let memoryCheckInterval = Duration.milliseconds(100)

    /// Kills workers that have outgrown their limit, looking now and then.
    private func enforceMemoryLimit(_ now: ContinuousClock.Instant) {
        guard let limit = configuration.limits.residentMemory, now >= lastMemoryCheck + Self.memoryCheckInterval else {
            return
        }
        lastMemoryCheck = now
        for worker in workers where worker.isReady {
            if ResidentMemory.ofProcess(worker.child?.pid ?? worker.pid) > limit {
                // The task that runs may be another one than the replies read so far tell.
                readReplies(of: worker)
                condemn(worker, .memoryLimit(limit))
            }
        }
    }

    /// Notes after a task whether the worker has grown so much that it shall be replaced.
    func measure(_ worker: WorkerSlot) {
        guard let mark = configuration.replaceAboveMemory, worker.way == .tasks else { return }
        worker.isTooLarge = ResidentMemory.ofProcess(worker.pid) > mark
    }
}
