internal import PagePool
internal import Synchronization

/// The tasks of a job in the order in which they go out; more are added while outcomes come.
///
/// One reader may wait at a time.
final class TaskFeed: AsyncSequence, Sendable {
    private struct State {
        /// What follows from pages under way and goes before new ones, so that they get done.
        var urgent: [RenderTask] = []
        var tasks: [RenderTask] = []
        var next = 0
        var isFinished = false
        var reader: CheckedContinuation<RenderTask?, Never>?

        mutating func take() -> RenderTask? {
            if !urgent.isEmpty { return urgent.removeFirst() }
            guard next < tasks.count else { return nil }
            next += 1
            return tasks[next - 1]
        }
    }

    private let state = Mutex(State())
    private let document: Int

    /// - Parameter document: Whose tasks they are.
    init(document: Int) {
        self.document = document
    }

    /// Adds tasks behind the others.
    func append(_ tasks: [RenderTask]) { change { $0.tasks += tasks } }

    /// Adds tasks before those of new pages, behind the earlier ones of this kind.
    func appendUrgent(_ tasks: [RenderTask]) { change { $0.urgent += tasks } }

    /// Takes urgent tasks back that nobody has taken yet.
    ///
    /// - Returns: How many there were.
    func removeUrgent(where isUnwanted: (RenderTask) -> Bool) -> Int {
        state.withLock { state in
            let before = state.urgent.count
            state.urgent.removeAll(where: isUnwanted)
            return before - state.urgent.count
        }
    }

    /// Ends the sequence after the tasks that there are.
    func finish() { change { $0.isFinished = true } }

    private func change(_ change: (inout State) -> Void) {
        let (reader, task) = state.withLock { state -> (CheckedContinuation<RenderTask?, Never>?, RenderTask?) in
            change(&state)
            guard let reader = state.reader else { return (nil, nil) }
            let task = state.take()
            guard task != nil || state.isFinished else { return (nil, nil) }
            state.reader = nil
            return (reader, task)
        }
        reader?.resume(returning: task)
    }

    struct Iterator: AsyncIteratorProtocol {
        let feed: TaskFeed

        func next() async -> DocumentTask? {
            let task = await withTaskCancellationHandler {
                await withCheckedContinuation { reader in
                    let task = feed.state.withLock { state -> RenderTask?? in
                        if let task = state.take() { return task }
                        if state.isFinished { return .some(nil) }
                        state.reader = reader
                        return nil
                    }
                    if let task { reader.resume(returning: task) }
                }
            } onCancel: {
                feed.finish()
            }
            return task.map { DocumentTask(document: feed.document, task: $0) }
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(feed: self) }
}
