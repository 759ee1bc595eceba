public import PageLayout
internal import PagePool

/// One input made into one output.
public struct RasterJob: PoolJob, Sendable {
    /// What becomes of the output when pages fail.
    public enum ErrorPolicy: String, Sendable, CaseIterable {
        /// All pages are tried; if one failed there is no output.
        case fail
        /// The output holds the other pages.
        case skip
        /// The output holds a page of the right size that says what failed.
        case placeholder
    }

    public var input: String
    public var output: String
    public var password: String?
    public var options = RasterOptions()
    public var pages = PageSelection.all
    public var errorPolicy = ErrorPolicy.fail
    /// How many worker processes there may be.
    ///
    /// Where all pages of a large file are wanted, they start while it is being opened; otherwise no more start than there
    /// is work for.
    public var jobs: Int
    public var pageTimeLimit: Duration? = .seconds(300)
    public var retries = 1
    public var workerMemoryLimit: Int? = 4 << 30
    public var memoryBudget: Int?
    /// Where the directory for page files is made.
    public var temporaryParent = "/tmp"
    public var keepsTemporaryFiles = false
    public var workerArguments: [String]
    /// The program's name and version, stored in the output.
    public var producer: String

    public init(input: String, output: String, workerArguments: [String], producer: String) {
        self.input = input
        self.output = output
        self.workerArguments = workerArguments
        self.producer = producer
        jobs = AvailableCPUs.count
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
        try options.validate()
        try validatePool()
        if FileIdentity.areSame(input, output) {
            throw JobError(.usage, "\(output) is the input itself. Name another file for the output.")
        }
        // One thread for all that follows: a page that changed threads on its way into the output would cost a wake-up
        // for each change, which is more than all that is done for it.
        return try await withTaskExecutorPreference(FileExecutor(name: "pdfsplit.job")) {
            try await runOnFiles(onEvent)
        }
    }

    private func runOnFiles(_ onEvent: @escaping @Sendable (Event) -> Void) async throws -> JobReport {
        TemporaryDirectory.sweep(temporaryParent)
        var spool = try TemporaryDirectory(in: temporaryParent)
        if keepsTemporaryFiles { spool.keepForGood() }
        let run = JobRun(self, spoolPath: spool.path, spool: spool.descriptor, onEvent: onEvent)
        let setup = RenderSetup(
            input: input, password: password, options: options, spoolDirectory: spool.path)
        do {
            return try await withPool(of: RenderWorker.self, setup: setup, configuration: poolConfiguration) { pool in
                try await run(in: pool)
            }
        } catch let failure as PoolFailure<RenderFailure> {
            throw JobError(failure, input: input)
        }
    }
}
