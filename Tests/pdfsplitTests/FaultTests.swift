import Foundation
import Glibc
import Testing

@Suite("Workers that die or hang", .timeLimit(.minutes(5)))
struct FaultTests {
    let scratch = Scratch()

    private let options = ["--dpi", "72", Sample.bench.path]

    /// Long enough that a worker stopped early is certain to be in the middle of it, on a busy machine too.
    private let longOptions = ["--dpi", "300", Sample.bench.path]

    private func undisturbed(_ options: [String]? = nil) throws -> Data {
        #expect(try scratch.start((options ?? self.options) + ["undisturbed.pdf"]).wait().code == 0)
        return try scratch.contents("undisturbed.pdf")
    }

    @Test("Workers killed all through a run do not change the output")
    func killedWorkers() throws {
        let run = try scratch.start(
            ["--progress", "json", "--jobs", "3", "--retries", "50", "--report", "report.json"] + options + ["out.pdf"])
        var kills = 0
        var seen = 0
        // A worker dies for every few pages done, as a pool that gets nothing done gives up.
        while seen < 210, eventually({ run.pagesDone >= seen + 4 || !run.isRunning }), run.isRunning {
            seen = run.pagesDone
            guard let victim = Workers.of(run.pid).randomElement() else { continue }
            kill(victim, SIGKILL)
            kills += 1
        }
        let result = try run.wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(kills >= 20)
        #expect(try scratch.contents() == undisturbed())
        let report = try Report(scratch.contents("report.json"))
        #expect(report.pages.count == 220 && report.pages.contains { $0.attempts > 1 })
        #expect(scratch.temporaryFiles == [])
    }

    @Test("A worker that hangs is replaced at the time limit, and the output is complete")
    func stoppedWorker() throws {
        let run = try scratch.start(
            ["--progress", "json", "--jobs", "2", "--page-timeout", "1"] + longOptions + ["out.pdf"])
        #expect(eventually { run.pagesDone >= 10 })
        let victim = try #require(Workers.of(run.pid).first)
        kill(victim, SIGSTOP)
        let result = try run.wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(result.seconds > 1)
        #expect(!Workers.isAlive(victim))
        #expect(try scratch.contents() == undisturbed(longOptions))
    }

    @Test("Without retries the death of a worker costs one page, with its signal as the reason")
    func onePage() throws {
        let run = try scratch.start(
            ["--progress", "json", "--jobs", "2", "--retries", "0", "--on-error", "placeholder"]
                + ["--report", "report.json"] + longOptions + ["out.pdf"])
        #expect(eventually { run.pagesDone >= 10 })
        // Stopped first, so that it is certain to die over a page and not between two.
        let victim = try #require(Workers.of(run.pid).first)
        kill(victim, SIGSTOP)
        let others = run.pagesDone + 8
        #expect(eventually { run.pagesDone >= others })
        kill(victim, SIGKILL)
        let result = try run.wait()
        #expect(result.code == 3)
        let failed = try Report(scratch.contents("report.json")).pages.filter { $0.status == "failed" }
        try #require(failed.count == 1)
        #expect(failed[0].error?.contains("was killed by signal 9 (SIGKILL)") == true)
        let number = String(failed[0].page)
        let text = try scratch.run("pdftotext", "-f", number, "-l", number, "out.pdf", "-").text
        #expect(text.contains("Page \(number) could not be rendered."))
        #expect(try scratch.pageSizes().count == 220)
    }

    @Test("An input that is cut short under way fails pages and does not hang or crash")
    func cutInput() throws {
        try FileManager.default.copyItem(atPath: Sample.bench.path, toPath: scratch["in.pdf"])
        let run = try scratch.start(
            ["--progress", "json", "--jobs", "2", "--dpi", "72", "--page-timeout", "10", "in.pdf", "out.pdf"])
        #expect(eventually { run.pagesDone >= 20 })
        truncate(scratch["in.pdf"], 4096)
        let result = try run.wait()
        #expect([3, 4, 7].contains(result.code), "\(result.message)")
        #expect(scratch.files == ["in.pdf"] && scratch.temporaryFiles == [])
    }
}
