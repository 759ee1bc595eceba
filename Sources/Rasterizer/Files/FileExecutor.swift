internal import Dispatch

/// Runs tasks one at a time on a queue of its own, for work that blocks on files.
///
/// Swift's own threads are as few as the CPUs; one that waits for a disk would be missed by everybody else.
final class FileExecutor: TaskExecutor {
    private let queue: DispatchQueue

    init(name: String) {
        queue = DispatchQueue(label: name)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
