/// How tasks find their way from a worker that is held up to one that is idle.
extension Supervisor {
    /// A worker that has not answered for so long is looked at, whether it has rung or not.
    private static let lookInterval = Duration.milliseconds(1)

    /// When a worker with several tasks in its hands is to be looked at.
    ///
    /// Within a chunk it rings now and then only, and then the task that runs may be a slow one.
    func nextLook(at worker: WorkerSlot) -> ContinuousClock.Instant? {
        guard worker.isReady, !worker.hasBeenLookedAt, worker.taskCount > 1 else { return nil }
        return worker.since + Self.lookInterval
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
            readReplies(of: worker)
            // With nothing new, there is nothing to see until it rings.
            if worker.since + Self.lookInterval <= now { worker.hasBeenLookedAt = true }
        }
        takeBackForIdle(now)
    }

    private func takeBackForIdle(_ now: ContinuousClock.Instant) {
        guard waiting.isEmpty else { return }
        var idle = workers.count(where: isIdle) + configuration.processes - workers.count
        for worker in workers where idle > 0 && worker.isReady && worker.way == .tasks {
            guard worker.taskCount > 1, worker.since + Self.lookInterval <= now else { continue }
            let taken = takeBack(from: worker)
            for assignment in taken.reversed() {
                // When the first chunk has provided for all who are idle, the others go back as they are.
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
