import Foundation
import Glibc
import Testing

@Suite("Names of outputs")
struct OutputNameTests {
    let scratch = Scratch()

    private func run(_ arguments: String...) throws -> ProcessResult {
        try scratch.start(["--dpi", "18"] + arguments).wait()
    }

    @Test("Page files are named by the page's number in the document")
    func pattern() throws {
        #expect(try run("--pages", "5,2", Sample.text.path, "p-%03d-of 100%%.png").code == 0)
        #expect(scratch.files == ["p-002-of 100%.png", "p-005-of 100%.png"])
    }

    @Test("In a directory they are named after the document, filled up to its page count")
    func directory() throws {
        let result = try run("--format", "png", "--pages", "7,120", Sample.bench.path, "pages/")
        #expect(result.code == 0, "\(result.message)")
        #expect(scratch.files == ["pages"])
        #expect(Scratch.list(scratch["pages"]) == ["bench-200-007.png", "bench-200-120.png"])
        #expect(try run("--format", "jpeg", "--pages", "1", Sample.text.path, "pages").code == 0)
        #expect(Scratch.list(scratch["pages"]).contains("text-1.jpg"))
    }

    @Test("The extension says the format, and --format overrules it")
    func formats() throws {
        let beginnings: [(arguments: [String], name: String, beginning: [UInt8])] = [
            ([], "a.PNG", [0x89, 0x50, 0x4E, 0x47]), ([], "a.jpeg", [0xFF, 0xD8]), ([], "a.tif", Array("II*".utf8)),
            ([], "a.ppm", Array("P".utf8)), ([], "a", Array("%PDF".utf8)), ([], "a.out", Array("%PDF".utf8)),
            (["--format", "png"], "b.out", [0x89, 0x50]), (["--format", "tiff"], "b.pdf", Array("II*".utf8)),
        ]
        for (arguments, name, beginning) in beginnings {
            let result = try scratch.start(["--dpi", "18", "--pages", "1"] + arguments + [Sample.text.path, name])
                .wait()
            #expect(result.code == 0, "\(result.message)")
            #expect(try scratch.contents(name).starts(with: beginning), "\(name)")
        }
    }

    @Test("-o names the output too")
    func option() throws {
        #expect(try run(Sample.blank.path, "-o", "out.pdf").code == 0)
        #expect(scratch.files == ["out.pdf"])
        #expect(try run(Sample.blank.path, "-o", "out.pdf", "other.pdf").code == 2)
        #expect(try run(Sample.blank.path).code == 2)
    }

    static let unclear: [([String], String)] = [
        (["two.png"], "%d"), (["%d-%d.png"], "%03d"), (["%s.png"], "%03d"), (["%5d.png"], "%03d"),
        (["--pages", "1,1", "%d.png"], "twice"), (["--codec", "jpeg", "%d.png"], "--format"),
        (["--codec", "flate", "%d.jpg"], "--codec"), (["--on-error", "placeholder", "%d.png"], "skip"),
        (["--format", "png", "-"], "%03d"),
    ]

    @Test("What cannot be meant is refused with a remedy", arguments: unclear)
    func usage(arguments: [String], remedy: String) throws {
        let result = try scratch.start(["--dpi", "18"] + [Sample.text.path] + arguments).wait()
        #expect(result.code == 2 && result.message.contains(remedy), "\(result.message)")
        #expect(scratch.files == [])
    }

    @Test("If a page fails there are no page files, or with skip those of the others")
    func failure() throws {
        let arguments = ["--dpi", "18", Sample.refusedPage.path, "%d.png"]
        #expect(try scratch.start(arguments).wait().code == 3)
        #expect(scratch.files == [])
        #expect(try scratch.start(["--on-error", "skip"] + arguments).wait().code == 3)
        let total = try scratch.run("pdfinfo", Sample.refusedPage.path).text
        let count = try #require(total.firstMatch(of: /Pages:\s+(\d+)/).flatMap { Int($0.1) })
        #expect(scratch.files.count == count - 1)
    }

    @Test("Files that are there are replaced, readable by whom the user's files are")
    func replacing() throws {
        try scratch.write(Data("old".utf8), to: "1.png")
        let result = try RunningProcess(
            Checkout.program, ["--dpi", "18", Sample.blank.path, "%d.png"],
            environment: ["TMPDIR": scratch.temporary], directory: scratch.path, prepared: "umask 027"
        ).wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.contents("1.png").starts(with: [0x89]))
        var status = stat()
        stat(scratch["1.png"], &status)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test("A directory that cannot be made, or written to, is named")
    func unwritable() throws {
        let missing = try run(Sample.blank.path, "a/b/%d.png")
        #expect(missing.code == 6 && missing.message.contains("a/b"), "\(missing.message)")
        scratch.makeDirectory("1.png")
        let taken = try run(Sample.blank.path, "%d.png")
        #expect(taken.code == 6 && taken.message.contains("1.png"), "\(taken.message)")
        #expect(scratch.files == ["1.png"])
    }

    @Test("- reads standard input and writes standard output")
    func standardStreams() throws {
        #expect(try run(Sample.text.path, "out.pdf").code == 0)
        let script = "\"$0\" --dpi 18 - - < '\(Sample.text.path)' | cat > piped.pdf"
        let result = try RunningProcess(
            "sh", ["-c", script, Checkout.program], environment: ["TMPDIR": scratch.temporary], directory: scratch.path
        ).wait()
        #expect(result.code == 0, "\(result.message)")
        #expect(result.message.contains("standard output: 6 pages"), "\(result.message)")
        #expect(try scratch.contents("piped.pdf") == scratch.contents("out.pdf"))
        #expect(scratch.temporaryFiles == [])
    }

    @Test("A standard input that is no PDF is refused by that name")
    func badInput() throws {
        let result = try RunningProcess(
            "sh", ["-c", "echo no | \"$0\" - out.pdf", Checkout.program],
            environment: ["TMPDIR": scratch.temporary], directory: scratch.path
        ).wait()
        #expect(result.code == 4 && result.message.contains("standard input"), "\(result.message)")
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }
}
