internal import CPagePool
internal import Glibc

/// Runs tasks with a worker's context and sends their replies.
struct TaskRunner<Worker: PoolWorker> {
    var worker: Worker
    let channel: WorkerChannel

    /// Runs tasks until the supervisor closes the channel.
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
    mutating func run(_ frame: Frame) throws(MessageError) {
        let task = try frame.task()
        channel.begin(task.number)
        let began = cpagepool_now()
        let channel = channel
        let answer = TaskAnswer(to: task, from: &worker, link: channel) { try channel.memories(of: task) }
        let nanoseconds = cpagepool_now() - began
        endOutput(of: task.number, after: nanoseconds)
        try channel.reply(answer, number: task.number, nanoseconds: nanoseconds, isLast: frame.kind == .task)
    }

    /// No task that has written anything can have taken less, because that takes a system call.
    private static var leastForOutput: UInt64 { 250 }

    /// Tells in the output itself that what is unread there belongs to the task that ends.
    ///
    /// The channel could not: replies and output arrive by different ways. What the supervisor has read already, it has
    /// read during the task.
    private func endOutput(of task: UInt64, after nanoseconds: UInt64) {
        let hasFlushed = cpagepool_flush_output() != 0
        guard hasFlushed || nanoseconds >= Self.leastForOutput, cpagepool_unread(2) > 0 else { return }
        let mark = LineLog.endMark(task: task)
        _ = write(2, mark, mark.count)
    }
}
