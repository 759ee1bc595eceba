import Foundation
import Glibc
import Testing

@Suite("Signals to the program", .timeLimit(.minutes(5)))
struct SignalTests {
    let scratch = Scratch()

    /// A run that is in the midst of its pages.
    private func longRun(_ options: String...) throws -> (run: RunningProcess, workers: [pid_t]) {
        let arguments =
            ["--progress", "json", "--jobs", "3", "--dpi", "250"] + options + [Sample.bench.path, "out.pdf"]
        let run = try scratch.start(arguments)
        try #require(eventually { run.pagesDone >= 5 }, "\(String(decoding: run.errors, as: UTF8.self))")
        let workers = Workers.of(run.pid)
        try #require(workers.count == 3)
        return (run, workers)
    }

    @Test(
        "A signal that ends the program ends it soon, with its own exit code and without leftovers",
        arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func ending(signal: Int32, code: Int32) throws {
        let (run, workers) = try longRun()
        let start = ContinuousClock.now
        run.kill(signal)
        let result = try run.wait()
        #expect(result.code == code)
        #expect(start.duration(to: .now) < .seconds(2))
        #expect(!workers.contains(where: Workers.isAlive))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("Signals to the whole group, as a terminal sends them, end the run as cleanly")
    func group() throws {
        let (run, workers) = try longRun()
        for pid in [run.pid] + workers { kill(pid, SIGINT) }
        #expect(try run.wait().code == 130)
        #expect(!workers.contains(where: Workers.isAlive))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("A signal does not take away the output of an earlier run")
    func earlierOutput() throws {
        try scratch.write(Data("precious".utf8), to: "out.pdf")
        let (run, _) = try longRun()
        run.kill(SIGTERM)
        #expect(try run.wait().code == 143)
        #expect(try scratch.contents() == Data("precious".utf8))
        #expect(scratch.files == ["out.pdf"])
    }

    @Test("A signal ends a run whose workers hang")
    func hangingWorkers() throws {
        let (run, workers) = try longRun("--page-timeout", "none")
        for worker in workers { kill(worker, SIGSTOP) }
        run.kill(SIGTERM)
        #expect(try run.wait(seconds: 20).code == 143)
        #expect(!workers.contains(where: Workers.isAlive))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("If the program is killed its workers end, and the next run clears up behind it")
    func killed() throws {
        let (run, workers) = try longRun()
        run.kill(SIGKILL)
        #expect(try run.wait().code == -SIGKILL)
        #expect(eventually(within: 5) { !workers.contains(where: Workers.isAlive) })
        // The output had no name yet; the page files cannot clear themselves up.
        #expect(scratch.files == [])
        #expect(scratch.temporaryFiles.count == 1)
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.blank.path, "next.pdf").code == 0)
        #expect(scratch.temporaryFiles == [])
    }

    @Test("A run clears nothing up that another one is using")
    func neighbours() throws {
        let (run, _) = try longRun()
        #expect(scratch.temporaryFiles.count == 1)
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.blank.path, "next.pdf").code == 0)
        #expect(scratch.temporaryFiles.count == 1)
        let result = try run.wait()
        #expect(result.code == 0)
        #expect(try scratch.pageSizes().count == 220)
        #expect(scratch.temporaryFiles == [])
    }

    @Test("Page files that shall be kept are kept, and later runs leave them alone")
    func kept() throws {
        let result = try scratch.pdfsplit("--keep-temp", "--dpi", "36", Sample.text.path, "out.pdf")
        #expect(result.code == 0)
        let directory = try #require(scratch.temporaryFiles.first)
        #expect(result.message.contains("\(scratch.temporary)/\(directory)"))
        let pages = Scratch.list("\(scratch.temporary)/\(directory)")
        #expect(pages.isSuperset(of: (1...6).map { "\($0).page\($0).flate" }))
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.blank.path, "next.pdf").code == 0)
        #expect(scratch.temporaryFiles == [directory])
        #expect(Scratch.list("\(scratch.temporary)/\(directory)") == pages)
    }

    @Test("Who reads the messages may leave early")
    func closedPipe() throws {
        let command = "'\(Checkout.program)' --progress json --dpi 36 '\(Sample.bench.path)' out.pdf 2>&1 | head -n 1"
        let result = try RunningProcess(
            "/bin/sh", ["-c", command], environment: ["TMPDIR": scratch.temporary], directory: scratch.path
        ).wait()
        #expect(result.text.contains("started"))
        #expect(eventually { scratch.exists() })
        #expect(try scratch.pageSizes().count == 220)
    }
}
