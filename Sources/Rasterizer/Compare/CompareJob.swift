internal import Comparison
internal import Glibc
public import PageLayout
internal import PagePool
public import SystemPackage

/// Compares two documents page by page; the pages of both sides are drawn by a pool of workers.
public struct CompareJob: Sendable {
    public var left, right: CompareInput
    public var settings = CompareSettings()
    public var pages = PageSelection.all
    /// A directory of fonts that stand in, on both sides, for those that PDFs name and do not embed; nil for the engine's
    /// own alone.
    public var fontDirectory: String?
    /// Whether pages that are made of the same objects are drawn nevertheless.
    public var drawsAll = false
    /// Which pictures are made of pages that differ.
    public var pictures: PictureKinds = []
    /// Where a PDF goes that shows the pages that differ side by side, framed; asked for by ``PictureKinds/framed``.
    public var framedOutput: String?
    /// Where the run's own directory is made.
    public var temporaryParent = "/tmp"
    public var pool: PoolSettings
    /// The program's name and version, stored in the PDF.
    public var producer: String

    public init(left: CompareInput, right: CompareInput, pool: PoolSettings, producer: String) {
        (self.left, self.right) = (left, right)
        (self.pool, self.producer) = (pool, producer)
    }

    /// What happens on the way, for whoever shows it.
    public enum Event: Sendable {
        /// It is known which pages answer to each other, and so many pairs have to be drawn.
        case started(pages: Int)
        case page(ComparedPage)
    }

    /// Does the job.
    ///
    /// A page that cannot be drawn is reported as failed, and the others stand.
    ///
    /// - Parameter body: Is given the report, and the directory in which the pictures lie until it returns.
    /// - Throws: A ``JobError``, `CancellationError`, or what `body` throws.
    public func run<Result: Sendable>(
        onEvent: @escaping @Sendable (Event) -> Void,
        whileKept body: @Sendable (CompareReport, FileDescriptor?) throws -> Result
    ) async throws -> Result {
        try pool.validate()
        try settings.validate()
        let spool = pictures.isEmpty ? nil : SpoolDirectory(try makeSpool())
        let setup = CompareSetup(
            sources: [try left.source(), try right.source()], settings: [settings], spoolDirectory: spool?.path,
            fontDirectory: fontDirectory)
        let run = CompareRun(job: self, setup: setup, spool: spool, onEvent: onEvent)
        do {
            // Files are written on the way, and at the end.
            return try await withTaskExecutorPreference(FileExecutor(name: "pdfsplit.compare")) {
                let report = try await withPool(
                    of: CompareWorker.self, setup: setup, configuration: pool.configuration
                ) { pool in
                    try await run(pool)
                }
                return try body(report, spool?.descriptor)
            }
        } catch let failure as PoolFailure<RenderFailure> {
            throw JobError(failure, input: "\(left.path), \(right.path)")
        }
    }

    private func makeSpool() throws(JobError) -> TemporaryDirectory {
        TemporaryDirectory.sweep(temporaryParent)
        return try TemporaryDirectory(in: temporaryParent)
    }
}
