internal import Glibc
internal import RasterOutput
internal import SystemPackage

/// The PDF of the pages that differ, put together as their sheets come.
final class FramedBook {
    private let assembler: DocumentAssembler
    private let path: String
    private var sheets = 0

    init(path: String, spool: SpoolDirectory, producer: String) throws(JobError) {
        self.path = path
        assembler = try DocumentAssembler(
            target: path, spoolPath: spool.path, spool: spool.descriptor, keepsFiles: false, storage: StorageOptions(),
            producer: producer)
    }

    /// Adds the sheet of a pair, or none, at its place among those that were drawn.
    func add(_ sheet: FramedSheet?, at place: Int) throws(JobError) {
        guard let sheet else {
            try assembler.carryOut(try assembler.skip(place))
            return
        }
        sheets += 1
        let page = RenderedPage(
            sheet: sheet.size, dpi: sheet.dpi, image: sheet.image, warnings: [], milliseconds: 0, peakMemory: 0)
        try assembler.carryOut(try assembler.add(page, number: place, at: place))
    }

    /// Gives the PDF its name; one without pages would be none, and then there is no file of that name.
    func finish() throws(JobError) {
        if sheets > 0 { _ = try assembler.finish() } else { FramedBook.removeStale(path) }
    }

    /// Removes the PDF of an earlier run, which would be taken for what this one found.
    static func removeStale(_ path: String?) {
        var status = stat()
        guard let path, lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        unlink(path)
    }
}
