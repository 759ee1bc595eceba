public import PageLayout
internal import PagePool
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
    /// How many worker processes there may be.
    ///
    /// Where all pages of a large file are wanted, they start while it is being opened; otherwise no more start than there
    /// is work for.
    public var jobs: Int
    /// How long a page may take, or each piece of one that is rendered in pieces; nil for no limit.
    public var pageTimeLimit: Duration? = .seconds(300)
    /// How often a page is tried again after its worker died or ran into the time limit.
    public var retries = 1
    /// Bytes of address space that a worker may use; nil for no limit.
    public var workerMemoryLimit: Int? = 4 << 30
    /// Bytes that all workers together may have resident; nil for no limit.
    ///
    /// Fewer workers than ``jobs`` are started if it does not suffice for them. A page that needs more than a worker's
    /// share fails.
    public var memoryBudget: Int?
    /// Where the directory for page files is made.
    public var temporaryParent = "/tmp"
    public var keepsTemporaryFiles = false
    /// How a process of this program is told to be a worker.
    public var workerArguments: [String]
    /// The program's name and version, stored in the output.
    public var producer: String

    public init(input: String, output: JobOutput, workerArguments: [String], producer: String) {
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
        try await RasterBatch([self]).run { onEvent($1) }[0].get()
    }

    /// Checks what no document needs to be known for.
    func validate() throws {
        try options.validate()
        guard jobs > 0, retries >= 0 else {
            throw JobError(.usage, "There must be at least one job, and no fewer than 0 retries.")
        }
        if let memoryBudget, memoryBudget < Self.smallestShare {
            throw JobError(
                .usage,
                "\(memoryBudget >> 20) MiB are too little for a worker. Allow \(Self.smallestShare >> 20) MiB or more.")
        }
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

    /// The engine keeps every object that it has read and leaks a little; a fresh worker after so many pages bounds both
    /// and costs less than four of them.
    private static let pagesPerWorker = 200

    /// What a worker needs for pages as they usually are: a piece's pixels, the engine's caches, and the document.
    public static let smallestShare = 96 << 20

    /// The workers that there may be.
    var processes: Int {
        memoryBudget.map { min(jobs, $0 / Self.smallestShare) } ?? jobs
    }

    var poolConfiguration: PoolConfiguration {
        var configuration = PoolConfiguration(
            command: .thisProgram(arguments: workerArguments), processes: processes, taskTimeLimit: pageTimeLimit)
        configuration.limits.residentMemory = memoryBudget.map { $0 / processes }
        configuration.startTimeLimit = pageTimeLimit
        configuration.retryPolicy = RetryPolicy(attempts: retries + 1)
        configuration.maxTasksPerWorker = Self.pagesPerWorker
        configuration.limits.addressSpace = workerMemoryLimit
        return configuration
    }

    func explain(_ failure: PoolFailure<RenderFailure>) -> JobError {
        switch failure {
        case .setupFailed(let error): explain(error)
        case .keepsDying(let deaths):
            JobError(
                .poolFailed,
                "\(inputName): the worker processes keep dying, the last ones so: "
                    + deaths.map { "process \($0.pid) \($0)" }.joined(separator: "; ")
                    + ". If the file is damaged, try to repair it, for instance with qpdf.")
        case .startTimeLimit(let limit):
            JobError(
                .limit,
                "\(inputName): opening it took longer than \(limit.secondsText). "
                    + "Give it more time with --page-timeout.")
        case .cannotStart(let why): JobError(.poolFailed, "\(inputName): \(why).")
        }
    }

    /// A failure to open the document, or to render for a reason that would meet every page.
    func explain(_ error: RenderFailure) -> JobError {
        switch error.kind {
        case .inputUnreadable: JobError(.inputUnreadable, "\(inputName) cannot be read: \(error.message).")
        case .notAPDF:
            JobError(.inputUnreadable, "\(inputName) is no PDF, or damaged beyond repair: \(error.message).")
        case .passwordNeeded:
            JobError(
                .password, "\(inputName) is encrypted. Give its password with --password-file or PDFSPLIT_PASSWORD.")
        case .passwordWrong: JobError(.password, "\(inputName): the password is neither the user's nor the owner's.")
        case .limit: JobError(.limit, "\(inputName): \(error.message).")
        case .outputUnwritable: JobError(.outputUnwritable, "\(error.message).")
        case .pageRefused: JobError(.inputUnreadable, "\(inputName): \(error.message).")
        }
    }
}
