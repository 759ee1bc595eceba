import Foundation
import Glibc
import Testing

@Suite("Folders of cases that are not as they should be")
struct GoldenFolderTests {
    let scratch = Scratch()

    init() { scratch.makeDirectory("cases") }

    private func write(_ name: String, _ data: Data = SheetPDF.words("A")) throws {
        try scratch.write(data, to: "cases/\(name)")
    }

    private func refusal(_ arguments: String...) throws -> String {
        let result = try scratch.start(["golden", "record", "cases"] + arguments, environment: ["CI": nil]).wait()
        #expect(result.code == 2, "\(result.message)")
        #expect(!scratch.exists("cases/golden"))
        return result.message
    }

    @Test("Cases that would share their goldens are refused, both by name")
    func shared() throws {
        try write("a.pdf")
        try write("a.PDF")
        let message = try refusal()
        #expect(message.contains("cases/a.pdf") && message.contains("cases/a.PDF"))
    }

    @Test(
        "A case whose goldens would lie where another's golden does is refused",
        arguments: ["page-001.png", "golden.json"])
    func nested(file: String) throws {
        try write("x.pdf")
        scratch.makeDirectory("cases/x")
        try write("x/\(file).pdf")
        let message = try refusal()
        #expect(message.contains("cases/x.pdf and cases/x/\(file).pdf"))
        // Another name beside the goldens is no trouble.
        try FileManager.default.moveItem(atPath: scratch["cases/x/\(file).pdf"], toPath: scratch["cases/x/page.pdf"])
        for command in ["record", "verify"] { _ = try scratch.golden([command, "cases"], code: 0) }
    }

    @Test("A link that leads nowhere is a case that cannot be read")
    func danglingLink() throws {
        try write("a.pdf")
        symlink("nowhere", scratch["cases/c.pdf"])
        symlink("nowhere", scratch["cases/notes"])
        let report = try scratch.golden(["record", "cases"], code: 4)
        #expect(report.cases.map(\.status) == ["recorded", "failed"])
        #expect(report["c.pdf"]?.message?.contains("cases/c.pdf") == true)
    }

    /// Makes a file or, with no contents, a directory whose name is a letter, a byte that is no UTF-8, and an ending.
    private func make(_ folder: String, _ ending: String, _ data: Data?) throws {
        let path = Array(scratch["\(folder)/x"].utf8) + [0xFF] + Array(ending.utf8) + [0]
        try path.withUnsafeBufferPointer { path in
            let path = try #require(UnsafeRawPointer(path.baseAddress)?.assumingMemoryBound(to: CChar.self))
            guard let data else {
                #expect(mkdir(path, 0o755) == 0)
                return
            }
            let file = creat(path, 0o644)
            try #require(file >= 0)
            defer { close(file) }
            #expect(data.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } == data.count)
        }
    }

    @Test("A PDF that cannot be named is told, as is a directory")
    func notUTF8() throws {
        try write("a.pdf")
        try make("cases", ".txt", Data("notes".utf8))
        _ = try scratch.golden(["verify", "cases"], code: 10)
        try make("cases", ".pdf", SheetPDF.words("A"))
        #expect(try refusal().contains("not UTF-8"))
        try scratch.makeCases("others")
        try make("others", "", nil)
        let result = try scratch.start(["golden", "verify", "others"]).wait()
        #expect(result.code == 2 && result.message.contains("not UTF-8"))
    }

    @Test("An image in a directory to be compared that cannot be named is told")
    func imageNotUTF8() throws {
        scratch.makeDirectory("images")
        try make("images", ".png", Data())
        let result = try scratch.start(["compare", "images", "images"]).wait()
        #expect(result.code == 2 && result.message.contains("not UTF-8"), "\(result.message)")
    }

    @Test("No report is written over a case, the settings or a golden", arguments: ["--html", "--junit", "--report"])
    func reports(option: String) throws {
        try write("a.pdf")
        try write("golden.toml", Data("dpi = 40\n".utf8))
        _ = try scratch.golden(["record", "cases"], code: 0)
        for name in ["a.pdf", "golden.toml", "golden/a/golden.json", "golden/new.html"] {
            let before = try? scratch.contents("cases/\(name)")
            let result = try scratch.start(["golden", "verify", "cases", option, "cases/\(name)"]).wait()
            #expect(result.code == 2 && result.message.contains("cases/\(name)"), "\(result.message)")
            #expect(try before == (try? scratch.contents("cases/\(name)")))
        }
        #expect(try scratch.start(["golden", "verify", "cases", "--failures", "cases/golden"]).wait().code == 2)
        _ = try scratch.golden(["verify", "cases", option, "cases/out", "--failures", "cases/failures"], code: 0)
    }

    @Test("Goldens that cannot be written are told with what can be done about it")
    func readOnly() throws {
        try write("a.pdf")
        try scratch.write(Data(), to: "file")
        let result = try scratch.start(
            ["golden", "record", "cases", "--goldens", "file/golden"], environment: ["CI": nil]
        ).wait()
        #expect(result.code == 6 && result.message.contains("file/golden"), "\(result.message)")
        #expect(!result.message.contains("--temp-dir"))
    }

    @Test("A part of the cases may have none, and says so")
    func emptyShard() throws {
        try write("a.pdf")
        let result = try scratch.start(["golden", "verify", "cases", "--shard", "2/2"]).wait()
        #expect(result.code == 0 && result.text.hasPrefix("Passed: 0 cases; "), "\(result.text)")
    }
}

extension Scratch {
    /// Makes a folder with one case.
    fileprivate func makeCases(_ folder: String) throws {
        makeDirectory(folder)
        try write(SheetPDF.words("A"), to: "\(folder)/a.pdf")
    }
}
