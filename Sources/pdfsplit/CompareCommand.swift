internal import ArgumentParser
internal import Comparison
internal import Glibc
internal import PageLayout
internal import Rasterizer
internal import Reports

/// Compares two documents page by page.
struct CompareCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare a PDF with another, or with images of its pages, or images with images.",
        usage: "pdfsplit compare [<options>] <left> <right>",
        discussion: """
            Each side is a PDF, an image file, or a directory of image files, each a page. Pages that were inserted or \
            removed are found. Pages of two PDFs that are made of the same objects are the same without being drawn. \
            Beside a PDF, files of a directory whose names all end in numbers are the pages of these numbers; files of two \
            directories are compared with those of the same name.

            Exit codes: 0 same, 1 different, 2 usage, 3 some pages could not be compared, 4 input unreadable, 5 password \
            needed or wrong, 6 a report cannot be written, 7 no page could be compared, or the pool gave up, 8 a limit was \
            hit.
            """)

    @Argument(help: ArgumentHelp("What is expected.", valueName: "left"), completion: .file())
    var left: String

    @Argument(help: ArgumentHelp("What is compared with it.", valueName: "right"), completion: .file())
    var right: String

    @Option(
        help: ArgumentHelp(
            "The pages of both, in qpdf's syntax: 1-5,8,z,r2-r1,2-20:even; of a directory, the files that end in these "
                + "numbers, if all end in some. (default: all)", valueName: "selection"),
        transform: { try PageSelection(parsing: $0) })
    var pages: PageSelection = .all

    @OptionGroup(title: "Differences") var comparison: ComparisonArguments
    @OptionGroup(title: "Drawing") var resolution: ResolutionArguments
    @OptionGroup(title: "Drawing") var drawing: DrawingArguments
    @OptionGroup(title: "Drawing") var fonts: FontArguments
    @OptionGroup(title: "Reports") var reports: CompareReportArguments
    @OptionGroup(title: "Workers") var pool: PoolArguments
    @OptionGroup(title: "Password") var passwords: PasswordArguments
    @OptionGroup(title: "Password") var rightSide: RightPasswordArguments

    /// What is drawn, and which pages are.
    struct DrawingArguments: ParsableArguments {
        @Option(help: "Which of the page's boxes is drawn.")
        var box: PageBox = .crop

        @Option(help: ArgumentHelp("The most pixels a page may have.", valueName: "count"))
        var maxPixels: Int = 4_000_000_000

        @Flag(help: "Draw all pages, also those that are made of the same objects in both files.")
        var drawAll = false
    }

    /// A password of one side alone.
    struct RightPasswordArguments: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The right document's password, if it has another than the left one.", valueName: "text"))
        var rightPassword: String?
    }

    func execute() async throws -> ExitStatus {
        let password = try passwords.resolve()
        var job = CompareJob(
            left: CompareInput(path: left, password: password),
            right: CompareInput(path: right, password: rightSide.rightPassword ?? password),
            pool: try pool.settings(Main.compareWorkerArgument), producer: Version.producer)
        job.settings.layout.resolution = resolution.resolution ?? .dpi(150)
        job.settings.layout.box = drawing.box
        job.settings.layout.maxPixels = drawing.maxPixels
        job.settings.rule = comparison.rule
        job.settings.masks = try comparison.masks()
        job.pages = pages
        job.drawsAll = drawing.drawAll
        job.fontDirectory = fonts.fontDir
        try reports.check(besides: InputFiles(of: [job.left, job.right]))
        reports.apply(to: &job)
        let progress = Progress(reports.progress, quiet: reports.quiet, inputs: [left])
        defer { progress.end() }
        let report = try await job.run(onEvent: { progress.show($0) }) { report, pictures in
            progress.end()
            try reports.write(report, pictures: pictures)
            return report
        }
        return ExitStatus(report)
    }
}
