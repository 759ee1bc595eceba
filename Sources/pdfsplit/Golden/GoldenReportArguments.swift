internal import ArgumentParser
internal import Rasterizer
internal import Reports
internal import SystemPackage

/// The options for what is said and written of goldens.
struct GoldenReportArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write HTML to look at in a browser, one file that needs no other.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    @Option(
        help: ArgumentHelp("Write JUnit XML: a suite for each case, a test case for each page.", valueName: "file"),
        completion: .file(extensions: ["xml"]))
    var junit: String?

    @Option(help: ArgumentHelp("Write the report as JSON.", valueName: "file"), completion: .file(extensions: ["json"]))
    var report: String?

    @Flag(help: "Print the report as JSON instead of lines for people.")
    var json = false

    @Option(help: "How progress is shown on standard error.")
    var progress: ProgressStyle = .auto

    @Flag(name: .shortAndLong, help: "Say nothing but errors; the exit code tells.")
    var quiet = false

    /// Makes sure that no report is written over a case, a golden or the settings.
    func check(besides inputs: InputFiles) throws(JobError) {
        for file in [html, junit, report].compactMap(\.self) { try inputs.check(output: file) }
    }

    /// Says and writes what was asked for.
    ///
    /// - Parameter pictures: The directory in which the report's pictures lie.
    func write(_ report: GoldenReport, pictures: FileDescriptor) throws {
        let text = GoldenText(report: report)
        let comparisons = report.cases.map { NamedComparison($0, pictures: pictures) }
        if let html {
            let page = HTMLReport(title: "Goldens", verdict: text.verdict, comparisons: comparisons)
            try ReportFile.write(to: html) { fd throws(JobError) in try page.write(to: FileDescriptor(rawValue: fd)) }
        }
        if let junit {
            try ReportFile.write(Array(JUnitReport(name: "pdfsplit golden", comparisons).text.utf8), to: junit)
        }
        if let file = self.report {
            try ReportFile.write(JSONLines.encode(report.withoutPictures, pretty: true), to: file)
        }
        if !quiet, progress != .json { FontArguments.warn(of: report.fonts) }
        if json || quiet {
            for own in report.cases where own.status == .failed { Console.error("\(own.name): \(own.message ?? "")") }
        }
        if json {
            try StandardOutput.write(JSONLines.encode(report.withoutPictures, pretty: true))
        } else if !quiet {
            try StandardOutput.write(Array(text.text.utf8))
        }
    }
}

extension NamedComparison {
    /// A case of goldens.
    init(_ own: GoldenReport.Case, pictures: FileDescriptor) {
        self.init(name: own.name, report: own.comparison, pictures: pictures)
        switch own.status {
        case .passed, .different: break
        case .recorded, .updated: resolution = own.status.words.prefix(1).uppercased() + own.status.words.dropFirst()
        case .missing, .engineChanged, .settingsChanged, .failed:
            // Pages that failed speak for themselves.
            guard !own.comparison.pages.contains(where: { $0.status == .failed }) else { break }
            problem = Problem(
                own.status == .failed ? .error : .failure, code: own.status.rawValue, label: own.status.words,
                text: own.message ?? "")
        }
    }
}
