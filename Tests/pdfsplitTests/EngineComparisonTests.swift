import Foundation
import Testing

/// `mutool draw` stands on the same engine, so without loss every pixel has to be the same.
///
/// Two things must be told to it. Overprint is not simulated (-O 0). And pages with groups are drawn in bands of 256
/// rows, at whose edges antialiasing shows, so that mutool has to use the same bands (-B 256). It cannot be told one:
/// for each band it decodes only the part of an image that lies there, with slightly other rounding. Colours of inks are
/// not the engine's own, and left to ColorTests.
@Suite("Pixels are the engine's own")
struct EngineComparisonTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var sample: Sample
        var pages: String
        var count: Int
        var banded = false
        var testDescription: String { "\(sample.rawValue), pages \(pages)" }
    }

    static let cases = [
        Case(sample: .text, pages: "1-6", count: 6),
        Case(sample: .vector, pages: "1-2", count: 2),
        Case(sample: .vector, pages: "3", count: 1, banded: true),
        Case(sample: .photos, pages: "1-3", count: 3),
        Case(sample: .transparency, pages: "1", count: 1, banded: true),
        Case(sample: .mixed, pages: "1-15", count: 15),
        Case(sample: .stamp, pages: "1-2", count: 2),
        Case(sample: .grayScan, pages: "1-2", count: 2),
        // Page 2 has annotations that are seen either on paper or on a screen, and mutool draws for a screen.
        Case(sample: .forms, pages: "1", count: 1),
        Case(sample: .badPage, pages: "1-5", count: 5),
        Case(sample: .truncated, pages: "1-3", count: 3),
        Case(sample: .encryptedOpen, pages: "1-2", count: 2),
        Case(sample: .blank, pages: "1", count: 1),
    ]

    let scratch = Scratch()

    private func drawnByTool(
        _ example: Case, dpi: Int, bands: Int? = nil, name: String = "tool"
    ) throws -> [PageImage] {
        let bands = (bands ?? (example.banded ? 256 : nil)).map { ["-B", String($0)] } ?? []
        let options = ["draw", "-q", "-r", String(dpi), "-c", "rgb", "-O", "0", "-F", "pnm", "-o", "\(name)%03d.ppm"]
        let result = try RunningProcess(
            "mutool", options + bands + [example.sample.path, example.pages], directory: scratch.path
        ).wait()
        try #require(result.code == 0, "\(result.message)")
        return try scratch.files.filter { $0.hasPrefix(name) }.sorted().map { try PageImage(ppm: scratch[$0]) }
    }

    /// The places of pages that are not the same.
    private func differences(_ ours: [PageImage], _ theirs: [PageImage]) -> [Int] {
        ours.indices.filter { $0 >= theirs.count || ours[$0] != theirs[$0] }
    }

    @Test("Every pixel is as mutool draws it", arguments: cases, [72, 100])
    func pixels(example: Case, dpi: Int) throws {
        let ours = try scratch.render("--dpi", String(dpi), "--pages", example.pages, example.sample.path)
        let theirs = try drawnByTool(example, dpi: dpi)
        try #require(ours.count == example.count && theirs.count == example.count)
        #expect(differences(ours, theirs) == [])
    }

    @Test("Images in bands are as mutool draws them as a whole, and all else as in bands", arguments: [72, 100])
    func imagesInBands(dpi: Int) throws {
        let example = Case(sample: .transparency, pages: "2", count: 1)
        let ours = try scratch.render("--dpi", String(dpi), "--pages", example.pages, example.sample.path)
        let inBands = try drawnByTool(example, dpi: dpi, bands: 256, name: "bands")
        let whole = try drawnByTool(example, dpi: dpi, name: "whole")
        try #require(ours.count == 1 && inBands.count == 1 && whole.count == 1)
        #expect(ours[0].consists(of: inBands[0], and: whole[0]))
        // At 72 dpi mutool rounds the image alike in both, and at 100 it does not.
        #expect((ours[0] == inBands[0]) == (dpi == 72))
    }

    @Test("Bands of 256 rows are what a page with groups is drawn in")
    func bands() throws {
        // At 72 dpi the tiles of this page do come out differently in one piece.
        let example = Case(sample: .vector, pages: "3", count: 1)
        let ours = try scratch.render("--dpi", "72", "--pages", "3", Sample.vector.path)
        #expect(differences(ours, try drawnByTool(example, dpi: 72)) == [0])
    }

    @Test("A page above 32 MiB of pixels is drawn in pieces of equal height", .timeLimit(.minutes(5)))
    func largePage() throws {
        let ours = try scratch.render("--dpi", "90", Sample.poster.path)
        // 2980 pixels in RGB need two pieces: half of 4213 rows, and what is missing to a multiple of 16.
        let example = Case(sample: .poster, pages: "1", count: 1)
        let theirs = try drawnByTool(example, dpi: 90, bands: 2112)
        try #require(ours.count == 1 && [ours[0].width, ours[0].height] == [2980, 4213])
        // mutool's last band goes on below the page, which shows in the last rows.
        let isSame = ours[0].rows(0..<4150) == theirs[0].rows(0..<4150)
        #expect(isSame)
        let inOnePiece = try drawnByTool(example, dpi: 90)[0]
        let wouldBeSame = ours[0].rows(0..<4150) == inOnePiece.rows(0..<4150)
        #expect(!wouldBeSame)
    }
}
