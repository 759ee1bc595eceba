/// What a worker answers to a task.
///
/// The bytes of the value or error are at the end of the buffer that it was made with.
@usableFromInline
struct TaskAnswer {
    /// What is left free at the buffer's start for the head of a frame.
    static let headroom = Frame.headerSize + Frame.Reply.headerSize

    @usableFromInline var kind: Frame.Kind
    @usableFromInline var memories: [SharedMemory] = []

    /// Decodes a task, runs it and encodes what comes of it.
    ///
    /// - Parameters:
    ///   - buffer: Gets the message, behind some room.
    ///   - decode: Makes the task of its message.
    @inlinable
    init<Worker: PoolWorker>(
        to head: TaskHead, from worker: inout Worker, link: any TaskLink, into buffer: inout [UInt8],
        decode: () throws -> Worker.Task
    ) {
        Self.clear(&buffer)
        let task: Worker.Task
        do {
            task = try decode()
        } catch {
            self = .undecodable("task \(head.number) is no \(Worker.Task.self): \(error)", &buffer)
            return
        }
        let context = TaskContext<Worker.Progress>(number: head.number, link: link)
        let result: Result<Worker.Output, Worker.Failure>
        do throws(Worker.Failure) {
            result = .success(try worker.run(task, context: context))
        } catch {
            result = .failure(error)
        }
        do {
            switch result {
            case .success(let output):
                kind = .value
                self.memories = try MessageEncoder.encode(output, appendingTo: &buffer)
            case .failure(let failure):
                kind = .thrown
                self.memories = try MessageEncoder.encode(failure, appendingTo: &buffer)
            }
        } catch {
            self = .undecodable("the answer to task \(head.number) cannot be encoded: \(error)", &buffer)
        }
    }

    private init(kind: Frame.Kind) { self.kind = kind }

    @usableFromInline
    static func clear(_ buffer: inout [UInt8]) {
        if buffer.count < headroom {
            buffer.append(contentsOf: repeatElement(0, count: headroom - buffer.count))
        } else if buffer.capacity > 1 << 20 {
            // One long answer must not keep its memory for ever.
            buffer = Array(repeating: 0, count: headroom)
        } else {
            buffer.removeSubrange(headroom...)
        }
    }

    @usableFromInline
    static func undecodable(_ text: String, _ buffer: inout [UInt8]) -> TaskAnswer {
        clear(&buffer)
        buffer.append(contentsOf: text.utf8)
        return TaskAnswer(kind: .undecodable)
    }
}
