/// How tasks find their way from a worker that is held up to one that is idle.
extension Supervisor {
    /// A worker that has not answered for so long is looked at, whether it has rung or not.
    private static let lookInterval = Duration.milliseconds(1)
    private static let longestLookInterval = Duration.milliseconds(16)

    /// When a worker with several tasks in its hands is to be looked at.
    ///
    /// It rings at a chunk's end only, and within the chunk there may be slow tasks after fast ones. What waits behind
    /// the chunk is of interest only while another worker has nothing to do.
    func nextLook(at worker: WorkerSlot) -> ContinuousClock.Instant? {
        guard worker.isReady, let running = worker.assignments.first else { return nil }
        let isOfInterest = running.range.count > 1 || (worker.assignments.count > 1 && idleWorkers > 0)
        return isOfInterest ? worker.lastLook + worker.lookInterval : nil
    }

    /// How many workers, those included that could still be started, have nothing to do and find nothing to do.
    private var idleWorkers: Int {
        waiting.isEmpty ? workers.count(where: isIdle) + configuration.processes - workers.count : 0
    }

    /// Reads what workers have not rung for, and takes back what waits in one while another is idle.
    func lookAround() {
        if mayHaveMore {
            mayHaveMore = false
            for worker in workers { readReplies(of: worker) }
        }
        let now = ContinuousClock.now
        for worker in workers {
            guard let look = nextLook(at: worker), look <= now else { continue }
            worker.lastLook = now
            // The longer nothing is new, the less of it is missed; an answer sets it back.
            worker.lookInterval = min(worker.lookInterval * 2, Self.longestLookInterval)
            readReplies(of: worker)
        }
        takeBackForIdle(now)
    }

    private func takeBackForIdle(_ now: ContinuousClock.Instant) {
        var idle = idleWorkers
        for worker in workers where idle > 0 && worker.isReady && worker.way == .tasks {
            guard worker.taskCount > 1, worker.since + Self.lookInterval <= now else { continue }
            let taken = takeBack(from: worker)
            for assignment in taken.reversed() {
                // Another chunk of the same worker's may have gone to the idle ones already.
                let parts = assignment.parts(max(idle, 0) + 1)
                for part in parts.reversed() { putBack(part) }
                idle -= parts.count
            }
        }
    }

    /// Takes back all that a worker has not begun.
    private func takeBack(from worker: WorkerSlot) -> [Assignment] {
        let claimed = worker.board.revoke()
        // Whoever has spoilt its board has claimed more than it was given, or less than it has answered.
        guard claimed <= UInt64(worker.tasksTaken), worker.tasksTaken - Int(claimed) <= worker.taskCount else {
            condemn(worker, .protocolBroken("the worker has spoilt its board"))
            return []
        }
        let taken = worker.takeBack(worker.tasksTaken - Int(claimed))
        worker.channel.enqueue(Frame.bytes(.resume))
        worker.channel.flush()
        return taken
    }
}
