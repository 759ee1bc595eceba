import Foundation
import Testing

@Suite("Exit codes 3, 7, 8 and 9: pages that fail")
struct PageFailureTests {
    let scratch = Scratch()

    @Test("One refused page means no output, and the page is named")
    func fail() throws {
        let result = try scratch.pdfsplit("--dpi", "36", Sample.refusedPage.path, "out.pdf")
        #expect(result.code == 3)
        #expect(result.message.contains("\(Sample.refusedPage.path): page 2 failed: "))
        #expect(result.message.contains("MediaBox [0 0 0 0]"))
        #expect(result.message.contains("out.pdf was not written: 1 of 3 pages failed"))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("All failures are listed, not only the first")
    func allAreTold() throws {
        var document = TinyPDF()
        let kids = (1...6).map { document.addPage(width: $0 % 2 == 0 ? 0 : 100) }
        try scratch.write(
            document.data(pages: "/Count 6 /Kids [\(kids.map { "\($0) 0 R" }.joined(separator: " "))]"), to: "in.pdf")
        let result = try scratch.pdfsplit("--dpi", "36", "in.pdf", "out.pdf")
        #expect(result.code == 3)
        for page in [2, 4, 6] { #expect(result.message.contains("in.pdf: page \(page) failed: "), "\(page)") }
        #expect(!scratch.exists())
    }

    @Test("Failures are told in full by the report, and those beyond twenty are counted in the message")
    func manyFailures() throws {
        var document = TinyPDF()
        let kids = (1...30).map { document.addPage(width: $0 == 1 ? 100 : 0) }
        try scratch.write(
            document.data(pages: "/Count 30 /Kids [\(kids.map { "\($0) 0 R" }.joined(separator: " "))]"), to: "in.pdf")
        let result = try scratch.pdfsplit("--dpi", "36", "--report", "report.json", "in.pdf", "out.pdf")
        #expect(result.code == 3)
        #expect(result.message.contains("and 9 pages more; --report FILE lists them all"))
        let report = try Report(scratch.contents("report.json"))
        #expect(report.pages.filter { $0.status == "failed" && $0.error != nil }.map(\.page) == Array(2...30))
    }

    @Test("With --on-error skip the other pages are written")
    func skip() throws {
        let result = try scratch.pdfsplit("--dpi", "36", "--on-error", "skip", Sample.refusedPage.path, "out.pdf")
        #expect(result.code == 3)
        #expect(result.message.contains("page 2 failed"))
        #expect(try scratch.pageSizes().count == 2)
        #expect(try scratch.complaint() == nil)
        #expect(scratch.temporaryFiles == [])
    }

    @Test("With --on-error placeholder a page says what is missing")
    func placeholder() throws {
        let result = try scratch.pdfsplit(
            "--dpi", "36", "--on-error", "placeholder", Sample.refusedPage.path, "out.pdf")
        #expect(result.code == 3)
        #expect(try scratch.complaint() == nil)
        #expect(try scratch.pageSizes().count == 3)
        #expect(try scratch.listedImages().map(\.page) == [1, 3])
        let text = try scratch.run("pdftotext", "-f", "2", "-l", "2", "out.pdf", "-").text
        #expect(text.contains("Page 2 could not be rendered.") && text.contains("MediaBox [0 0 0 0]"))
    }

    @Test("A placeholder is as large as its page would have been, or the paper")
    func placeholderSize() throws {
        // A limit fails pages whose size is known: two in Letter here, and A5 is just within it.
        let limited = try scratch.pdfsplit(
            "--dpi", "72", "--max-pixels", "260000", "--on-error", "placeholder", "--pages", "6,4,3", Sample.mixed.path,
            "out.pdf")
        #expect(limited.code == 3)
        #expect(
            try scratch.pageSizes() == [PaperExtent(612, 792), PaperExtent(419.528, 595.276), PaperExtent(612, 792)])
        let onPaper = try scratch.pdfsplit(
            "--dpi", "36", "--paper", "A5", "--on-error", "placeholder", Sample.refusedPage.path, "out.pdf")
        #expect(onPaper.code == 3)
        #expect(Set(try scratch.pageSizes().map { Int($0.width) }) == [419])
    }

    @Test(
        "If every page failed there is no output, whatever was asked for", arguments: ["fail", "skip", "placeholder"])
    func everyPage(policy: String) throws {
        let result = try scratch.pdfsplit(
            "--dpi", "36", "--on-error", policy, "--pages", "2,2", Sample.refusedPage.path, "out.pdf")
        #expect(result.code == 7)
        #expect(result.message.contains("2 of 2 pages failed"))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("A damaged page is drawn as far as it goes, with a warning")
    func warning() throws {
        let result = try scratch.pdfsplit("--dpi", "72", Sample.badPage.path, "out.pdf")
        #expect(result.code == 0)
        #expect(result.message.contains("bad-page.pdf: page 3 warning: "))
        #expect(try scratch.pageSizes().count == 5)
        // Squares in the part that can be read; nothing of what follows.
        let page = try scratch.images()[2]
        #expect(page.inked(x: 60..<360, y: 595 - 336..<595 - 320) == 300 * 16)
    }

    @Test("With --strict a warning has an exit code of its own, and the output is still there")
    func strict() throws {
        let result = try scratch.pdfsplit("--dpi", "36", "--strict", Sample.badPage.path, "out.pdf")
        #expect(result.code == 9)
        #expect(try scratch.pageSizes().count == 5)
        #expect(try scratch.pdfsplit("--dpi", "36", "--strict", Sample.truncated.path, "whole.pdf").code == 9)
        #expect(try scratch.pdfsplit("--dpi", "36", "--strict", Sample.text.path, "good.pdf").code == 0)
    }

    @Test("A page over the limit of pixels is refused with a resolution that would do")
    func pixelLimit() throws {
        let result = try scratch.pdfsplit("--max-pixels", "1000000", "--pages", "1", Sample.text.path, "out.pdf")
        #expect(result.code == 8)
        #expect(result.message.contains("2481 x 3508") && result.message.contains("It fits at 101 dpi"))
        #expect(!scratch.exists())
        let fitting = ["--dpi", "101", "--max-pixels", "1000000", "--pages", "1", Sample.text.path, "out.pdf"]
        #expect(try scratch.start(fitting).wait().code == 0)
        #expect(try scratch.start(["--dpi", "102"] + fitting.dropFirst(2)).wait().code == 8)
    }

    @Test("A page that takes too long is given up in time", .timeLimit(.minutes(5)))
    func timeLimit() throws {
        // So much effort on a piece of 32 MiB takes many times a second.
        let result = try scratch.pdfsplit(
            "--page-timeout", "1", "--retries", "0", "--dpi", "600", "--effort", "9", "--lossless", Sample.poster.path,
            "out.pdf")
        #expect(result.code == 8)
        #expect(result.message.contains("page 1 failed: it took longer than 1 second"))
        #expect(result.message.contains("(--page-timeout)"))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test("A page that needs more than a worker's share of --max-memory fails alone")
    func memoryBudget() throws {
        var document = TinyPDF()
        let small = document.addPage(width: 100)
        // Groups in groups, each of which holds 256 rows of A0 at 300 dpi: 10 MB.
        let group = "/Type /XObject /Subtype /Form /BBox [0 0 2384 3370] /Group << /S /Transparency /I true >>"
        var form = document.add(
            "<< \(group) /Resources << >> /Length 29 >>\nstream\n0.5 g 0 0 2384 3370 re f      \nendstream")
        let state = document.add("<< /ca 0.9 >>")
        func resources(_ form: Int) -> String {
            "/Resources << /XObject << /F \(form) 0 R >> /ExtGState << /G \(state) 0 R >> >>"
        }
        for _ in 0..<24 {
            form = document.add("<< \(group) \(resources(form)) /Length 11 >>\nstream\n/G gs /F Do\nendstream")
        }
        let stream = document.add("<< /Length 11 >>\nstream\n/G gs /F Do\nendstream")
        let large = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 3370] /Contents \(stream) 0 R \(resources(form)) >>")
        try scratch.write(document.data(pages: "/Count 2 /Kids [\(large) 0 R \(small) 0 R]"), to: "in.pdf")
        let result = try scratch.pdfsplit("--max-memory", "100M", "--on-error", "skip", "in.pdf", "out.pdf")
        #expect(result.code == 3, "\(result.message)")
        #expect(result.message.contains("page 1 failed: it needed more than 100 MiB of memory"))
        #expect(result.message.contains("--max-memory"))
        #expect(try scratch.pageSizes() == [PaperExtent(100, 100)])
    }

    @Test("A page that needs more memory than a worker may have fails alone")
    func memoryLimit() throws {
        var document = TinyPDF()
        // A group over a huge sheet has to be held whole in 256 rows.
        let small = document.addPage(width: 100)
        let form = document.add(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 14000 14000] /Group << /S /Transparency /K true >> "
                + "/Resources << >> /Length 28 >>\nstream\n1 0 0 rg 0 0 14000 14000 re f\nendstream")
        let stream = document.add("<< /Length 5 >>\nstream\n/F Do\nendstream")
        let large = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14000 14000] /Contents \(stream) 0 R "
                + "/Resources << /XObject << /F \(form) 0 R >> >> >>")
        try scratch.write(document.data(pages: "/Count 2 /Kids [\(small) 0 R \(large) 0 R]"), to: "in.pdf")
        // The program as the tests have it takes some 140M before it does anything, shared libraries being mapped whole.
        let result = try scratch.pdfsplit(
            "--dpi", "300", "--max-worker-memory", "192M", "--on-error", "skip", "--retries", "0", "in.pdf", "out.pdf")
        #expect(result.code == 3, "\(result.message)")
        #expect(result.message.contains("page 2 failed: ") && result.message.contains("memory ran out"))
        #expect(try scratch.pageSizes() == [PaperExtent(100, 100)])
    }
}
