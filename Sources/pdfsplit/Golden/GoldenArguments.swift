internal import ArgumentParser
internal import Glibc
internal import Rasterizer
internal import Reports
internal import SystemPackage

/// What all that is done with goldens has in common.
struct GoldenArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("The folder of PDFs.", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(
        help: ArgumentHelp("Where goldens lie. (default: the folder golden among the PDFs)", valueName: "directory"),
        completion: .directory)
    var goldens: String?

    @Option(
        help: ArgumentHelp(
            "How cases are drawn and compared. (default: golden.toml among the PDFs, if it is there)", valueName: "file"
        ),
        completion: .file(extensions: ["toml"]))
    var settings: String?

    @Option(
        help: ArgumentHelp(
            "A part of the cases, such as 2/5 for the second of five machines.", valueName: "i/n"),
        transform: Shard.init(parsing:))
    var shard: Shard?

    @Option(
        help: ArgumentHelp(
            "Where pictures of pages that differ go: expected, actual and difference of each.", valueName: "directory"),
        completion: .directory)
    var failures: String?

    @OptionGroup var fonts: FontArguments
    @OptionGroup(title: "Reports") var reports: GoldenReportArguments
    @OptionGroup(title: "Workers") var pool: PoolArguments

    /// Some of the cases.
    struct Shard {
        var index, count: Int

        init(parsing text: String) throws {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1, (1...count).contains(index)
            else {
                throw ValidationError("A shard is a number of how many, such as 2/5.")
            }
            (self.index, self.count) = (index, count)
        }
    }

    func run(_ update: GoldenUpdate) async throws -> ExitStatus {
        let folder = GoldenFolder(cases: folder, goldens: goldens)
        let names = try folder.names()
        guard !names.isEmpty else { throw JobError(.inputUnreadable, "\(folder.cases): there are no PDFs in it.") }
        let file = try GoldenSettingsFile(path: settings, among: folder.cases)
        try file.check(among: names)
        let inputs = InputFiles(names.map { "\(folder.cases)/\($0)" } + [file.path], directories: [folder.goldens])
        try reports.check(besides: inputs)
        if let failures { try inputs.check(directory: failures) { _ in false } }
        var cases = try names.map { try file.settings(for: $0).apply(to: $0, in: folder) }
        if let shard {
            cases = cases.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
        }
        var job = GoldenJob(
            folder: folder, names: names, cases: cases, pool: try pool.settings(Main.goldenWorkerArgument))
        (job.update, job.failures, job.needsPictures) = (update, failures, reports.html != nil)
        job.fontDirectory = fonts.fontDir
        job.temporaryParent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let progress = Progress(reports.progress, quiet: reports.quiet, inputs: [folder.cases])
        defer { progress.end() }
        let report = try await job.run(onEvent: { progress.show($0) }) { report, pictures in
            progress.end()
            try reports.write(report, pictures: pictures)
            return report
        }
        return ExitStatus(report)
    }
}
