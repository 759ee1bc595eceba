extension Supervisor {
    /// Starts a worker for every task that no worker is about to take, up to the pool's size.
    func startWorkers() {
        let free = workers.count { $0.isStarting || (mayTake($0) && $0.assignments.isEmpty) }
        let wanted = min(configuration.processes - workers.count, waiting.count - free)
        guard wanted > 0 else { return }
        for _ in 0..<wanted {
            do {
                let worker = try launcher.launch()
                worker.enqueue(Frame.bytes(.setup, payload: setup))
                worker.send()
                workers.append(worker)
                handle.count { $0.workers[worker.pid] = 0 }
                events.yield(.started(pid: worker.pid))
            } catch {
                // Fewer workers than asked for still do the work.
                if workers.isEmpty { fail(.cannotStart(error.description)) }
                return
            }
        }
    }

    /// Gives every idle worker a task, then tops up those that are busy while there are tasks enough for all.
    func handOut() {
        for depth in 0...configuration.prefetch {
            // A task must not wait behind another while a worker is about to be ready, or near the end about to be idle.
            if depth > 0, waiting.count <= configuration.processes || workers.contains(where: \.isStarting) { break }
            for worker in workers where mayTake(worker) && worker.assignments.count <= depth {
                guard var assignment = nextWaiting() else { break }
                assignment.attempts += 1
                if worker.assignments.isEmpty { begin(on: worker) }
                worker.take(assignment)
            }
        }
        for worker in workers where worker.hasUnsent { worker.send() }
    }

    /// Takes the next task that somebody still wants.
    private func nextWaiting() -> Assignment? {
        while !waiting.isEmpty {
            let assignment = waiting.removeFirst()
            guard assignment.submission.mark.isCancelled else { return assignment }
            settle(assignment, .cancelled, since: nil)
        }
        return nil
    }

    private func mayTake(_ worker: WorkerSlot) -> Bool {
        worker.isReady && worker.tasksTaken < configuration.maxTasksPerWorker ?? .max && !worker.isTooLarge
    }

    /// Lets workers go that have done their share; each makes room for a fresh one when it is gone.
    func retireWorkers() {
        for worker in workers where worker.isReady && worker.assignments.isEmpty && !mayTake(worker) {
            worker.retire()
            events.yield(.retired(pid: worker.pid))
        }
    }

    func begin(on worker: WorkerSlot) {
        worker.since = .now
    }
}
