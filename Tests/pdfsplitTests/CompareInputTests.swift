import Foundation
import Testing

@Suite("Inputs of compare")
struct CompareInputTests {
    let scratch = Scratch()

    static let refusals: [(arguments: [String], code: Int32, words: String)] = [
        (["nothing.pdf", Sample.text.path], 4, "nothing.pdf cannot be read: No such file"),
        ([Sample.text.path, "nothing.png"], 4, "nothing.png cannot be read: No such file"),
        ([Sample.text.path, "zero.pdf"], 4, "zero.pdf cannot be read: it is empty"),
        ([Sample.text.path, "directory"], 4, "directory cannot be read: there are no image files in it"),
        ([Sample.notAPDF.path, Sample.text.path], 4, "is no PDF"),
        ([Sample.text.path, "pageless.pdf"], 4, "has no pages"),
        ([Sample.encrypted.path, Sample.text.path], 5, "is encrypted"),
        ([Sample.text.path, Sample.encrypted.path, "--right-password", "wrong"], 5, "password is neither"),
        (["damaged.png", Sample.text.path], 4, "damaged.png"),
        ([Sample.text.path, Sample.text.path, "--pages", "9999"], 2, "out of range"),
        ([Sample.text.path, Sample.text.path, "--ignore", "10,10,5x5"], 2, "not a usable length"),
        ([Sample.text.path, Sample.text.path, "--threshold", "2"], 2, "0 to 1"),
        ([Sample.text.path, Sample.text.path, "--exact", "--threshold", "0.1"], 2, "--exact"),
        ([Sample.text.path, Sample.text.path, "--html", "no/where.html"], 6, "no/where.html"),
    ]

    @Test("What cannot be compared is said, with a code for its kind", arguments: refusals)
    func refused(arguments: [String], code: Int32, words: String) throws {
        try scratch.write(Data(), to: "zero.pdf")
        try scratch.write(TinyPDF().data(pages: "/Count 0 /Kids []"), to: "pageless.pdf")
        scratch.makeDirectory("directory")
        try scratch.write(Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0]), to: "damaged.png")
        let result = try scratch.start(["compare"] + arguments).wait()
        #expect(result.code == code, "\(result.message)")
        #expect(result.message.contains(words), "\(result.message)")
        #expect(scratch.temporaryFiles.isEmpty)
    }

    @Test("A password opens either side")
    func passwords() throws {
        let report = try scratch.compare(
            "--password", "user", Sample.encrypted.path, Sample.encrypted.path, "--dpi", "40")
        #expect(report.failures.isEmpty && !report.pages.isEmpty)
    }
}
