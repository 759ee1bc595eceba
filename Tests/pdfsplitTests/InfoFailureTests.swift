import Foundation
import Testing

@Suite("pdfsplit info on what cannot be read", .timeLimit(.minutes(5)))
struct InfoFailureTests {
    let scratch = Scratch()

    @Test("A page that is refused is told, and the others stand")
    func refusedPage() throws {
        let info = try scratch.info(Sample.refusedPage.path, code: 3)
        #expect(info.pages.map(\.status) == ["ok", "failed", "ok"])
        #expect(info.pages[1].error?.contains("MediaBox") == true && info.pages[1].width == nil)
        #expect(try scratch.pdfsplit("info", "--pages", "2", Sample.refusedPage.path).code == 7)
    }

    /// Forms that each paint the next one ten times: a page that takes for ever.
    private func writeEndlessPage() throws {
        var document = TinyPDF()
        let small = document.addPage(width: 100)
        var form = document.add("<< /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream")
        let calls = String(repeating: "/F Do ", count: 10)
        func entries(_ form: Int) -> String { "/Resources << /XObject << /F \(form) 0 R >> >>" }
        for _ in 0..<12 {
            form = document.add(
                "<< /Subtype /Form /BBox [0 0 9 9] \(entries(form)) /Length 60 >>\nstream\n\(calls)\nendstream")
        }
        let stream = document.add("<< /Length 60 >>\nstream\n\(calls)\nendstream")
        let large = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 50 50] /Contents \(stream) 0 R \(entries(form)) >>")
        try scratch.write(
            document.data(pages: "/Count 3 /Kids [\(small) 0 R \(large) 0 R \(small) 0 R]"), to: "in.pdf")
    }

    @Test("A page that costs its worker its life is told, and the others stand")
    func endlessPage() throws {
        try writeEndlessPage()
        let info = try scratch.info("--page-timeout", "1", "--retries", "0", "in.pdf", code: 3)
        #expect(info.pages.map(\.status) == ["ok", "failed", "ok"])
        #expect(info.pages[1].error?.contains("longer than 1 second") == true)
        let alone = try scratch.pdfsplit("info", "--page-timeout", "1", "--retries", "0", "--pages", "2", "in.pdf")
        #expect(alone.code == 8)
        #expect(alone.message.contains("page 2 failed"))
    }

    @Test("A damaged page is told with what the engine said")
    func warning() throws {
        let pages = try scratch.info(Sample.badPage.path).pages
        #expect(pages.map(\.status) == ["ok", "ok", "warned", "ok", "ok"])
        #expect(pages[2].warnings?.isEmpty == false)
    }

    @Test(
        "What is no PDF is refused as ever",
        arguments: [
            (Sample.notAPDF.path, 4), (Sample.empty.path, 4), ("missing.pdf", 4), (Sample.encrypted.path, 5),
        ])
    func unreadable(path: String, code: Int) throws {
        let result = try scratch.pdfsplit("info", path)
        #expect(Int(result.code) == code)
        #expect(result.output.isEmpty && result.lines.count == 1 && result.message.hasPrefix("pdfsplit: \(path)"))
    }

    @Test("A password opens an encrypted document here too")
    func password() throws {
        let info = try scratch.info("--password", "user", Sample.encrypted.path)
        #expect(info.document.encryption?.bits == 256 && info.pages.count == 2)
    }

    @Test(
        "Mistakes are told with the usage",
        arguments: [["info"], ["info", "a", "b"], ["info", "--dpi", "3", "a"], ["info", "--pages", "x", "a"]])
    func usage(arguments: [String]) throws {
        let result = try scratch.start(arguments).wait()
        #expect(result.code == 2)
        #expect(!result.message.isEmpty && result.output.isEmpty)
    }

    @Test("Help of the command is data, and the program's help names the command")
    func help() throws {
        let own = try scratch.pdfsplit("info", "--help")
        #expect(own.code == 0 && own.text.contains("pdfsplit info [<options>] <in.pdf>") && own.text.contains("--json"))
        let program = try scratch.pdfsplit("--help").text
        #expect(program.contains("pdfsplit [<options>] <in.pdf> <out.pdf>"))
        #expect(program.contains("pdfsplit info [<options>] <in.pdf>"))
    }

    @Test("Standard output that cannot be written is an error, and one that nobody reads is none")
    func output() throws {
        let full = try scratch.start(["info", Sample.blank.path], prepared: "exec >/dev/full").wait()
        #expect(full.code == 6 && full.message.contains("Standard output"))
        let closed = try RunningProcess(
            "/bin/sh", ["-c", "{ \"$0\" info \"$1\"; echo $? >status; } | true", Checkout.program, Sample.bench.path],
            directory: scratch.path
        ).wait()
        #expect(closed.code == 0)
        #expect(eventually { (try? scratch.contents("status")) == Data("0\n".utf8) })
    }
}
