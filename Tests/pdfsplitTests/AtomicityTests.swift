import Foundation
import Glibc
import Testing

@Suite("An output is complete or not there")
struct AtomicityTests {
    let scratch = Scratch()
    private let precious = Data("precious".utf8)

    private func mode(_ name: String) throws -> Int {
        var status = stat()
        try #require(stat(scratch[name], &status) == 0)
        return Int(status.st_mode & 0o7777)
    }

    @Test(
        "A run that fails leaves what was there",
        arguments: [
            (["--dpi", "36", Sample.refusedPage.path], 3), ([Sample.notAPDF.path], 4), ([Sample.encrypted.path], 5),
            (["--temp-dir", "missing", Sample.text.path], 6), (["--pages", "9", Sample.text.path], 2),
            (["--max-pixels", "100", Sample.text.path], 8),
        ] as [([String], Int32)])
    func failure(arguments: [String], code: Int32) throws {
        try scratch.write(precious, to: "out.pdf")
        chmod(scratch["out.pdf"], 0o640)
        #expect(try scratch.start(arguments + ["out.pdf"]).wait().code == code)
        #expect(try scratch.contents() == precious)
        #expect(try mode("out.pdf") == 0o640)
        #expect(scratch.files == ["out.pdf"] && scratch.temporaryFiles == [])
    }

    @Test("A run that succeeds replaces what was there, and nothing else lies beside it")
    func success() throws {
        try scratch.write(precious, to: "out.pdf")
        link(scratch["out.pdf"], scratch["copy.pdf"])
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.text.path, "out.pdf").code == 0)
        #expect(try scratch.pageSizes().count == 6)
        // The old file was replaced and not written over, so who has it open still has it whole.
        #expect(try scratch.contents("copy.pdf") == precious)
        #expect(scratch.files == ["out.pdf", "copy.pdf"] && scratch.temporaryFiles == [])
    }

    @Test("The old output is there until the new one is complete", .timeLimit(.minutes(5)))
    func whileRunning() throws {
        try scratch.write(precious, to: "out.pdf")
        let run = try scratch.start(["--progress", "json", "--dpi", "100", Sample.bench.path, "out.pdf"])
        #expect(eventually { run.pagesDone >= 20 })
        #expect(try scratch.contents() == precious)
        #expect(scratch.files == ["out.pdf"])
        #expect(try run.wait().code == 0)
        #expect(try scratch.contents() != precious)
    }

    @Test("A link stays a link, and the file it leads to is replaced", arguments: ["inner/real.pdf", "missing.pdf"])
    func symbolicLink(target: String) throws {
        scratch.makeDirectory("inner")
        if target.hasPrefix("inner") { try scratch.write(precious, to: target) }
        symlink(target, scratch["out.pdf"])
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.text.path, "out.pdf").code == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch["out.pdf"]) == target)
        #expect(try scratch.pageSizes(of: target).count == 6)
        #expect(Scratch.list(scratch["inner"]).isSubset(of: ["real.pdf"]))
    }

    @Test("A new file has the mode that the umask leaves", arguments: [("022", 0o644), ("077", 0o600), ("002", 0o664)])
    func umask(mask: String, expected: Int) throws {
        let result = try scratch.pdfsplit(
            "--dpi", "36", "--report", "report.json", Sample.blank.path, "out.pdf", prepared: "umask \(mask)")
        #expect(result.code == 0)
        #expect(try mode("out.pdf") == expected)
        #expect(try mode("report.json") == expected)
    }

    @Test("A file that is replaced passes its mode on")
    func keptMode() throws {
        try scratch.write(precious, to: "out.pdf")
        chmod(scratch["out.pdf"], 0o604)
        #expect(try scratch.pdfsplit("--dpi", "36", Sample.blank.path, "out.pdf").code == 0)
        #expect(try mode("out.pdf") == 0o604)
    }

    @Test("Paths may hold what shells stumble over", arguments: ["-out.pdf", "a b\nc.pdf", "ü%s.pdf", "#1?.pdf"])
    func oddNames(name: String) throws {
        try FileManager.default.copyItem(atPath: Sample.blank.path, toPath: scratch["in" + name])
        let result = try scratch.pdfsplit("--dpi", "36", "--", "in" + name, name)
        #expect(result.code == 0, "\(result.message)")
        #expect(scratch.files == ["in" + name, name])
        #expect(try scratch.pageSizes(of: "./" + name).count == 1)
    }

    @Test("A name as long as the file system takes can be written")
    func longName() throws {
        let name = String(repeating: "n", count: 251) + ".pdf"
        let result = try scratch.pdfsplit("--dpi", "36", Sample.blank.path, name)
        #expect(result.code == 0, "\(result.message)")
        #expect(scratch.files == [name])
    }

    @Test("Two runs into the same output leave one of them whole", .timeLimit(.minutes(5)))
    func twoRuns() throws {
        let first = try scratch.start(["--dpi", "100", Sample.text.path, "out.pdf"])
        let second = try scratch.start(["--dpi", "100", Sample.text.path, "out.pdf"])
        #expect(try first.wait().code == 0 && second.wait().code == 0)
        #expect(try scratch.pageSizes().count == 6)
        #expect(try scratch.complaint() == nil)
        #expect(scratch.files == ["out.pdf"] && scratch.temporaryFiles == [])
    }
}
