/// The tasks of one iteration: where their outcomes arrive, and what cancels them together.
///
/// When nobody holds it any more, what is left of it is cancelled.
@usableFromInline
final class Batch<Worker: PoolWorker>: Sendable {
    /// Outcomes of tasks of one chunk; with none, only the news that something has changed.
    @usableFromInline
    struct Delivery: Sendable {
        @usableFromInline var firstIndex = 0
        @usableFromInline var firstNumber: UInt64 = 0
        @usableFromInline var tasks: [Worker.Task] = []
        /// The place in the chunk of the first outcome's task.
        @usableFromInline var place = 0
        @usableFromInline var raw = RawOutcomes.single([])
    }

    /// Chunks that may be under way or finished but not taken yet.
    @usableFromInline let window: Int
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
    @usableFromInline
    func submission(_ chunk: ChunkBuilder<Worker>, firstIndex: Int) -> Submission {
        // Not the batch itself, which would then live as long as its tasks.
        let mailbox = mailbox
        let tasks = chunk.tasks
        let firstNumber = handle.numbers(tasks.count)
        return Submission(
            chunk, firstIndex: firstIndex, firstNumber: firstNumber, options: options, mark: mark
        ) { place, raw in
            mailbox.put(
                Delivery(firstIndex: firstIndex, firstNumber: firstNumber, tasks: tasks, place: place, raw: raw))
        }
    }

    /// Lets a waiting consumer look again, without an outcome.
    func wake() {
        mailbox.put(Delivery())
    }

    @usableFromInline
    func submit(_ submissions: [Submission]) {
        if !submissions.isEmpty { handle.submit(submissions) }
    }

    /// Waits for the next outcomes.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled.
    @usableFromInline
    func take() async throws -> Delivery {
        try await mailbox.take()
    }
}

extension Submission {
    /// Puts the tasks of a chunk together.
    init<Worker: PoolWorker>(
        _ chunk: ChunkBuilder<Worker>, firstIndex: Int, firstNumber: UInt64, options: TaskOptions<Worker>,
        mark: CancellationMark, deliver: @escaping @Sendable (Int, RawOutcomes) -> Void
    ) {
        let weight = options.weight == nil ? 0 : chunk.tasks.map(options.weight(of:)).max() ?? 0
        self.init(
            firstNumber: firstNumber, count: chunk.tasks.count, frames: chunk.numbered(from: firstNumber),
            attachments: chunk.memories, weight: weight, mark: mark, deliver: deliver)
        if let onProgress = options.onProgress {
            self.onProgress = { place, message in
                onProgress(firstIndex + place, try MessageDecoder.decode(Worker.Progress.self, from: message))
            }
        }
    }
}
