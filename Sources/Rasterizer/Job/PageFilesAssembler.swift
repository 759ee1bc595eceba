internal import Glibc
internal import RasterOutput
internal import SystemPackage

/// Gives each page's file its name when all pages are there.
///
/// The files lie complete in the spool directory, but for those of pages that were rendered in pieces, which are joined
/// here.
final class PageFilesAssembler: PageAssembler {
    private let template: PageFileTemplate
    private let pageCount: Int
    private let storage: StorageOptions
    private let spool: FileDescriptor
    private let keepsFiles: Bool
    private let fileName: PageFileName
    private var files: [Int: (file: String, page: Int, size: Int)] = [:]
    private var isAbandoned = false

    init(
        _ template: PageFileTemplate, pageCount: Int, spool: FileDescriptor, keepsFiles: Bool, fileName: PageFileName,
        storage: StorageOptions
    ) {
        (self.template, self.pageCount, self.spool) = (template, pageCount, spool)
        (self.keepsFiles, self.fileName, self.storage) = (keepsFiles, fileName, storage)
    }

    // Nothing is ever placed.
    var path: String { "" }
    func carryOut(_ placements: [Placement]) throws(JobError) {}

    func add(_ page: RenderedPage, number: Int, at place: Int) throws(JobError) -> [Placement] {
        var image = page.image
        if !image.isFile, !isAbandoned {
            let name = fileName.name(page: number, place: place, codec: image.storage.codec) + ".whole"
            do {
                image = try image.joined(
                    storage, resolution: page.dpi, into: name, spool, keepsPieces: keepsFiles)
            } catch {
                throw JobError(error.code == .mismatch ? .internalError : .outputUnwritable, "\(error).")
            }
        }
        guard !isAbandoned else {
            if !keepsFiles { for piece in image.pieces { spool.removeFile(piece.file) } }
            return []
        }
        files[place] = (image.pieces[0].file, number, image.byteCount)
        return []
    }

    func addPlaceholder(_ size: PDFPageSize, lines: [String], at place: Int) throws(JobError) -> [Placement] {
        throw JobError(.internalError, "Page \(place + 1) has no file to say in what failed.")
    }

    func skip(_ place: Int) throws(JobError) -> [Placement] { [] }

    func abandon() {
        isAbandoned = true
        if !keepsFiles { for file in files.values { spool.removeFile(file.file) } }
        files = [:]
    }

    func finish() throws(JobError) -> Int {
        // One call for all of them, before the first has its name.
        spool.syncFileSystem()
        let mode = FileMode.usual
        var size = 0
        for (_, file) in files.sorted(by: { $0.key < $1.key }) {
            let path = template.path(page: file.page, of: pageCount)
            fchmodat(spool.rawValue, file.file, mode, 0)
            guard renameat(spool.rawValue, file.file, AT_FDCWD, path) == 0 else {
                throw JobError(.outputUnwritable, "\(path) cannot be written: \(String(cString: strerror(errno))).")
            }
            size += file.size
        }
        return size
    }
}
