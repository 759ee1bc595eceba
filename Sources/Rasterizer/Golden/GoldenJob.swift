internal import Glibc
internal import MuPDF
internal import PagePool
public import SystemPackage

/// Holds PDFs against their goldens, all on one pool, and writes goldens where that is wanted.
public struct GoldenJob: Sendable {
    public var folder: GoldenFolder
    /// The names of all PDFs in the folder: goldens of others are stale.
    public var names: [String]
    /// What is to be done of them.
    public var cases: [GoldenCase]
    public var update = GoldenUpdate.none
    /// A directory of fonts that stand in for those that PDFs name and do not embed; nil for the engine's own alone.
    public var fontDirectory: String?
    /// Where pictures of pages that differ go, in directories named after the cases; nil for nowhere.
    public var failures: String?
    /// Whether a report will show pictures.
    public var needsPictures = false
    /// Where the run's own directory is made, unless goldens are to be written.
    public var temporaryParent = "/tmp"
    public var pool: PoolSettings

    public init(folder: GoldenFolder, names: [String], cases: [GoldenCase], pool: PoolSettings) {
        (self.folder, self.names, self.cases, self.pool) = (folder, names, cases, pool)
    }

    /// What happens on the way, for whoever shows it.
    public enum Event: Sendable {
        /// A case is open, and so many of its pages are held against their goldens.
        case started(pages: Int)
        case page(ComparedPage)
    }

    /// Does the job.
    ///
    /// A case that cannot be read is reported as failed, and the others stand.
    ///
    /// - Parameter body: Is given the report, and the directory in which the pictures lie until it returns.
    /// - Throws: A ``JobError``, `CancellationError`, or what `body` throws.
    public func run<Result: Sendable>(
        onEvent: @escaping @Sendable (Event) -> Void,
        whileKept body: @Sendable (GoldenReport, FileDescriptor) throws -> Result
    ) async throws -> Result {
        try pool.validate()
        for own in cases { try own.settings.validate() }
        // New goldens are given their names by moving them, so they are drawn in their folder.
        let made = update == .none ? [] : try OutputDirectory.make(folder.goldens)
        // Where there are none, there is no folder of them.
        defer { OutputDirectory.removeEmpty(made) }
        // Files are read and written on the way.
        return try await withTaskExecutorPreference(FileExecutor(name: "pdfsplit.golden")) {
            try await runWithFiles(onEvent: onEvent, whileKept: body)
        }
    }

    /// The directory for page files is gone when it returns.
    private func runWithFiles<Result: Sendable>(
        onEvent: @escaping @Sendable (Event) -> Void,
        whileKept body: @Sendable (GoldenReport, FileDescriptor) throws -> Result
    ) async throws -> Result {
        let start = ContinuousClock.now
        let spool = SpoolDirectory(try makeSpool())
        let setup = GoldenSetup(
            cases: cases.map { GoldenSetup.Case(path: $0.path, password: $0.password, settings: $0.settings) },
            update: update, spoolDirectory: spool.path, fontDirectory: fontDirectory,
            pictures: pictures)
        let found: [GoldenReport.Case]
        let fonts: GoldenFonts
        do {
            (fonts, found) = try await withPool(
                of: GoldenWorker.self, setup: setup, configuration: pool.configuration
            ) { pool in
                let fonts = try await findFonts(pool)
                return (fonts, try await run(spool, fonts, onEvent, in: pool))
            }
        } catch let failure as PoolFailure<RenderFailure> {
            throw JobError(failure, input: folder.cases)
        }
        let report = GoldenReport(
            cases: found, stale: folder.stale(besides: names),
            fingerprint: Self.fingerprint("", fonts: fonts), fonts: fonts.directory,
            seconds: start.elapsedMilliseconds / 1000)
        return try body(report, spool.descriptor)
    }

    /// Some cases at a time: while one waits for its last page, others have work for the workers.
    private func run(
        _ spool: SpoolDirectory, _ fonts: GoldenFonts, _ onEvent: @escaping @Sendable (Event) -> Void,
        in pool: Pool<GoldenWorker>
    ) async throws -> [GoldenReport.Case] {
        try await withThrowingTaskGroup(of: (Int, GoldenReport.Case).self) { group in
            var results: [GoldenReport.Case?] = Array(repeating: nil, count: cases.count)
            for index in cases.indices {
                if index > self.pool.processes, let (done, result) = try await group.next() { results[done] = result }
                let run = GoldenRun(job: self, index: index, spool: spool, fonts: fonts, onEvent: onEvent)
                group.addTask { (index, try await run.result(in: pool)) }
            }
            for try await (done, result) in group { results[done] = result }
            return results.compactMap(\.self)
        }
    }

    /// Asks a worker, for fonts may be what crashes whoever reads them.
    private func findFonts(_ pool: Pool<GoldenWorker>) async throws -> GoldenFonts {
        guard let fontDirectory else { return GoldenFonts() }
        return try await pool.ask(.fonts, about: fontDirectory) { output in
            if case .fonts(let fonts) = output { fonts } else { nil }
        }
    }

    private var pictures: PictureKinds {
        var kinds: PictureKinds = []
        if failures != nil { kinds.insert(.files) }
        if needsPictures { kinds.insert(.shown) }
        return kinds
    }

    private func makeSpool() throws(JobError) -> TemporaryDirectory {
        let parent = update == .none ? temporaryParent : folder.goldens
        TemporaryDirectory.sweep(parent)
        return try TemporaryDirectory(
            in: parent, remedy: update == .none ? "Choose another place with TMPDIR." : "Goldens are drawn there.")
    }

    static let engine = Painting.engine

    /// What decides how pages are drawn.
    static func fingerprint(_ settings: String, fonts: GoldenFonts) -> GoldenManifest.Fingerprint {
        GoldenManifest.Fingerprint(engine: engine, fonts: fonts.fingerprint, settings: settings)
    }
}
