import Foundation
import Testing

@Suite("Several inputs")
struct SeveralInputsTests {
    let scratch = Scratch()

    private func run(_ arguments: String...) throws -> ProcessResult {
        try scratch.start(["--dpi", "18", "--output-dir", "out"] + arguments).wait()
    }

    private var outputs: Set<String> { Scratch.list(scratch["out"]) }

    @Test("Each becomes what it would by itself", arguments: ["1", "3"])
    func sameBytes(jobs: String) throws {
        let inputs = [Sample.text, .mixed, .photos, .blank, .vector]
        let result = try scratch.start(
            ["--dpi", "18", "--jobs", jobs, "--output-dir", "out"] + inputs.map(\.path)
        ).wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(outputs == Set(inputs.map { "\($0.rawValue).pdf" }))
        #expect(result.lines.count == inputs.count)
        for input in inputs {
            #expect(try scratch.pdfsplit("--dpi", "18", input.path, "alone.pdf").code == 0)
            let isSame = try scratch.contents("alone.pdf") == scratch.contents("out/\(input.rawValue).pdf")
            #expect(isSame, "\(input)")
        }
        #expect(scratch.temporaryFiles == [])
    }

    @Test("Page files of all lie side by side, named after their document")
    func pageFiles() throws {
        #expect(try run("--format", "png", "--pages", "1", Sample.text.path, Sample.bench.path).code == 0)
        #expect(outputs == ["text-1.png", "bench-200-001.png"])
        #expect(try run("--format", "tiff", Sample.text.path).code == 0)
        #expect(outputs.contains("text.tif"))
    }

    static let failures: [([Sample], Int32)] = [
        ([.notAPDF], 4), ([.encrypted], 5), ([.refusedPage], 3), ([.notAPDF, .encrypted], 3),
        ([.notAPDF, .truncated], 4),
    ]

    @Test("One that fails does not stop the others, and the exit code says what kind it was", arguments: failures)
    func failure(failing: [Sample], code: Int32) throws {
        let good = [Sample.text, .photos]
        let result = try scratch.start(
            ["--dpi", "18", "--output-dir", "out", good[0].path] + failing.map(\.path) + [good[1].path]
        ).wait()
        #expect(result.code == code, "\(result.message)")
        #expect(outputs.isSuperset(of: good.map { "\($0.rawValue).pdf" }))
        for sample in failing where code != 3 || sample == .refusedPage {
            #expect(result.message.contains(sample.path))
        }
        #expect(scratch.temporaryFiles == [])
    }

    @Test("A missing file among others is named, and its output is not there")
    func missing() throws {
        let result = try run(Sample.text.path, "nowhere.pdf")
        #expect(result.code == 4 && result.message.contains("nowhere.pdf"), "\(result.message)")
        #expect(outputs == ["text.pdf"])
    }

    @Test("Inputs whose outputs would have the same name are refused before anything is written")
    func sameNames() throws {
        scratch.makeDirectory("other")
        try FileManager.default.copyItem(atPath: Sample.text.path, toPath: scratch["other/text.pdf"])
        let result = try run(Sample.text.path, "other/text.pdf")
        #expect(result.code == 2 && result.message.contains("other/text.pdf"), "\(result.message)")
        #expect(outputs == [])
    }

    @Test("An input is never written over")
    func overInput() throws {
        try FileManager.default.copyItem(atPath: Sample.text.path, toPath: scratch["text.pdf"])
        let result = try scratch.pdfsplit("--dpi", "18", "--output-dir", ".", Sample.blank.path, "text.pdf")
        #expect(result.code == 2, "\(result.message)")
        #expect(try scratch.contents("text.pdf") == Data(contentsOf: URL(filePath: Sample.text.path)))
        #expect(scratch.files == ["text.pdf"])
    }

    @Test("The report lists all of them, and the events say of which they are")
    func report() throws {
        let result = try run(
            "--report", "report.json", "--progress", "json", Sample.text.path, Sample.notAPDF.path)
        #expect(result.code == 4)
        let report = try #require(
            try JSONSerialization.jsonObject(with: scratch.contents("report.json")) as? [[String: Any]])
        #expect(report.count == 2)
        #expect((report[0]["pages"] as? [Any])?.count == 6)
        #expect((report[1]["error"] as? String)?.contains(Sample.notAPDF.path) == true)
        let events = try result.lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(
            events.filter { $0["event"] as? String == "page" }.allSatisfy { $0["input"] as? String == Sample.text.path }
        )
        #expect(events.filter { $0["event"] as? String == "error" }.count == 1)
    }

    @Test("Several inputs without a directory, and a directory with -o or standard input, are refused")
    func usage() throws {
        #expect(try scratch.pdfsplit(Sample.text.path, Sample.blank.path, "out.pdf").message.contains("--output-dir"))
        #expect(try run("-o", "x.pdf", Sample.text.path).code == 2)
        #expect(try run("-").code == 2)
        #expect(scratch.files == [])
    }
}
