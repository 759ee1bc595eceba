/// What a worker answers to a task, as bytes.
struct TaskAnswer {
    var kind: Frame.Kind
    var message: [UInt8]
    var memories: [SharedMemory] = []

    /// Decodes a task, runs it and encodes what comes of it.
    ///
    /// - Parameter memories: Gets the memory that came with the task.
    init<Worker: PoolWorker>(
        to frame: Frame.Task, from worker: inout Worker, link: any TaskLink, memories: () throws -> [SharedMemory]
    ) {
        let task: Worker.Task
        do {
            task = try MessageDecoder.decode(Worker.Task.self, from: frame.message, attachments: memories())
        } catch {
            self = .undecodable("task \(frame.number) is no \(Worker.Task.self): \(error)")
            return
        }
        let context = TaskContext<Worker.Progress>(number: frame.number, link: link)
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
                (message, self.memories) = try MessageEncoder.encode(output)
            case .failure(let failure):
                kind = .thrown
                (message, self.memories) = try MessageEncoder.encode(failure)
            }
        } catch {
            self = .undecodable("the answer to task \(frame.number) cannot be encoded: \(error)")
        }
    }

    private init(kind: Frame.Kind, message: [UInt8]) {
        (self.kind, self.message) = (kind, message)
    }

    private static func undecodable(_ text: String) -> TaskAnswer {
        TaskAnswer(kind: .undecodable, message: Array(text.utf8))
    }
}
