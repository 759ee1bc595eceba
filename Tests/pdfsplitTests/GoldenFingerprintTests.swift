import Foundation
import Testing

@Suite("What golden.json says of goldens that stay")
struct GoldenFingerprintTests {
    let scratch = Scratch()
    private let path = "cases/golden/a/golden.json"

    init() throws {
        // Whatever is painted at the right passes.
        try scratch.makeGoldenCases("ignore = [\"80pt,0,20ptx100%\"]")
    }

    private static let plain = "0 0 50 50 re f"
    private static let tolerated = "0 0 50 50 re f 90 0 5 5 re f"

    private func write(_ pages: String...) throws {
        try scratch.write(SheetPDF.data(pages.map { ($0, 100) }), to: "cases/a.pdf")
    }

    private func manifest() throws -> String { String(decoding: try scratch.contents(path), as: UTF8.self) }

    private func age() throws {
        try scratch.write(Data(manifest().replacing("MuPDF 1.", with: "MuPDF 0.").utf8), to: path)
    }

    @Test(
        "Goldens that pass by tolerance stay those of the engine that drew them, whatever comes beside them",
        arguments: ["record", "update"])
    func tolerated(command: String) throws {
        try write(Self.plain)
        _ = try scratch.goldenCase("record", code: 0)
        try age()
        try write(Self.tolerated, "0 0 10 10 re f")
        #expect(try scratch.goldenCase(command, code: 0).written == 1)
        #expect(try manifest().contains("MuPDF 0."))
        #expect(try scratch.goldenCase("update", "--mode", "all", code: 0).written == 2)
        #expect(try !manifest().contains("MuPDF 0."))
    }

    @Test("Goldens that the engine draws again to the pixel are its own as soon as anything is written")
    func equal() throws {
        try write(Self.plain)
        _ = try scratch.goldenCase("record", code: 0)
        try age()
        let old = try scratch.contents(path)
        // Nothing is missing, so nothing is written.
        _ = try scratch.goldenCase("record", code: 0)
        #expect(try scratch.contents(path) == old)
        try write(Self.plain, "0 0 10 10 re f")
        #expect(try scratch.goldenCase("record", code: 0).written == 1)
        #expect(try !manifest().contains("MuPDF 0."))
    }

    @Test("An update takes the checksums of files that lack them, where they show what was recorded")
    func fileChecksums() throws {
        try write(Self.plain, "0 0 10 10 re f", "0 0 20 20 re f")
        _ = try scratch.goldenCase("record", code: 0)
        let complete = try manifest()
        var content = try #require(
            try JSONSerialization.jsonObject(with: scratch.contents(path)) as? [String: Any])
        let pages = try #require(content["pages"] as? [[String: Any]])
        content["pages"] = pages.map { $0.filter { $0.key != "fileChecksum" } }
        try scratch.write(JSONSerialization.data(withJSONObject: content), to: path)
        let replaced = "cases/golden/a/page-003.png"
        let third = try scratch.contents(replaced)
        try scratch.write(scratch.contents("cases/golden/a/page-002.png"), to: replaced)
        try write(Self.tolerated, "0 0 10 10 re f", "0 0 20 20 re f")
        let own = try scratch.goldenCase("update", code: 0)
        #expect(own.written == 0 && own.removed == 0)
        let partial = try manifest()
        #expect(partial.components(separatedBy: "fileChecksum").count == 3)
        try scratch.write(third, to: replaced)
        _ = try scratch.goldenCase("update", code: 0)
        #expect(try manifest() == complete)
        // From now on another file in its place is noticed.
        try scratch.write(scratch.contents("cases/golden/a/page-002.png"), to: replaced)
        #expect(try scratch.goldenCase("verify", code: 1).comparison.failures == ["3-3 different"])
    }
}
