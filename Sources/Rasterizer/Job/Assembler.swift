internal import RasterOutput
internal import SystemPackage

/// Puts pages into the output in their order, as they come in any.
///
/// What waits for an earlier page waits as a file name; a page's file is removed once its bytes are in the output.
actor Assembler {
    private enum Entry {
        case page(RenderedPage)
        case placeholder(PDFPageSize, lines: [String])
        case nothing
    }

    private let executor = FileExecutor(name: "pdfsplit.assembler")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let spool: FileDescriptor
    private let keepsFiles: Bool
    private let dpi: Double
    private var output: OutputFile
    private var writer: PDFWriter
    private var waiting: [Int: Entry] = [:]
    private var next = 0
    private var isAbandoned = false

    init(
        target: String, spoolPath: String, spool: FileDescriptor, keepsFiles: Bool, dpi: Double, producer: String
    ) throws(JobError) {
        output = try OutputFile(target: target, spool: spoolPath)
        writer = PDFWriter(file: output.descriptor, name: target, producer: producer)
        (self.spool, self.keepsFiles, self.dpi) = (spool, keepsFiles, dpi)
    }

    func add(_ page: RenderedPage, at place: Int) throws(JobError) {
        guard !isAbandoned else { return remove(page.image.file) }
        waiting[place] = .page(page)
        try advance()
    }

    func addPlaceholder(_ size: PDFPageSize, lines: [String], at place: Int) throws(JobError) {
        waiting[place] = .placeholder(size, lines: lines)
        try advance()
    }

    func skip(_ place: Int) throws(JobError) {
        waiting[place] = .nothing
        try advance()
    }

    /// There will be no output; pages are still taken, and their files removed.
    func abandon() {
        guard !isAbandoned else { return }
        isAbandoned = true
        for case .page(let page) in waiting.values { remove(page.image.file) }
        waiting = [:]
    }

    /// Completes the output and gives it its name.
    ///
    /// - Returns: Its size in bytes.
    func finish() throws(JobError) -> Int {
        guard waiting.isEmpty, !isAbandoned else {
            throw JobError(.internalError, "Pages are left that no earlier page came for.")
        }
        do {
            try writer.finish()
        } catch {
            throw JobError(.outputUnwritable, "\(error).")
        }
        try output.commit()
        return writer.byteCount
    }

    private func advance() throws(JobError) {
        while let entry = waiting.removeValue(forKey: next) {
            do {
                switch entry {
                case .page(let page): try append(page)
                case .placeholder(let size, let lines): try writer.appendPlaceholder(size, lines: lines)
                case .nothing: break
                }
            } catch {
                throw JobError(error.code == .mismatch ? .internalError : .outputUnwritable, "\(error).")
            }
            next += 1
        }
    }

    private func append(_ page: RenderedPage) throws(OutputError) {
        let file: FileDescriptor
        do {
            file = try spool.openForReading(page.image.file)
        } catch {
            throw OutputError(.mismatch, "the page file \(page.image.file) is gone", errno: error)
        }
        defer { try? file.close() }
        try writer.appendPage(page.sheet, image: page.image, dpi: dpi, data: file)
        remove(page.image.file)
    }

    private func remove(_ name: String) {
        if !keepsFiles { spool.removeFile(name) }
    }
}
