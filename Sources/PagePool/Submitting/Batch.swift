/// The tasks of one iteration: where their outcomes arrive, and what cancels them together.
///
/// When nobody holds it any more, what is left of it is cancelled.
final class Batch<Worker: PoolWorker>: Sendable {
    /// Outcomes of tasks of one chunk; with none, only the news that something has changed.
    struct Delivery: Sendable {
        var firstIndex = 0
        var firstNumber: UInt64 = 0
        var tasks: [EncodedTask<Worker>] = []
        /// The place in the chunk of the first outcome's task.
        var place = 0
        var raw: [RawOutcome] = []

        /// The outcomes with their types.
        ///
        /// - Throws: A ``PoolFailure`` that is the outcome of all.
        func forEach(_ body: (TaskOutcome<Worker>) -> Void) throws {
            for (offset, raw) in raw.enumerated() {
                let place = place + offset
                body(
                    try TaskOutcome(
                        index: firstIndex + place, number: firstNumber + UInt64(place), task: tasks[place].task,
                        raw: raw))
            }
        }
    }

    /// Chunks that may be under way or finished but not taken yet.
    let window: Int
    private let options: TaskOptions<Worker>
    private let handle: SupervisorHandle
    private let mailbox = Mailbox<Delivery>()
    private let mark = CancellationMark()

    init(pool: Pool<Worker>, options: TaskOptions<Worker>) {
        handle = pool.handle
        window = pool.window
        self.options = options
    }

    deinit { handle.cancel(mark) }

    /// A chunk as it goes to the supervisor.
    func submission(_ chunk: [EncodedTask<Worker>], firstIndex: Int) -> Submission {
        // Not the batch itself, which would then live as long as its tasks.
        let mailbox = mailbox
        let firstNumber = handle.numbers(chunk.count)
        return Submission(
            chunk, firstIndex: firstIndex, firstNumber: firstNumber, options: options, mark: mark
        ) { place, raw in
            mailbox.put(
                Delivery(firstIndex: firstIndex, firstNumber: firstNumber, tasks: chunk, place: place, raw: raw))
        }
    }

    /// Lets a waiting consumer look again, without an outcome.
    func wake() {
        mailbox.put(Delivery())
    }

    func submit(_ submissions: [Submission]) {
        if !submissions.isEmpty { handle.submit(submissions) }
    }

    /// Waits for the next outcomes.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled.
    func take() async throws -> Delivery {
        try await mailbox.take()
    }
}

extension Submission {
    /// Puts the tasks of a chunk together.
    init<Worker: PoolWorker>(
        _ chunk: [EncodedTask<Worker>], firstIndex: Int, firstNumber: UInt64, options: TaskOptions<Worker>,
        mark: CancellationMark, deliver: @escaping @Sendable (Int, [RawOutcome]) -> Void
    ) {
        var frames: [UInt8] = []
        frames.reserveCapacity(chunk.reduce(0) { $0 + $1.message.count + 14 })
        for (place, task) in chunk.enumerated() {
            Frame.appendTask(
                firstNumber + UInt64(place), attachments: task.memories.count, message: task.message,
                isLast: place == chunk.count - 1, to: &frames)
        }
        self.init(
            firstNumber: firstNumber, count: chunk.count, frames: frames,
            attachments: chunk.first?.memories ?? [], weight: chunk.map { options.weight(of: $0.task) }.max() ?? 0,
            mark: mark, deliver: deliver)
        if let onProgress = options.onProgress {
            self.onProgress = { place, message in
                onProgress(firstIndex + place, try MessageDecoder.decode(Worker.Progress.self, from: message))
            }
        }
    }
}
