import Foundation
import Testing

@Suite("Exit codes 4 and 5: inputs that cannot be opened")
struct InputErrorTests {
    let scratch = Scratch()

    private func expectNothingLeft() {
        #expect(scratch.files.isSubset(of: ["in.pdf", "password"]) && scratch.temporaryFiles == [])
    }

    @Test(
        "What is no PDF is refused with the reason",
        arguments: [
            (Sample.notAPDF.path, "is no PDF"), (Sample.empty.path, "the file is empty"),
            ("missing.pdf", "No such file"), (Checkout.root + "/samples", "not a regular file"),
            ("/dev/zero", "not a regular file"), ("/proc/self/mem/x.pdf", "cannot be read"), ("", "cannot be read"),
        ])
    func unreadable(path: String, reason: String) throws {
        let result = try scratch.pdfsplit(path, "out.pdf")
        #expect(result.code == 4)
        #expect(result.message.contains(reason) && result.message.hasPrefix("pdfsplit: \(path) "), "\(result.message)")
        #expect(result.lines.count == 1)
        expectNothingLeft()
    }

    @Test("A fifo as input is refused and not waited for", .timeLimit(.minutes(5)))
    func fifo() throws {
        #expect(mkfifo(scratch["in.pdf"], 0o600) == 0)
        let result = try scratch.start(["in.pdf", "out.pdf"]).wait(seconds: 20)
        #expect(result.code == 4)
        expectNothingLeft()
    }

    @Test("A document without pages is refused")
    func noPages() throws {
        try scratch.write(TinyPDF().data(pages: "/Count 0 /Kids []"), to: "in.pdf")
        let result = try scratch.pdfsplit("in.pdf", "out.pdf")
        #expect(result.code == 4)
        #expect(result.message.contains("no pages"))
        expectNothingLeft()
    }

    @Test("A file cut anywhere gives an exit code and leaves nothing else", arguments: [1, 10, 100, 400, 1000, 1500])
    func cutFile(bytes: Int) throws {
        try scratch.write(try Data(contentsOf: URL(filePath: Sample.truncated.path)).prefix(bytes), to: "in.pdf")
        let result = try scratch.pdfsplit("--dpi", "36", "in.pdf", "out.pdf")
        #expect(result.code == 4 || result.code == 0, "\(result.message)")
        #expect(scratch.exists() == (result.code == 0))
        if result.code == 0 { #expect(try scratch.complaint() == nil) }
        #expect(scratch.temporaryFiles == [])
    }

    @Test("Without its password an encrypted document is not opened")
    func missingPassword() throws {
        let result = try scratch.pdfsplit(Sample.encrypted.path, "out.pdf")
        #expect(result.code == 5)
        #expect(result.message.contains("--password-file") && result.message.contains("PDFSPLIT_PASSWORD"))
        expectNothingLeft()
    }

    enum Way: CaseIterable { case option, file, environment }

    private func open(_ password: String, _ way: Way) throws -> ProcessResult {
        let paths = [Sample.encrypted.path, "out.pdf"]
        switch way {
        case .option: return try scratch.start(["--dpi", "36", "--password", password] + paths).wait()
        case .file:
            try scratch.write(Data("\(password)\r\nmore\n".utf8), to: "password")
            return try scratch.start(["--dpi", "36", "--password-file", "password"] + paths).wait()
        case .environment:
            return try scratch.start(["--dpi", "36"] + paths, environment: ["PDFSPLIT_PASSWORD": password]).wait()
        }
    }

    @Test("Both passwords open a document, given in any way", arguments: ["user", "owner"], Way.allCases)
    func rightPassword(password: String, way: Way) throws {
        let result = try open(password, way)
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.pageSizes().count == 2)
        // The pages are for everybody now; that is what was asked for.
        #expect(try scratch.run("pdfinfo", "out.pdf").text.contains("Encrypted:       no"))
        #expect(!result.message.contains(password + "\n"))
    }

    @Test("A wrong password is told from a missing one", arguments: ["User", "", "user "], Way.allCases)
    func wrongPassword(password: String, way: Way) throws {
        let result = try open(password, way)
        #expect(result.code == 5)
        #expect(result.message.contains("neither the user's nor the owner's"))
        expectNothingLeft()
    }

    @Test("A password that is not needed does no harm")
    func needlessPassword() throws {
        for sample in [Sample.blank, .encryptedOpen] {
            #expect(
                try scratch.pdfsplit("--password", "x", "--dpi", "36", sample.path, "out.pdf").code == 0, "\(sample)")
        }
    }

    @Test("A password file that cannot be read is a mistake of usage")
    func noPasswordFile() throws {
        let result = try scratch.pdfsplit("--password-file", "missing", Sample.encrypted.path, "out.pdf")
        #expect(result.code == 2)
        #expect(result.message.contains("missing"))
        expectNothingLeft()
    }
}
