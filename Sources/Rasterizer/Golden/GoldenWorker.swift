internal import Comparison
internal import MuPDF
public import PagePool
internal import RasterOutput
internal import SystemPackage

/// The work of a process that holds pages against their goldens.
///
/// A page whose checksum is its golden's is not compared: the golden's file is not even decoded.
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
        case .checksum(let index, let page): return .checksum(try checksum(draw(index, page)).text)
        case .sign(let index, let page):
            let source = try source(index)
            return .signature(try PageSignature(of: source, page: page, layout: setup.cases[index].settings.layout))
        case .signGolden(let index, let file):
            return .signature(try PageSignature(of: golden(file), page: 0, layout: setup.cases[index].settings.layout))
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

    private func checksum(_ page: PagePairOpener.Single) throws(RenderFailure) -> PixelChecksum {
        var checksum = PixelChecksum(width: page.source.width, height: page.source.height, color: page.color)
        for strip in page.source.strips ?? [0..<page.source.height] { checksum.insert(try page.source.rows(strip)) }
        return checksum
    }

    private func check(_ check: GoldenCheck) throws(RenderFailure) -> CheckedPage {
        let source = try source(check.index)
        let drawn = try draw(check.index, check.page)
        let checksum = try checksum(drawn)
        var page = ComparedPage(left: nil, right: check.page + 1, status: .inserted)
        page.rightSheet = ComparedPage.Sheet(drawn.source, source, drawn.notes)
        // What compares draws the page again, in the same memory.
        var isDrawn = true
        let isSame = check.checksum.map(checksum.matches)
        // One that is lost but for its checksum is as good as none, as long as nothing is known to differ.
        let hasGolden = isSame != nil && !(isSame == true && check.isLost)
        if isSame == true, hasGolden, !isReplaced(check) {
            (page.left, page.status, page.proof) = (check.page + 1, .same, .pixels)
        } else if hasGolden {
            page = try compare(check, source)
            isDrawn = false
        } else if setup.update == .none {
            page = try comparison(check).draw(source, check.page, .right).0
            isDrawn = false
        }
        var checked = CheckedPage(page: page, checksum: checksum.text)
        checked.isSame = isSame == true
        checked.isNew = isNew(check, page, hasGolden: hasGolden, isSame: isSame == true)
        if !checked.isNew { checked.fileChecksum = lackingFileChecksum(check) }
        if checked.isNew, check.storage == .png {
            let name = "\(check.place).golden.png"
            let fresh = isDrawn ? drawn : try draw(check.index, check.page)
            try (fresh.source as? DrawnPage)?.writePNG(name, directory)
            checked.recorded = name
            do {
                checked.fileChecksum = try fileChecksum { try directory.openForReading(name) }
            } catch {
                throw RenderFailure(.outputUnwritable, "\(name), just written, cannot be read: \(error)")
            }
        }
        return checked
    }

    /// Whether the page is to become its golden.
    private func isNew(_ check: GoldenCheck, _ page: ComparedPage, hasGolden: Bool, isSame: Bool) -> Bool {
        if setup.update.writes(passes: hasGolden ? page.status.passes : nil) { return true }
        // A golden that passes by its file alone would not pass without it.
        return setup.update == .changed && check.storage == .checksums && check.file != nil && !isSame
    }

    /// Whether a golden's file is another than the one whose checksum was taken: then that is what people see, and what
    /// the page is held against.
    private func isReplaced(_ check: GoldenCheck) -> Bool {
        guard let file = check.file, let known = check.fileChecksum else { return false }
        // What cannot be read is said when it is to be compared.
        return (try? fileChecksum(ofFile: file)) != known
    }

    /// The checksum of a golden's file of which none was taken, where it can be kept; nil also if the file's pixels are not
    /// the golden's, or cannot be read.
    private func lackingFileChecksum(_ check: GoldenCheck) -> String? {
        guard setup.update == .changed, check.storage == .png, check.fileChecksum == nil, let file = check.file,
            let known = check.checksum, let own = try? fileChecksum(ofFile: file),
            let golden = try? golden(file),
            let page = try? PagePairOpener(layout: setup.cases[check.index].settings.layout).open(golden, 0),
            let pixels = try? checksum(page), pixels.matches(known)
        else { return nil }
        return own
    }

    private func fileChecksum(ofFile path: String) throws -> String {
        try fileChecksum { try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec]) }
    }

    private func fileChecksum(_ open: () throws -> FileDescriptor) throws -> String {
        let file = try open()
        defer { try? file.close() }
        return try ByteChecksum(contentsOf: file).text
    }

    private func comparison(_ check: GoldenCheck) -> PageComparison {
        PageComparison(
            settings: setup.cases[check.index].settings, pictures: setup.pictures, place: check.place,
            directory: directory)
    }

    private func golden(_ file: String) throws(RenderFailure) -> OpenSource {
        try OpenSource(CompareSource(name: file, contents: .images(paths: [file])))
    }

    /// Compares a page with its golden's file, as far as there is one.
    private func compare(_ check: GoldenCheck, _ source: OpenSource) throws(RenderFailure) -> ComparedPage {
        guard let file = check.file else { return try different(check, source) }
        do throws(RenderFailure) {
            var page = try compare(check, source, file)
            page.left = check.page + 1
            return page
        } catch {
            // Whatever is wrong with the file, it is about to be replaced. What is wrong with the page is said again.
            guard setup.update.writes(passes: false) else { throw error }
            return try different(check, source)
        }
    }

    private func compare(
        _ check: GoldenCheck, _ source: OpenSource, _ file: String
    ) throws(RenderFailure) -> ComparedPage {
        let golden: OpenSource
        do throws(RenderFailure) {
            golden = try self.golden(file)
        } catch {
            throw RenderFailure(error.kind, "its golden \(file) cannot be read: \(error.message)")
        }
        // Masks are given by the PDF's pages.
        return try comparison(check).compare(
            golden, 0, source, check.page,
            masked: PageComparison.Masked(page: check.page, count: source.summary.pageCount)
        ).0
    }

    /// A page that is known to differ, but not where.
    private func different(_ check: GoldenCheck, _ source: OpenSource) throws(RenderFailure) -> ComparedPage {
        var page = try comparison(check).draw(source, check.page, .right).0
        (page.left, page.status) = (check.page + 1, .different)
        return page
    }
}
