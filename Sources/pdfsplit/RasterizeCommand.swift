internal import ArgumentParser
internal import Glibc
internal import PageLayout
internal import Rasterizer

/// The main job: a PDF in, a PDF of page images out.
struct RasterizeCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "rasterize",
        abstract: "Render every page of a PDF and put the images into a PDF.",
        usage: """
            pdfsplit [<options>] <in.pdf> <out.pdf>
            pdfsplit info [<options>] <in.pdf>
            """,
        discussion: """
            "pdfsplit info" says what a PDF and its pages are made of; "pdfsplit info --help" shows its options.

            Exit codes: 0 all pages good, 2 usage or bad page range, 3 some pages failed, 4 input unreadable or not a \
            PDF, 5 password needed or wrong, 6 output or temp cannot be written, 7 every page failed or the pool gave \
            up, 8 a limit was hit before any output, 9 warnings with --strict, 15 internal error, 129, 130 and 143 \
            ended by SIGHUP, SIGINT and SIGTERM.
            """)

    @Argument(help: ArgumentHelp("The PDF to read.", valueName: "in.pdf"))
    var input: String

    @Argument(help: ArgumentHelp("The PDF to write.", valueName: "out.pdf"))
    var output: String

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

    @Option(help: ArgumentHelp("Write what became of each page as JSON.", valueName: "file"))
    var report: String?

    @Option(
        help: ArgumentHelp("Where page files are kept meanwhile. (default: $TMPDIR or /tmp)", valueName: "directory"))
    var tempDir: String?

    @Flag(help: "Leave the page files behind.")
    var keepTemp = false

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
        let job = try makeJob()
        let progress = Progress(progress, quiet: quiet)
        defer { progress.end() }
        let result = try await job.run { event in
            progress.show(event)
            if case .started(_, let directory) = event, keepTemp, self.progress != .json {
                Console.error("page files are kept in \(directory)")
            }
        }
        progress.end()
        if let report { try ReportFile.write(result, to: report) }
        if self.progress == .json { JSONLines.write(FinishedRecord(summary: result.summary)) }
        say(result)
        return ExitStatus(result, strict: strict)
    }

    private func makeJob() throws -> RasterJob {
        var job = RasterJob(
            input: input, output: output, workerArguments: [Main.workerArgument], producer: Version.producer)
        job.options.layout = layout.options
        images.apply(to: &job.options)
        job.pages = pages
        job.errorPolicy = onError
        job.password = try passwords.resolve()
        job.temporaryParent = tempDir ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        job.keepsTemporaryFiles = keepTemp
        try pool.apply(to: &job)
        return job
    }

    private func say(_ report: JobReport) {
        // Whoever reads JSON has had it all, and shall not meet other lines.
        guard progress != .json else { return }
        let summary = Summary(report: report)
        if !quiet || report.summary.failed > 0 {
            for line in summary.pageLines { Console.error(line) }
        }
        if !quiet || !report.summary.outputWritten { Console.error(summary.line) }
    }
}
