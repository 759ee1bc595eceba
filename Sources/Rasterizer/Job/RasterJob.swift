public import PageLayout
internal import RasterOutput

/// One input made into one output.
public struct RasterJob: Sendable {
    /// What becomes of the output when pages fail.
    public enum ErrorPolicy: String, Sendable, CaseIterable {
        /// All pages are tried; if one failed there is no output.
        case fail
        /// The output holds the other pages.
        case skip
        /// The output holds a page of the right size that says what failed.
        case placeholder
    }

    /// A file's path, or "-" for standard input.
    public var input: String
    public var output: JobOutput
    public var password: String?
    public var options = RasterOptions()
    public var pages = PageSelection.all
    public var errorPolicy = ErrorPolicy.fail
    public var pool: PoolSettings
    /// Where the directory for page files is made.
    public var temporaryParent = "/tmp"
    public var keepsTemporaryFiles = false
    /// The program's name and version, stored in the output.
    public var producer: String

    public init(input: String, output: JobOutput, pool: PoolSettings, producer: String) {
        (self.input, self.output) = (input, output)
        (self.pool, self.producer) = (pool, producer)
    }

    /// What happens on the way, for whoever shows it.
    public enum Event: Sendable {
        /// The document is open and so many pages will be rendered.
        case started(pages: Int, temporaryDirectory: String)
        case page(PageResult)
    }

    /// Does the job.
    ///
    /// When it returns, the output stands complete under its name, or nothing does and the report says which pages
    /// failed. When it throws or is cancelled there is no output, no worker and no temporary directory.
    ///
    /// - Throws: A ``JobError``, or `CancellationError`.
    public func run(onEvent: @escaping @Sendable (Event) -> Void) async throws -> JobReport {
        try await RasterBatch([self]).run { onEvent($1) }[0].get()
    }

    /// Checks what no document needs to be known for.
    func validate() throws {
        try options.validate()
        try pool.validate()
        guard errorPolicy != .placeholder || options.storage.format == .pdf else {
            throw JobError(.usage, "Only a PDF can hold a page that says what failed. Use --on-error skip.")
        }
    }

    /// Where the directory for page files is made.
    ///
    /// Files that will stay are made where they will be, so that giving them their names moves nothing.
    var spoolParent: String {
        if case .files(let template) = output { template.directory } else { temporaryParent }
    }

    func makeSpool() throws(JobError) -> TemporaryDirectory {
        if case .files(let template) = output { try template.makeDirectory() }
        TemporaryDirectory.sweep(spoolParent)
        var spool = try TemporaryDirectory(in: spoolParent)
        if keepsTemporaryFiles { spool.keepForGood() }
        return spool
    }

    /// What messages call the input.
    var inputName: String { input == "-" ? "standard input" : input }
}
