internal import Glibc
internal import MuPDF
internal import PageLayout
public import PagePool
internal import RasterOutput
internal import SystemPackage

/// The work of a process of the pool: opens the document once and renders the pages it is told to.
public final class RenderWorker: PoolWorker {
    private let setup: RenderSetup
    private let directory: FileDescriptor?
    private let document: Document
    private let summary: DocumentSummary
    private var buffer = PixelBuffer()

    public init(setup: RenderSetup) throws(RenderFailure) {
        Memory.keepFreed()
        self.setup = setup
        (document, summary) = try Self.open(setup)
        directory = try setup.spoolDirectory.map(Self.openDirectory)
    }

    private static func open(_ setup: RenderSetup) throws(RenderFailure) -> (Document, DocumentSummary) {
        try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            let document = try Document(path: setup.input, password: setup.password)
            // Corrects the page tree, on which the numbering depends, and so comes before any page.
            let count = try document.countPages()
            guard count > 0 else { throw PDFError(.notAPDF, "the document has no pages") }
            return (document, DocumentSummary(pageCount: count, warnings: document.takeMessages()))
        }
    }

    private static func openDirectory(_ path: String) throws(RenderFailure) -> FileDescriptor {
        do {
            return try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
        } catch {
            throw RenderFailure(.outputUnwritable, "\(path): \(error)")
        }
    }

    public func run(_ task: RenderTask, context: TaskContext<Never>) throws(RenderFailure) -> RenderOutput {
        switch task {
        case .inspect: return .document(summary)
        case .measure(let page):
            let sheet = try place(page).layout.sheet
            return .sheet(PDFPageSize(width: sheet.width, height: sheet.height))
        case .render(let page, let place): return .page(try render(page, place: place))
        }
    }

    /// A page's place on its sheet, and what had to be replaced to find it.
    private func place(
        _ page: Int
    ) throws(RenderFailure) -> (layout: Layout, box: Rectangle, boxes: PageBoxes, notes: [String]) {
        let geometry = try asRenderFailure(RenderFailure.init) { () throws(PDFError) in
            try document.geometry(ofPage: page)
        }
        let boxes = PageBoxes(geometry)
        return try asRenderFailure(RenderFailure.init) { () throws(LayoutError) in
            let (box, notes) = try boxes.effective(setup.options.layout.box)
            let size = try boxes.uprightSize(of: box)
            let layout = try Layout.place(page: size, options: setup.options.layout)
            let malformed = geometry.malformedBoxes.map { "The page's \($0) is malformed and was left out." }
            return (layout, box, boxes, malformed + notes)
        }
    }

    private func render(_ number: Int, place index: Int) throws(RenderFailure) -> RenderedPage {
        guard let directory else { throw RenderFailure(.outputUnwritable, "no directory for pages was given") }
        let start = ContinuousClock.now
        defer { freshenDocument() }
        let (layout, box, boxes, notes) = try place(number)
        let page: Page
        do {
            page = try Page(
                number, of: document, box: PDFRectangle(x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1),
                userUnit: boxes.effectiveUserUnit)
        } catch {
            throw RenderFailure(error)
        }
        let renderer = try PageRenderer(
            page: page, layout: layout, options: setup.options, stem: PageFileName.stem(page: number, place: index),
            directory: directory)
        let image = try renderer.render(into: &buffer)
        return RenderedPage(
            sheet: PDFPageSize(width: layout.sheet.width, height: layout.sheet.height), image: image,
            warnings: notes + document.takeMessages(), milliseconds: Self.milliseconds(since: start),
            peakMemory: Self.peakMemory())
    }

    /// Leaves nothing of a page behind that could change the next one.
    private func freshenDocument() {
        _ = document.takeMessages()
        // After a repair objects may mean something else, and whichever page comes next must look as it does to a
        // worker that has just started.
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

    private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let elapsed = start.duration(to: .now).components
        return Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}

extension PageBoxes {
    init(_ geometry: PageGeometry) {
        func rectangle(_ box: PDFRectangle?) -> Rectangle? {
            box.map { Rectangle(x0: $0.x0, y0: $0.y0, x1: $0.x1, y1: $0.y1) }
        }
        self.init(
            media: rectangle(geometry.mediaBox), crop: rectangle(geometry.cropBox),
            bleed: rectangle(geometry.bleedBox), trim: rectangle(geometry.trimBox), art: rectangle(geometry.artBox),
            rotation: geometry.rotation, userUnit: geometry.userUnit)
    }
}
