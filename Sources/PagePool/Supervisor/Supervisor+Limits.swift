extension Supervisor {
    private func deadline(of worker: WorkerSlot) -> ContinuousClock.Instant? {
        switch worker.phase {
        case .starting: configuration.startTimeLimit.map { worker.since + $0 }
        case .ready: worker.assignments.isEmpty ? nil : configuration.taskTimeLimit.map { worker.since + $0 }
        case .leaving, .retired: worker.since + .seconds(1)
        case .condemned: nil
        }
    }

    func millisecondsToNextLimit() -> Int32 {
        var deadlines = workers.compactMap(deadline(of:))
        if configuration.limits.residentMemory != nil, workers.contains(where: { !$0.assignments.isEmpty }) {
            deadlines.append(lastMemoryCheck + Self.memoryCheckInterval)
        }
        guard let next = deadlines.min() else { return -1 }
        let now = ContinuousClock.now
        // A negative number would mean no limit to poll.
        guard next > now else { return 0 }
        let left = now.duration(to: next).components
        // One more, so that the limit has passed when the wait ends; a day at most, to stay in range.
        return Int32(min(left.seconds, 86_400) * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1)
    }

    func enforceLimits() {
        let now = ContinuousClock.now
        enforceMemoryLimit(now)
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

    // MARK: - Memory

    private static let memoryCheckInterval = Duration.milliseconds(100)

    /// Kills workers that have outgrown their limit, looking now and then.
    private func enforceMemoryLimit(_ now: ContinuousClock.Instant) {
        guard let limit = configuration.limits.residentMemory, now >= lastMemoryCheck + Self.memoryCheckInterval else {
            return
        }
        lastMemoryCheck = now
        for worker in workers where worker.isReady && ResidentMemory.ofProcess(worker.pid) > limit {
            worker.condemn(.memoryLimit(limit))
        }
    }

    /// Notes after a task whether the worker has grown so much that it shall be replaced.
    func measure(_ worker: WorkerSlot) {
        guard let mark = configuration.replaceAboveMemory else { return }
        worker.isTooLarge = ResidentMemory.ofProcess(worker.pid) > mark
    }
}
