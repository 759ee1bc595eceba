internal import Comparison
internal import MuPDF
public import PagePool
internal import RasterOutput
internal import SystemPackage

/// The work of a process that holds pages against their goldens.
///
/// A page whose checksum is its golden's is not compared: the golden's file is not even read.
public final class GoldenWorker: PoolWorker {
    private let setup: GoldenSetup
    private let directory: FileDescriptor
    private let fonts: OpenFonts?
    /// The case that the last task was about.
    private var open: (index: Int, source: OpenSource)?

    public init(setup: GoldenSetup) throws(RenderFailure) {
        Memory.keepFreed()
        self.setup = setup
        directory = try SpoolDirectory.open(setup.spoolDirectory)
        fonts = try setup.fontDirectory.map(OpenFonts.init)
    }

    public func run(_ task: GoldenTask, context: TaskContext<Never>) throws(RenderFailure) -> GoldenOutput {
        defer { open?.source.document?.freshen() }
        switch task {
        case .fonts:
            return .fonts(
                fonts.map { GoldenFonts(directory: $0.summary, fingerprint: $0.fingerprint) } ?? GoldenFonts())
        case .open(let index): return .opened(try source(index).summary)
        case .checksum(let index, let page): return .checksum(try checksum(draw(index, page)))
        case .check(let check):
            let start = ContinuousClock.now
            var checked = try self.check(check)
            checked.page.milliseconds = start.elapsedMilliseconds
            return .checked(checked)
        }
    }

    private func source(_ index: Int) throws(RenderFailure) -> OpenSource {
        if let open, open.index == index { return open.source }
        guard setup.cases.indices.contains(index) else {
            throw RenderFailure(.inputUnreadable, "there is no case \(index + 1)")
        }
        // Closed first, so that there is room for the other.
        open = nil
        let own = setup.cases[index]
        let source = try OpenSource(
            CompareSource(name: own.path, contents: .pdf(path: own.path, password: own.password)),
            fonts: fonts)
        open = (index, source)
        return source
    }

    private func draw(_ index: Int, _ page: Int) throws(RenderFailure) -> PagePairOpener.Single {
        try PagePairOpener(layout: setup.cases[index].settings.layout).open(source(index), page)
    }

    private func checksum(_ page: PagePairOpener.Single) throws(RenderFailure) -> String {
        var checksum = PixelChecksum(width: page.source.width, height: page.source.height, color: page.color)
        for strip in page.source.strips ?? [0..<page.source.height] { checksum.insert(try page.source.rows(strip)) }
        return checksum.text
    }

    private func check(_ check: GoldenCheck) throws(RenderFailure) -> CheckedPage {
        let source = try source(check.index)
        let drawn = try draw(check.index, check.page)
        let checksum = try checksum(drawn)
        var page = ComparedPage(left: nil, right: check.page + 1, status: .inserted)
        page.rightSheet = ComparedPage.Sheet(drawn.source, source, drawn.notes)
        // What compares draws the page again, in the same memory.
        var isDrawn = true
        if let golden = check.checksum {
            page.left = check.page + 1
            (page.status, page.proof) = (golden == checksum ? .same : .different, .pixels)
            if golden != checksum {
                page = try compare(check, source)
                isDrawn = false
            }
        } else if setup.update == .none {
            page = try comparison(check).draw(source, check.page, .right).0
            isDrawn = false
        }
        var checked = CheckedPage(page: page, checksum: checksum)
        let passes = check.checksum.map { _ in page.status.passes }
        if check.storage == .png, setup.update.writes(passes: passes) {
            let name = "\(check.place).golden.png"
            let fresh = isDrawn ? drawn : try draw(check.index, check.page)
            try (fresh.source as? DrawnPage)?.writePNG(name, directory)
            checked.recorded = name
        }
        return checked
    }

    private func comparison(_ check: GoldenCheck) -> PageComparison {
        PageComparison(
            settings: setup.cases[check.index].settings, pictures: setup.pictures, place: check.place,
            directory: directory)
    }

    /// Compares a page with its golden's file, as far as there is one.
    private func compare(_ check: GoldenCheck, _ source: OpenSource) throws(RenderFailure) -> ComparedPage {
        var page: ComparedPage
        if let file = check.file {
            let golden: OpenSource
            do {
                golden = try OpenSource(CompareSource(name: file, contents: .images(paths: [file])))
            } catch {
                throw RenderFailure(error.kind, "its golden \(file) cannot be read: \(error.message)")
            }
            // Masks are given by the PDF's pages.
            page = try comparison(check).compare(
                golden, 0, source, check.page,
                masked: PageComparison.Masked(page: check.page, count: source.summary.pageCount)
            ).0
        } else {
            page = try comparison(check).draw(source, check.page, .right).0
            page.status = .different
        }
        page.left = check.page + 1
        return page
    }
}
