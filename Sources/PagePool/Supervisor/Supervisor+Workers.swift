extension Supervisor {
    /// Starts a worker for every task that no worker is about to take, up to the pool's size.
    func startWorkers() {
        let free = workers.count { $0.isStarting || isIdle($0) }
        let wanted = min(configuration.processes - workers.count, waiting.count - free)
        guard wanted > 0 else { return }
        for _ in 0..<wanted {
            do {
                let worker = try launcher.launch(setup: setup)
                workers.append(worker)
                handle.count { $0.workers[worker.pid] = PoolCounts.Worker(mapping: worker.board.mapping) }
                events.yield(.started(pid: worker.pid))
                if !departed.isEmpty { events.yield(.replaced(pid: departed.removeFirst(), by: worker.pid)) }
            } catch {
                // Fewer workers than asked for still do the work.
                if workers.isEmpty { fail(.cannotStart(error.description)) }
                return
            }
        }
    }

    /// Gives every idle worker a task, then tops up those that are busy while there are tasks enough for all.
    func handOut() {
        for depth in 0...prefetch {
            // A task must not wait behind another while a worker is about to be ready, or near the end about to be idle.
            if depth > 0, waiting.count <= configuration.processes || workers.contains(where: \.isStarting) { break }
            for worker in workers where mayTake(worker) && worker.assignments.count <= depth {
                guard let assignment = nextWaiting(for: worker) else { break }
                hand(assignment, to: worker)
            }
        }
        for worker in workers where worker.channel.hasUnsent { worker.channel.flush() }
    }

    /// How many assignments a worker may have beside the running one.
    private var prefetch: Int {
        // A fork server takes the next task when its child has ended.
        configuration.startMethod == .forkServer ? 0 : configuration.prefetch
    }

    private func hand(_ assignment: Assignment, to worker: WorkerSlot) {
        var assignment = assignment
        assignment.attempts += 1
        if worker.assignments.isEmpty { worker.since = .now }
        do throws(MessageError) {
            try worker.take(assignment)
        } catch {
            settle(assignment, .protocolBroken(error.description))
        }
    }

    /// Takes the next tasks that somebody still wants and that the budget and the worker's share leave room for.
    private func nextWaiting(for worker: WorkerSlot) -> Assignment? {
        while !waiting.isEmpty {
            var assignment = waiting.removeFirst()
            if assignment.isCancelled {
                settle(assignment, .cancelled)
                continue
            }
            guard fitsBudget(assignment) else {
                waiting.prepend(assignment)
                return nil
            }
            let room = worker.way == .forks ? 1 : configuration.maxTasksPerWorker.map { $0 - worker.tasksTaken } ?? .max
            guard assignment.range.count > room else { return assignment }
            let front = assignment.split(first: room)
            waiting.prepend(assignment)
            return front
        }
        return nil
    }

    /// Whether a task may be handed out beside those that are.
    ///
    /// Those behind it wait too: a heavy task would otherwise never have its turn.
    private func fitsBudget(_ assignment: Assignment) -> Bool {
        guard let budget = configuration.budget else { return true }
        let admitted = workers.reduce(0) { $0 + $1.assignments.reduce(0) { $0 + $1.submission.weight } }
        return admitted + assignment.submission.weight <= budget
    }

    /// Whether tasks that come now could go to a worker before one of them rings or dies.
    var wantsTasks: Bool {
        // Where there is a budget, tasks that are too heavy are refused at once.
        configuration.budget != nil || workers.count < configuration.processes
            || workers.contains { mayTake($0) && $0.assignments.count <= prefetch }
    }

    func isIdle(_ worker: WorkerSlot) -> Bool { mayTake(worker) && worker.assignments.isEmpty }

    private func mayTake(_ worker: WorkerSlot) -> Bool {
        worker.isReady && worker.tasksTaken < configuration.maxTasksPerWorker ?? .max && !worker.isTooLarge
            && worker.child == nil
    }

    /// Lets workers go that have done their share; each makes room for a fresh one when it is gone.
    func retireWorkers() {
        for worker in workers
        where worker.isReady && worker.assignments.isEmpty && worker.child == nil && !mayTake(worker) {
            worker.retire()
            events.yield(.retired(pid: worker.pid))
        }
    }
}
