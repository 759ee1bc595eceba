import Foundation
import Testing

@Suite("The same bytes come out")
struct SameBytesTests {
    let scratch = Scratch()

    static let samples: [Sample] = [.text, .photos, .vector, .transparency, .badPage]

    @Test("Neither workers, place, locale nor time zone change the output", arguments: samples)
    func surroundings(sample: Sample) throws {
        scratch.makeDirectory("elsewhere")
        scratch.makeDirectory("other-tmp")
        let options = ["--dpi", "100", sample.path]
        let runs: [(name: String, arguments: [String], environment: [String: String?], directory: String?)] = [
            ("one.pdf", ["--jobs", "1"], [:], nil),
            ("again.pdf", ["--jobs", "1"], [:], nil),
            ("two.pdf", ["--jobs", "2"], ["TMPDIR": scratch["other-tmp"]], nil),
            ("five.pdf", ["--jobs", "5"], ["TZ": "Pacific/Kiritimati"], scratch["elsewhere"]),
            ("locale.pdf", [], ["LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"], nil),
            ("bare.pdf", ["--temp-dir", scratch["other-tmp"]], ["TMPDIR": nil, "HOME": nil], nil),
        ]
        for run in runs {
            let result = try scratch.start(
                run.arguments + options + [scratch[run.name]], environment: run.environment, directory: run.directory
            ).wait()
            try #require(result.code == 0, "\(run.name): \(result.message)")
        }
        let first = try scratch.contents("one.pdf")
        #expect(first.count > 1000)
        for run in runs { #expect(try scratch.contents(run.name) == first, "\(run.name)") }
    }

    @Test("Run after run is the same, wherever the system puts things in memory", .timeLimit(.minutes(5)))
    func manyRuns() throws {
        // Where a codec lets addresses into its output it may show in one run of thirty, so a few would not do.
        var outputs = Set<Data>()
        for _ in 0..<80 {
            try #require(try scratch.pdfsplit("--dpi", "100", "--jobs", "2", Sample.mixed.path, "out.pdf").code == 0)
            outputs.insert(try scratch.contents())
        }
        #expect(outputs.count == 1)
    }

    @Test("A page is the same whichever pages are rendered with it")
    func pagesDoNotInfluenceEachOther() throws {
        let whole = try scratch.render("--dpi", "72", "--jobs", "1", Sample.mixed.path)
        let backwards = try scratch.render("--dpi", "72", "--jobs", "2", "--pages", "z-1", Sample.mixed.path)
        #expect(whole.count == 15)
        #expect(backwards.reversed() == whole)
    }

    @Test("The input's name and the output's are not in the output")
    func names() throws {
        let data = try Data(contentsOf: URL(filePath: Sample.stamp.path))
        try scratch.write(data, to: "a name.pdf")
        #expect(try scratch.pdfsplit("--dpi", "72", Sample.stamp.path, "out.pdf").code == 0)
        #expect(try scratch.pdfsplit("--dpi", "72", "a name.pdf", "other.pdf").code == 0)
        #expect(try scratch.contents("out.pdf") == scratch.contents("other.pdf"))
    }

    @Test("Progress, report and reactions to errors do not change the output")
    func reporting() throws {
        #expect(try scratch.pdfsplit("--dpi", "72", Sample.stamp.path, "out.pdf").code == 0)
        let result = try scratch.pdfsplit(
            "--dpi", "72", "--progress", "json", "--report", "report.json", "--on-error", "placeholder", "--strict",
            "--retries", "3", "--page-timeout", "none", "--max-worker-memory", "1G", Sample.stamp.path, "other.pdf")
        #expect(result.code == 0)
        #expect(try scratch.contents("out.pdf") == scratch.contents("other.pdf"))
    }
}
