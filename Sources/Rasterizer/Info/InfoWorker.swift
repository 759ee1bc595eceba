internal import Glibc
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

    /// The objects that pages share, fonts above all, are read again after so many pages.
    private static let pagesPerForgetting = 16

    private let document: Document
    private let summary: DocumentInfo
    private var pagesSinceForgetting = 0

    public init(setup: Setup) throws(RenderFailure) {
        (document, summary) = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            let document = try Document(path: setup.input, password: setup.password)
            let count = try document.countPages()
            guard count > 0 else { throw PDFError(.notAPDF, "the document has no pages") }
            let info = try document.info()
            return (document, DocumentInfo(info, pages: count, warnings: document.takeMessages()))
        }
    }

    public func run(_ task: Task, context: TaskContext<Never>) throws(RenderFailure) -> Output {
        switch task {
        case .document: return .document(summary)
        case .page(let page): return .page(try look(at: page))
        }
    }

    private func look(at page: Int) throws(RenderFailure) -> PageInfo {
        defer { freshenDocument() }
        let geometry = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            try document.geometry(ofPage: page)
        }
        let boxes = PageBoxes(geometry)
        let (box, notes, size) = try asRenderFailure(RenderFailure.init) { () throws(LayoutError) in
            let (box, notes) = try boxes.effective(.crop)
            return (box, notes, try boxes.uprightSize(of: box))
        }
        let info = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            try document.info(
                ofPage: page, box: PDFRectangle(x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1),
                userUnit: boxes.effectiveUserUnit)
        }
        let malformed = geometry.malformedBoxes.map { "The page's \($0) is malformed and was left out." }
        return PageInfo(info, size: size, boxes: boxes, warnings: malformed + notes + document.takeMessages())
    }

    /// Leaves nothing of a page behind: not its memory, and not what a repair made of the document.
    private func freshenDocument() {
        _ = document.takeMessages()
        document.forgetFilePages()
        pagesSinceForgetting += 1
        if pagesSinceForgetting == Self.pagesPerForgetting {
            document.forgetObjects()
            pagesSinceForgetting = 0
        }
        guard document.wasRepairedSinceOpening else { return }
        do {
            try document.reopen()
            _ = try document.countPages()
        } catch {
            // It opened before, so the file has changed. A worker that starts anew will say what is wrong with it.
            exit(1)
        }
        _ = document.takeMessages()
    }
}
