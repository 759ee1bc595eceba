internal import Glibc
internal import RasterOutput
internal import SystemPackage

/// Puts pages into a document in their order.
///
/// What waits for an earlier page waits as a file name. Where a page's bytes go is known once all earlier pages are there;
/// who carries the placements out that come of that is the caller's matter.
final class DocumentAssembler: PageAssembler {
    private enum Entry {
        case page(RenderedPage)
        case placeholder(PDFPageSize, lines: [String])
        case nothing
    }

    private let target: String
    private let outputDescriptor: Int32
    private let spool: FileDescriptor
    private let keepsFiles: Bool
    private var output: OutputFile
    private let writer: any DocumentWriter
    private var waiting: [Int: Entry] = [:]
    private var next = 0
    private var isAbandoned = false

    init(
        target: String, spoolPath: String, spool: FileDescriptor, keepsFiles: Bool, storage: StorageOptions,
        producer: String
    ) throws(JobError) {
        let output = try OutputFile(target: target, spool: spoolPath)
        outputDescriptor = output.descriptor.rawValue
        writer =
            storage.format == .tiff
            ? TIFFWriter(
                file: output.descriptor, name: target, software: producer, quality: storage.quality,
                profile: storage.profile)
            : PDFWriter(file: output.descriptor, name: target, producer: producer, profile: storage.profile)
        self.output = output
        (self.target, self.spool, self.keepsFiles) = (target, spool, keepsFiles)
    }

    func add(_ page: RenderedPage, number: Int, at place: Int) throws(JobError) -> [Placement] {
        guard !isAbandoned else {
            remove(page.image)
            return []
        }
        waiting[place] = .page(page)
        return try advance()
    }

    func addPlaceholder(_ size: PDFPageSize, lines: [String], at place: Int) throws(JobError) -> [Placement] {
        waiting[place] = .placeholder(size, lines: lines)
        return try advance()
    }

    func skip(_ place: Int) throws(JobError) -> [Placement] {
        waiting[place] = .nothing
        return try advance()
    }

    func carryOut(_ placements: [Placement]) throws(JobError) {
        do {
            try placements.carryOut(from: spool, to: path, name: target, keepsFiles: keepsFiles)
        } catch {
            throw JobError(error.code == .mismatch ? .internalError : .outputUnwritable, "\(error).")
        }
    }

    var path: String { "/proc/\(getpid())/fd/\(outputDescriptor)" }

    func abandon() {
        guard !isAbandoned else { return }
        isAbandoned = true
        for case .page(let page) in waiting.values { remove(page.image) }
        waiting = [:]
    }

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

    private func advance() throws(JobError) -> [Placement] {
        var placements: [Placement] = []
        while let entry = waiting.removeValue(forKey: next) {
            do {
                switch entry {
                case .page(let page):
                    let own = try writer.appendPage(page.sheet, image: page.image, resolution: page.dpi)
                    removeUnplaced(page.image, own)
                    placements += own
                case .placeholder(let size, let lines): try writer.appendPlaceholder(size, lines: lines)
                case .nothing: break
                }
            } catch {
                throw JobError(error.code == .mismatch ? .internalError : .outputUnwritable, "\(error).")
            }
            next += 1
        }
        return placements
    }

    private func remove(_ image: EncodedImage) {
        if !keepsFiles { for file in image.files { spool.removeFile(file) } }
    }

    /// What an image shares with an earlier one is in the document already.
    private func removeUnplaced(_ image: EncodedImage, _ placements: [Placement]) {
        guard image.passed != nil, !keepsFiles else { return }
        for file in Set(image.files).subtracting(placements.map(\.file)) { spool.removeFile(file) }
    }
}
