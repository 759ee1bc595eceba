/// What is asked of the tasks of one submission besides being done.
struct TaskOptions<Worker: PoolWorker>: Sendable {
    /// How many go to a worker at once; nil to find that out.
    var chunkSize: Int?
    var weight: (@Sendable (Worker.Task) -> Int)?
    /// Told the task's index and what it reports.
    var onProgress: (@Sendable (Int, Worker.Progress) -> Void)?

    func weight(of task: Worker.Task) -> Int {
        let weight = weight?(task) ?? 0
        precondition(weight >= 0, "a task's weight cannot be negative")
        return weight
    }
}

/// A task with the bytes that will be sent.
struct EncodedTask<Worker: PoolWorker>: Sendable {
    let task: Worker.Task
    let message: [UInt8]
    let memories: [SharedMemory]

    /// - Throws: An error if the task cannot be encoded.
    init(_ task: Worker.Task) throws {
        self.task = task
        (message, memories) = try MessageEncoder.encode(task)
    }
}
