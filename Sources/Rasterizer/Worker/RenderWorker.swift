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
    private let fonts: OpenFonts?
    private let opened: WorkerDocument
    private let fileName: PageFileName
    /// What brings drawn pixels into the colours of the output's profile.
    private let conversion: OutputConversion?
    private var buffer = PixelBuffer()
    /// The page whose pieces are being rendered.
    private var lastPage: PageRenderer?

    private var document: Document { opened.document }
    private var summary: DocumentSummary {
        DocumentSummary(
            pageCount: opened.pageCount, warnings: opened.warnings,
            fonts: fonts?.summary)
    }

    public convenience init(setup: RenderSetup) throws(RenderFailure) {
        try self.init(setup: setup, fonts: setup.options.fontDirectory.map(OpenFonts.init))
    }

    /// - Parameter fonts: The directory that the setup names, which other documents may share.
    init(setup: RenderSetup, fonts: OpenFonts?) throws(RenderFailure) {
        Memory.keepFreed()
        (self.setup, self.fonts) = (setup, fonts)
        fileName = PageFileName(prefix: setup.filePrefix)
        opened = try WorkerDocument(path: setup.input, password: setup.password, fonts: fonts?.directory)
        // Reading a long document's cross-reference table takes more than its pages do.
        Memory.releaseFreed()
        directory = try setup.spoolDirectory.map(SpoolDirectory.open)
        let conversion = try setup.options.storage.outputConversion()
        let isSeparation = conversion?.components == 4
        if isSeparation { opened.document.setSeparation(conversion) }
        self.conversion = isSeparation ? nil : conversion
        opened.document.setAntialiasing(
            text: setup.options.antialiasing.text, graphics: setup.options.antialiasing.graphics)
    }

    public func run(_ task: RenderTask, context: TaskContext<Never>) throws(RenderFailure) -> RenderOutput {
        switch task {
        case .inspect: return .document(summary)
        case .prepare:
            // What is wrong with the page will be said when it is rendered, and is not to be said twice then.
            if summary.pageCount == 1, !setup.options.passesThrough { lastPage = try? open(0).renderer }
            freshenDocument()
            return .document(summary)
        case .measure(let page):
            let sheet = try frame(page).place(setup.options.layout).sheet
            return .sheet(PDFPageSize(width: sheet.width, height: sheet.height))
        case .weigh(let pages): return .costs(weigh(pages))
        case .render(let page, let place): return try render(page, place: place)
        case .piece(let page, let place, let number, let storage):
            return .piece(try renderPiece(number, of: page, place: place, as: storage))
        case .join(let page, let place, let width, let rows, let pieces):
            let name = fileName.name(page: page, place: place, codec: .ccitt)
            return .joined(try join(pieces, width: width, rows: rows, into: name))
        case .place(let placements, let output, let removed):
            try carryOut(placements, output, remove: removed)
            return .placed
        }
    }

    private func frame(_ page: Int) throws(RenderFailure) -> WorkerDocument.Frame {
        try opened.frame(of: page, by: setup.options.layout.box)
    }

    /// Estimates milliseconds; a page that cannot be read costs next to nothing.
    private func weigh(_ pages: [Int]) -> [Double] {
        defer {
            // Most of them are for other workers to draw.
            document.forgetObjects()
            freshenDocument()
        }
        return pages.map { page in
            guard let layout = try? frame(page).place(setup.options.layout),
                let weight = try? document.weight(ofPage: page)
            else {
                return 0
            }
            return PageCost.milliseconds(
                pixels: layout.pixelWidth * layout.pixelHeight, contentBytes: weight.content, imageBytes: weight.images)
        }
    }

    private func render(_ number: Int, place index: Int) throws(RenderFailure) -> RenderOutput {
        let start = ContinuousClock.now
        let directory = try spool()
        defer { freshenDocument() }
        if setup.options.passesThrough, let (page, notes) = try pass(number, place: index, directory) {
            return .page(
                RenderedPage(
                    sheet: page.sheet, dpi: page.dpi, image: page.image, warnings: notes,
                    milliseconds: start.elapsedMilliseconds, peakMemory: Self.peakMemory()))
        }
        let (renderer, notes) = try open(number)
        let plan = renderer.plan
        let sheet = PDFPageSize(width: renderer.layout.sheet.width, height: renderer.layout.sheet.height)
        guard plan.pieces.count == 1 else {
            let storage = try renderer.guessedStorage(&buffer)
            lastPage = renderer
            return .split(
                SplitPage(
                    sheet: sheet, dpi: renderer.layout.dpi, width: plan.width, height: plan.height,
                    pieces: plan.pieces.count, storage: storage, warnings: notes + document.takeMessages(),
                    milliseconds: start.elapsedMilliseconds,
                    peakMemory: Self.peakMemory()))
        }
        let image = try renderer.render(
            into: { fileName.name(page: number, place: index, codec: $0) }, directory, &buffer)
        return .page(
            RenderedPage(
                sheet: sheet, dpi: renderer.layout.dpi, image: image, warnings: notes + document.takeMessages(),
                milliseconds: start.elapsedMilliseconds, peakMemory: Self.peakMemory()))
    }

    /// Keeps a page's image as it is; nil if the page has to be rendered.
    private func pass(
        _ number: Int, place index: Int, _ directory: FileDescriptor
    ) throws(RenderFailure) -> (page: PagePasser.Passed, notes: [String])? {
        lastPage = nil
        let frame = try frame(number)
        let passer = PagePasser(document: document, options: setup.options, directory: directory)
        let page = try passer.pass(
            number, box: frame.box, userUnit: frame.boxes.effectiveUserUnit,
            layout: { (resolution: Double?) throws(RenderFailure) in
                try frame.place(
                    self.setup.options.layout,
                    imageResolution: self.setup.options.layout.needsImages ? resolution : nil)
            },
            name: { self.fileName.name(page: number, place: index, codecName: $0.rawValue) })
        guard let page else {
            // It is to be rendered as if nobody had looked at it: what was said will be said again, and what a repair
            // changed counts from the next opening on.
            _ = document.takeMessages()
            if document.wasRepairedSinceOpening { freshenDocument() }
            return nil
        }
        return (page, frame.notes)
    }

    private func renderPiece(
        _ piece: Int, of number: Int, place index: Int, as wanted: ImageStorage
    ) throws(RenderFailure) -> RenderedPiece {
        let start = ContinuousClock.now
        let directory = try spool()
        defer { freshenDocument() }
        // Pieces of one page come in a row, as a rule.
        let renderer: PageRenderer
        if let lastPage, lastPage.number == number { renderer = lastPage } else { renderer = try open(number).renderer }
        lastPage = renderer
        guard renderer.plan.pieces.indices.contains(piece) else {
            throw RenderFailure(.pageRefused, "the page has no piece \(piece + 1)")
        }
        let rendered = try renderer.renderPiece(
            piece, as: wanted, into: fileName.name(page: number, place: index, piece: piece),
            fax: fileName.faxName(page: number, place: index, piece: piece), directory, &buffer)
        return RenderedPiece(
            storage: rendered.storage, survey: rendered.survey, encoded: rendered.encoded, fax: rendered.fax,
            warnings: document.takeMessages(), milliseconds: start.elapsedMilliseconds,
            peakMemory: Self.peakMemory())
    }

    private func join(
        _ pieces: [FaxPiece], width: Int, rows: Int, into name: String
    ) throws(RenderFailure) -> JoinedPage {
        let start = ContinuousClock.now
        let directory = try spool()
        let encoded = try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try FaxJoiner.join(pieces, width: width, rows: rows, name: name, directory: directory)
        }
        return JoinedPage(
            encoded: encoded, milliseconds: start.elapsedMilliseconds, peakMemory: Self.peakMemory())
    }

    private func carryOut(
        _ placements: [Placement], _ output: String, remove files: [String]
    ) throws(RenderFailure) {
        let directory = try spool()
        for file in files { directory.removeFile(file) }
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try placements.carryOut(from: directory, to: output, name: output, keepsFiles: true)
        }
    }

    private func spool() throws(RenderFailure) -> FileDescriptor {
        guard let directory else { throw RenderFailure(.outputUnwritable, "no directory for pages was given") }
        return directory
    }

    /// Interprets a page.
    private func open(_ number: Int) throws(RenderFailure) -> (renderer: PageRenderer, notes: [String]) {
        lastPage = nil
        let placed = try opened.open(number, setup.options.layout)
        let (layout, notes) = (placed.layout, placed.notes)
        return (
            try PageRenderer(
                number, page: placed.page, layout: layout, options: setup.options, conversion: conversion),
            notes
        )
    }

    /// Leaves nothing of a page behind that could change the next one.
    private func freshenDocument() {
        if opened.freshen() { lastPage = nil }
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
