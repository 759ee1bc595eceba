internal import MuPDF
internal import PageLayout
public import PagePool

/// The work of a process that finds out what a document and its pages are made of.
///
/// It interprets pages and draws none, so it has neither a buffer nor a place for files.
public final class InfoWorker: PoolWorker {
    /// What a worker needs to know once.
    public struct Setup: Codable, Sendable {
        public var input: String
        public var password: String?
    }

    /// What it is asked; pages count from zero.
    public enum Task: Codable, Sendable, Equatable {
        case document
        case page(Int)
    }

    /// What comes of it.
    public enum Output: Codable, Sendable {
        case document(DocumentInfo)
        case page(PageInfo)
    }

    private let opened: WorkerDocument
    private let summary: DocumentInfo

    public init(setup: Setup) throws(RenderFailure) {
        let opened = try WorkerDocument(path: setup.input, password: setup.password)
        summary = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            let info = try opened.document.info()
            return DocumentInfo(
                info, pages: opened.pageCount, warnings: opened.warnings + opened.document.takeMessages())
        }
        self.opened = opened
    }

    public func run(_ task: Task, context: TaskContext<Never>) throws(RenderFailure) -> Output {
        switch task {
        case .document: return .document(summary)
        case .page(let page): return .page(try look(at: page))
        }
    }

    private func look(at page: Int) throws(RenderFailure) -> PageInfo {
        defer { opened.freshen() }
        let frame = try opened.frame(of: page, by: .crop)
        let info = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            try opened.document.info(ofPage: page, box: frame.box, userUnit: frame.boxes.effectiveUserUnit)
        }
        return PageInfo(
            info, size: frame.size, boxes: frame.boxes, warnings: frame.notes + opened.document.takeMessages())
    }
}
