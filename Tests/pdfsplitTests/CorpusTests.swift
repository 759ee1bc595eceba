import Foundation
import Testing

@Suite("A corpus of odd and broken files")
struct CorpusTests {
    /// A directory of PDFs that is not part of the project.
    private static let corpus = ProcessInfo.processInfo.environment["PDFSPLIT_CORPUS"]

    let scratch = Scratch()

    @Test(
        "No file brings more than an exit code: no crash, no leftovers, no broken output",
        .enabled(if: corpus != nil, "PDFSPLIT_CORPUS names no directory"), .timeLimit(.minutes(30)))
    func sweep() throws {
        let corpus = URL(filePath: try #require(Self.corpus), directoryHint: .isDirectory)
        let result = try RunningProcess(
            "\(Checkout.root)/Scripts/sweep-corpus",
            ["--no-others", "--program", Checkout.program, corpus.path(percentEncoded: false)], directory: scratch.path
        ).wait(seconds: 1700)
        #expect(result.code == 0, "\(result.text)\(result.message)")
        #expect(result.text.hasSuffix("\n0 errors\n"))
    }
}
