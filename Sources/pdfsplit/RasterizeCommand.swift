internal import ArgumentParser
internal import Glibc
internal import PageLayout
internal import RasterOutput
internal import Rasterizer

/// The main job: a PDF in, its pages as images out.
struct RasterizeCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdfsplit",
        abstract: "Render the pages of a PDF into a PDF or a TIFF of images, or into an image file each.",
        usage: """
            pdfsplit [<options>] <in.pdf> <out.pdf>
            pdfsplit [<options>] <in.pdf> 'pages/%03d.png'
            pdfsplit [<options>] --output-dir <directory> <in.pdf> ...
            pdfsplit compare [<options>] <left> <right>
            pdfsplit golden <verify|record|update> [<options>] <folder>
            pdfsplit info [<options>] <in.pdf>
            """,
        discussion: """
            "pdfsplit compare" says where two documents differ, "pdfsplit golden" keeps reference renderings of PDFs and \
            finds what looks different, and "pdfsplit info" says what a PDF and its pages are made of; \
            with --help after them they show their options.

            Exit codes: 0 all pages good, 1 pages differ, 2 usage or bad page range, 3 some pages failed, 4 input unreadable or not a \
            PDF, 5 password needed or wrong, 6 output or temp cannot be written, 7 every page failed or the pool gave \
            up, 8 a limit was hit before any output, 9 warnings with --strict, 10 goldens are missing, 15 internal error, 129, 130 and 143 \
            ended by SIGHUP, SIGINT and SIGTERM.
            """,
        version: Version.number,
        subcommands: otherCommands)

    /// The other commands.
    static let otherCommands: [any ParsableCommand.Type] = [
        CompareCommand.self, GoldenCommand.self, InfoCommand.self,
    ]

    @Argument(
        help: ArgumentHelp(
            "The PDF to read, then what to write: a PDF, a TIFF, or with %d or such as %03d where the page's number "
                + "belongs, a PNG, JPEG, TIFF or PNM for each page. A directory takes such files with --format. "
                + "- is standard input, and standard output. With --output-dir all are PDFs to read.",
            valueName: "path"),
        completion: .file())
    var paths: [String]

    @OptionGroup(title: "Output") var target: OutputArguments
    @OptionGroup(title: "Layout") var layout: LayoutArguments
    @OptionGroup(title: "Images") var images: ImageArguments

    @Option(
        help: ArgumentHelp(
            "The pages, in qpdf's syntax: 1-5,8,z,r2-r1,2-20:even. (default: all)", valueName: "selection"),
        transform: { try PageSelection(parsing: $0) })
    var pages: PageSelection = .all

    @Option(help: "When pages fail: no output, one without them, or one with a page in their place that says so.")
    var onError: RasterJob.ErrorPolicy = .fail

    @Flag(help: "Exit with 9 if there are warnings.")
    var strict = false

    @OptionGroup(title: "Workers") var pool: PoolArguments
    @OptionGroup(title: "Password") var passwords: PasswordArguments

    @Option(help: "How progress is shown on standard error.")
    var progress: ProgressStyle = .auto

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    @Option(help: ArgumentHelp("Write what became of each page as JSON.", valueName: "file"), completion: .file())
    var report: String?

    @Option(
        help: ArgumentHelp("Where page files are kept meanwhile. (default: $TMPDIR or /tmp)", valueName: "directory"),
        completion: .directory)
    var tempDir: String?

    @Flag(help: "Leave the page files behind.")
    var keepTemp = false

    func validate() throws {
        try target.validate(paths: paths)
    }

    /// Runs the job and says what came of it.
    func execute() async throws -> ExitStatus {
        do {
            return try await rasterize()
        } catch let error as JobError where progress == .json {
            JSONLines.write(ErrorRecord(message: error.description))
            return ExitStatus(error)
        }
    }

    private func rasterize() async throws -> ExitStatus {
        let jobs = try target.pairs(paths).map { try makeJob($0, $1) }
        let progress = Progress(progress, quiet: quiet, inputs: jobs.map(\.input))
        defer { progress.end() }
        let results = try await RasterBatch(jobs).run { index, event in
            progress.show(event, of: index)
            if index == 0, case .started(_, let directory) = event, keepTemp, self.progress != .json {
                Console.error("page files are kept in \(directory)")
            }
        }
        progress.end()
        if let report { try ReportFile.write(results, to: report) }
        if !quiet, self.progress != .json {
            FontArguments.warn(of: results.lazy.compactMap { try? $0.get().summary.fonts }.first)
        }
        for result in results { say(result) }
        return ExitStatus(results, strict: strict)
    }

    private func makeJob(_ input: String, _ path: String) throws -> RasterJob {
        let (output, format) = try target.target(path, input: input)
        var job = RasterJob(
            input: input, output: output, pool: try pool.settings(Main.workerArgument), producer: Version.producer)
        job.options.layout = layout.options
        try images.apply(to: &job.options, format: format)
        if case .files = output { job.options.storage.isFilePerPage = true }
        job.pages = pages
        job.errorPolicy = onError
        job.password = try passwords.resolve()
        job.temporaryParent = tempDir ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        job.keepsTemporaryFiles = keepTemp
        return job
    }

    private func say(_ result: Result<JobReport, JobError>) {
        // Whoever reads JSON has had it all, and shall not meet other lines.
        switch (result, progress) {
        case (.success(let report), .json): JSONLines.write(FinishedRecord(summary: report.summary))
        case (.failure(let error), .json): JSONLines.write(ErrorRecord(message: error.description))
        case (.success(let report), _): say(report)
        case (.failure(let error), _): Console.error(error.description)
        }
    }

    private func say(_ report: JobReport) {
        let summary = Summary(report: report)
        if !quiet || report.summary.failed > 0 {
            for line in summary.pageLines { Console.error(line) }
        }
        if !quiet || !report.summary.outputWritten { Console.error(summary.line) }
    }
}
