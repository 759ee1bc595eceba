internal import ArgumentParser
internal import Glibc
internal import Rasterizer
internal import Reports
internal import SystemPackage

/// The options for what is said and written of a comparison.
struct CompareReportArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write HTML to look at in a browser, one file that needs no other: both sides next to each other, swiped, "
                + "blinking or laid over each other, and their difference.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    @Option(
        help: ArgumentHelp("Write JUnit XML, a test case for each page.", valueName: "file"),
        completion: .file(extensions: ["xml"]))
    var junit: String?

    @Option(
        help: ArgumentHelp(
            "Write a PDF of the pages that differ, side by side, with frames around what does.", valueName: "file"),
        completion: .file(extensions: ["pdf"]))
    var diff: String?

    @Option(help: ArgumentHelp("Write the report as JSON.", valueName: "file"), completion: .file(extensions: ["json"]))
    var report: String?

    @Flag(help: "Print the report as JSON instead of lines for people.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Write both sides of pages that differ, and their difference, as PNG files.", valueName: "directory"),
        completion: .directory)
    var pictures: String?

    @Option(help: "How progress is shown on standard error.")
    var progress: ProgressStyle = .auto

    @Flag(name: .shortAndLong, help: "Say nothing but errors; the exit code tells.")
    var quiet = false

    @Option(
        help: ArgumentHelp("Where pictures are kept meanwhile. (default: $TMPDIR or /tmp)", valueName: "directory"),
        completion: .directory)
    var tempDir: String?

    func apply(to job: inout CompareJob) {
        job.temporaryParent = tempDir ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        job.framedOutput = diff
        if html != nil { job.pictures.insert(.shown) }
        if pictures != nil { job.pictures.insert(.files) }
        if diff != nil { job.pictures.insert(.framed) }
    }
}

extension CompareReportArguments {
    /// Makes sure that nothing that is compared is written over, or removed.
    func check(besides inputs: InputFiles) throws(JobError) {
        for file in [html, junit, diff, report].compactMap(\.self) { try inputs.check(output: file) }
        if let pictures { try inputs.check(directory: pictures, named: Self.isPicture) }
    }

    /// Whether pictures of pages have such names: left-3.png, right-3.png and difference-3.png.
    private static func isPicture(_ name: String) -> Bool {
        let parts = name.split(separator: "-")
        guard parts.count == 2, ["left", "right", "difference"].contains(parts[0]) else { return false }
        return parts[1].hasSuffix(".png") && Int(parts[1].dropLast(".png".count)) != nil
    }

    /// Says and writes what was asked for.
    ///
    /// - Parameter pictures: The directory in which the report's pictures lie.
    func write(_ report: CompareReport, pictures: FileDescriptor?) throws {
        let comparison = NamedComparison(name: report.right.path, report: report, pictures: pictures)
        let summary = CompareSummary(report)
        if let html {
            let page = HTMLReport(
                title: "\(report.left.path) and \(report.right.path)", verdict: summary.verdict,
                comparisons: [comparison])
            try ReportFile.write(to: html) { fd throws(JobError) in try page.write(to: FileDescriptor(rawValue: fd)) }
        }
        if let junit {
            try ReportFile.write(Array(JUnitReport(name: "pdfsplit compare", [comparison]).text.utf8), to: junit)
        }
        if let file = self.report {
            try ReportFile.write(JSONLines.encode(report.withoutPictures, pretty: true), to: file)
        }
        if let directory = self.pictures, let pictures { try copy(report, pictures, to: directory) }
        if !quiet, progress != .json { FontArguments.warn(of: report.fonts) }
        // The lines for people say it too.
        for page in report.pages where page.status == .failed && (json || quiet) {
            Console.error("\(report.right.path): page \(page.right ?? page.left ?? 0) failed: \(page.error ?? "")")
        }
        if json {
            try StandardOutput.write(JSONLines.encode(report.withoutPictures, pretty: true))
        } else if !quiet {
            try StandardOutput.write(Array(summary.text.utf8))
        }
    }

    /// Names the pictures after the pages; those that a page had in an earlier run and has not in this one are removed.
    private func copy(_ report: CompareReport, _ source: FileDescriptor, to directory: String) throws {
        try OutputDirectory.make(directory)
        for page in report.pages {
            let files = [
                ("left", page.pictures?.left, page.left), ("right", page.pictures?.right, page.right),
                ("difference", page.pictures?.difference, page.right),
            ]
            for case (let kind, let file, let number?) in files {
                let target = "\(directory)/\(kind)-\(number).png"
                if let file {
                    try PictureFiles.copy(file, from: source, to: target)
                } else {
                    unlink(target)
                }
            }
        }
    }
}
