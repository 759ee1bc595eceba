internal import ArgumentParser
internal import PageLayout
internal import Rasterizer

/// The look before the job: what a PDF is made of, on standard output.
struct InfoCommand: JobCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Say what a PDF and its pages are made of, without rendering them.",
        usage: "pdfsplit info [<options>] <in.pdf>",
        discussion: """
            Sizes are those of the CropBox as the reader sees it. Colours and colour spaces are those that the file \
            names; the pixels of images are not looked at. Resolutions are those of images as they lie on the page. A \
            page that is "one image" is an image and nothing else. With --json, lengths are in points and resolutions in \
            pixels per inch.

            Exit codes: 0 all pages good, 2 usage or bad page range, 3 some pages cannot be read, 4 input unreadable or \
            not a PDF, 5 password needed or wrong, 6 standard output cannot be written, 7 no page can be read or the pool \
            gave up, 8 every page hit a limit, 15 internal error, 129, 130 and 143 ended by SIGHUP, SIGINT and SIGTERM.
            """)

    @Argument(help: ArgumentHelp("The PDF to read.", valueName: "in.pdf"), completion: .file(extensions: ["pdf"]))
    var input: String

    @Flag(help: "One JSON object instead of lines for people.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "The pages, in qpdf's syntax: 1-5,8,z,r2-r1,2-20:even. (default: all)", valueName: "selection"),
        transform: { try PageSelection(parsing: $0) })
    var pages: PageSelection = .all

    @OptionGroup(title: "Workers") var pool: PoolArguments
    @OptionGroup(title: "Password") var passwords: PasswordArguments

    func execute() async throws -> ExitStatus {
        var job = InfoJob(input: input, pool: try pool.settings(Main.infoWorkerArgument))
        job.pages = pages
        job.password = try passwords.resolve()
        let report = try await job.run()
        if json {
            try StandardOutput.write(JSONLines.encode(report, pretty: true))
        } else {
            try StandardOutput.write(Array(InfoText(report: report).text.utf8))
        }
        for page in report.pages where page.status == .failed {
            Console.error("\(input): page \(page.page) failed: \(page.error ?? "")")
        }
        return ExitStatus(report)
    }
}
