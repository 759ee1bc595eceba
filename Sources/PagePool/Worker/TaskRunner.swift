/// Runs tasks with a worker's context and sends their replies.
///
/// It is inlinable as far as each task goes through it, so that it is made for the worker's types.
@usableFromInline
struct TaskRunner<Worker: PoolWorker> {
    @usableFromInline var worker: Worker
    @usableFromInline let channel: WorkerChannel
    /// The reply that is being put together.
    @usableFromInline var reply: [UInt8] = []

    @usableFromInline
    init(worker: Worker, channel: WorkerChannel) {
        (self.worker, self.channel) = (worker, channel)
    }

    /// Runs tasks until the supervisor closes the channel.
    @inlinable
    mutating func serve() throws(MessageError) {
        while let task = try channel.nextTask() { try run(task) }
    }

    /// Runs one task.
    @inlinable
    mutating func run(_ task: TaskHead) throws(MessageError) {
        let channel = channel
        let began = channel.begin(task.number)
        let answer = TaskAnswer(to: task, from: &worker, link: channel, into: &reply) {
            try channel.decode(Worker.Task.self, of: task)
        }
        try channel.finish(task, began: began, with: answer, &reply)
    }
}
