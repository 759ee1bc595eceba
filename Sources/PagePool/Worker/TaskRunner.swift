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
        while let frame = try channel.receive() {
            switch frame.kind {
            case .task, .taskInChunk: if channel.claim() { try run(frame) }
            case .resume: channel.resume()
            default: throw MessageError(description: "a message came out of turn")
            }
        }
    }

    /// Runs one task.
    @inlinable
    mutating func run(_ frame: consuming Frame) throws(MessageError) {
        let isLast = frame.kind == .task
        let task = try frame.task()
        // Not the task as a whole, which would be copied for it.
        let (number, count) = (task.number, task.attachments)
        let channel = channel
        let began = channel.begin(number)
        let answer = TaskAnswer(to: task, from: &worker, link: channel, into: &reply) {
            try channel.memories(of: number, count: count)
        }
        try channel.finish(number, began: began, with: answer, &reply, isLast: isLast)
    }
}
