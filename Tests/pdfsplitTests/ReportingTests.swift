import Foundation
import Glibc
import Testing

@Suite("Progress, messages and reports")
struct ReportingTests {
    let scratch = Scratch()

    @Test(
        "Where there is no terminal, messages are plain lines",
        arguments: [
            [Sample.text.path], [Sample.badPage.path], [Sample.refusedPage.path], [Sample.notAPDF.path],
            ["--progress", "json", Sample.badPage.path], ["--pages", "99", Sample.text.path],
        ])
    func plainLines(arguments: [String]) throws {
        let result = try scratch.start(["--dpi", "36"] + arguments + ["out.pdf"]).wait()
        #expect(!result.errors.contains { $0 < 32 && $0 != UInt8(ascii: "\n") })
        #expect(result.errors.last == UInt8(ascii: "\n"))
        #expect(result.output.isEmpty)
    }

    @Test("A good run says one line: the output, its pages and how they are stored")
    func summary() throws {
        let result = try scratch.pdfsplit("--dpi", "72", Sample.text.path, "out.pdf")
        try #require(result.lines.count == 1)
        #expect(result.lines[0].hasPrefix("pdfsplit: out.pdf: 6 pages (6 gray flate), 51.1 kB in, "))
    }

    @Test("Quiet says nothing of a good run, and of a bad one what is wrong")
    func quiet() throws {
        for option in ["--quiet", "-q"] {
            #expect(try scratch.pdfsplit(option, "--dpi", "36", Sample.text.path, "out.pdf").errors.isEmpty)
            #expect(try scratch.pdfsplit(option, "--dpi", "36", Sample.badPage.path, "out.pdf").errors.isEmpty)
        }
        let failed = try scratch.pdfsplit("-q", "--dpi", "36", Sample.refusedPage.path, "other.pdf")
        #expect(failed.code == 3 && failed.message.contains("page 2 failed"))
    }

    @Test("Progress as JSON is a line for the start, each page and the end")
    func json() throws {
        let result = try scratch.pdfsplit("--dpi", "36", "--progress", "json", Sample.badPage.path, "out.pdf")
        #expect(result.code == 0)
        let lines = try ProgressLine.all(
            in: Data(result.lines.filter { $0.hasPrefix("{") }.joined(separator: "\n").utf8))
        #expect(lines.map(\.event) == ["started"] + Array(repeating: "page", count: 5) + ["finished"])
        let pages = lines.filter { $0.event == "page" }
        #expect(lines.dropLast().allSatisfy { $0.total == 5 })
        #expect(pages.map(\.done) == [1, 2, 3, 4, 5])
        #expect(Set(pages.map(\.page)) == [1, 2, 3, 4, 5])
        #expect(pages.first { $0.page == 3 }?.status == "warned")
        #expect(lines.last?.summary?.outputWritten == true)
    }

    @Test(
        "Progress as JSON is nothing but JSON, whatever goes wrong",
        arguments: [Sample.badPage, .refusedPage, .notAPDF])
    func onlyJSON(sample: Sample) throws {
        let result = try scratch.pdfsplit("--dpi", "36", "--progress", "json", sample.path, "out.pdf")
        let lines = try ProgressLine.all(in: Data(result.lines.joined(separator: "\n").utf8))
        #expect(lines.count == result.lines.count)
        #expect(["finished", "error"].contains(lines.last?.event))
    }

    @Test("Progress as JSON tells why a page failed")
    func jsonFailure() throws {
        let result = try scratch.pdfsplit(
            "--dpi", "36", "--progress", "json", "--on-error", "skip", Sample.refusedPage.path, "out.pdf")
        let lines = try ProgressLine.all(
            in: Data(result.lines.filter { $0.hasPrefix("{") }.joined(separator: "\n").utf8))
        let failed = try #require(lines.first { $0.page == 2 })
        #expect(failed.status == "failed" && failed.error?.contains("MediaBox") == true)
    }

    @Test("The report tells everything of every page")
    func report() throws {
        let result = try scratch.pdfsplit(
            "--dpi", "100", "--report", "report.json", "--pages", "3,1,2", Sample.photos.path, "out.pdf")
        #expect(result.code == 0)
        let report = try Report(scratch.contents("report.json"))
        #expect(report.pages.map(\.page) == [3, 1, 2])
        #expect(report.pages.map(\.status) == ["ok", "ok", "ok"])
        #expect(report.pages.map(\.width) == [827, 827, 1170] && report.pages.map(\.height) == [1170, 1170, 827])
        #expect(report.pages.map(\.color) == ["rgb", "gray", "rgb"])
        #expect(report.pages.map(\.bits) == [8, 8, 8])
        #expect(report.pages.map(\.codec) == ["jpeg", "jpeg", "jpeg"])
        #expect(report.pages.allSatisfy { $0.attempts == 1 && $0.milliseconds > 0 && $0.warnings.isEmpty })
        #expect(report.pages.allSatisfy { $0.error == nil })
        let bytes = report.pages.compactMap(\.bytes).reduce(0, +)
        let summary = report.summary
        let input = try Data(contentsOf: URL(filePath: Sample.photos.path))
        let output = try scratch.contents()
        #expect(summary.outputBytes == output.count && summary.inputBytes == input.count)
        #expect(bytes > 1000 && bytes < output.count)
        #expect(summary.input == Sample.photos.path && summary.output == "out.pdf" && summary.outputWritten)
        let counts: [Int] = [summary.pages, summary.ok, summary.warned, summary.failed]
        #expect(counts == [3, 3, 0, 0])
        #expect(summary.box == "crop" && summary.dpi == 100 && summary.warnings.isEmpty)
        #expect(summary.versions.contains("MuPDF 1.21.1"))
        #expect(summary.seconds > 0.0 && summary.workerPeakMemory > 1_000_000)
    }

    @Test("The report is written too when there is no output")
    func reportOfFailure() throws {
        let result = try scratch.pdfsplit("--dpi", "36", "--report", "report.json", Sample.refusedPage.path, "out.pdf")
        #expect(result.code == 3)
        let report = try Report(scratch.contents("report.json"))
        #expect(report.pages.map(\.status) == ["ok", "failed", "ok"])
        #expect(report.pages[1].error?.contains("MediaBox") == true && report.pages[1].width == nil)
        #expect(!report.summary.outputWritten && report.summary.outputBytes == 0 && report.summary.failed == 1)
    }

    private static let hasScript = access("/usr/bin/script", X_OK) == 0

    private func onTerminal(_ arguments: [String]) throws -> String {
        let words = ([Checkout.program] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let result = try RunningProcess(
            "script", ["-qec", words, "/dev/null"], environment: ["TMPDIR": scratch.temporary], directory: scratch.path
        ).wait()
        #expect(result.code == 0)
        return result.text
    }

    @Test("On a terminal a bar shows progress and is taken away", .enabled(if: hasScript), .timeLimit(.minutes(5)))
    func bar() throws {
        let text = try onTerminal(["--dpi", "36", Sample.text.path, "out.pdf"])
        #expect(text.contains("] 6/6 pages, ") && text.contains("[#####"))
        #expect(text.contains("\r\u{1B}[Kpdfsplit: out.pdf: 6 pages"))
    }

    @Test(
        "A bar is not drawn where it is not wanted", .enabled(if: hasScript), .timeLimit(.minutes(5)),
        arguments: [["--quiet"], ["--progress", "none"], ["--progress", "json"]])
    func noBar(options: [String]) throws {
        let text = try onTerminal(options + ["--dpi", "36", Sample.text.path, "out.pdf"])
        #expect(!text.contains("#") && !text.contains("\u{1B}"))
        #expect(text.isEmpty == (options == ["--quiet"]))
    }
}
