public import PagePool

/// A task of one of the documents that share a pool.
public struct DocumentTask: Codable, Sendable, Equatable {
    /// The document's place among the pool's, from zero.
    public var document: Int
    public var task: RenderTask

    public init(document: Int, task: RenderTask) {
        (self.document, self.task) = (document, task)
    }

    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(document)
        try list.encode(task)
    }

    public init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        (document, task) = (try list.decode(Int.self), try list.decode(RenderTask.self))
    }
}

/// The work of a process of the pool: keeps those documents open whose pages it was last asked for.
///
/// A single document is opened at once, so that one that cannot be opened ends the pool. Among several it ends nothing but
/// its own tasks.
public final class DocumentWorkers: PoolWorker {
    /// Where one document ends and the next begins, a worker goes back and forth between the two.
    private static let openLimit = 2

    private let setups: [RenderSetup]
    /// By their paths; one for all documents, as a rule.
    private let fonts: [String: OpenFonts]
    /// The one used last is the last.
    private var open: [(document: Int, worker: RenderWorker)] = []

    /// - Parameter setup: One for each document.
    public init(setup: [RenderSetup]) throws(RenderFailure) {
        setups = setup
        var fonts: [String: OpenFonts] = [:]
        for path in Set(setup.compactMap(\.options.fontDirectory)) { fonts[path] = try OpenFonts(path) }
        self.fonts = fonts
        if setup.count == 1 { open = [(0, try start(setup[0]))] }
    }

    public func run(_ task: DocumentTask, context: TaskContext<Never>) throws(RenderFailure) -> RenderOutput {
        try worker(for: task.document).run(task.task, context: context)
    }

    private func worker(for document: Int) throws(RenderFailure) -> RenderWorker {
        if let index = open.firstIndex(where: { $0.document == document }) {
            let entry = open.remove(at: index)
            open.append(entry)
            return entry.worker
        }
        guard setups.indices.contains(document) else {
            throw RenderFailure(.inputUnreadable, "there is no document \(document + 1)")
        }
        // Closed first, so that there is room for the other.
        if open.count == Self.openLimit { open.removeFirst() }
        let worker = try start(setups[document])
        open.append((document, worker))
        return worker
    }

    private func start(_ setup: RenderSetup) throws(RenderFailure) -> RenderWorker {
        try RenderWorker(setup: setup, fonts: setup.options.fontDirectory.flatMap { fonts[$0] })
    }
}
