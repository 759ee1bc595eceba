import Foundation
import Testing

@Suite("Goldens that are recorded, updated and kept")
struct GoldenRecordTests {
    let scratch = Scratch()

    init() throws {
        scratch.makeDirectory("cases")
        try settings("")
    }

    private func settings(_ text: String, dpi: Int = 72) throws {
        try scratch.write(Data("dpi = \(dpi)\n\(text)\n".utf8), to: "cases/golden.toml")
    }

    private func write(_ pdf: Data) throws { try scratch.write(pdf, to: "cases/a.pdf") }

    private func record(_ words: String...) throws {
        try write(SheetPDF.data(words.map { ("BT /F 40 Tf 10 30 Td (\($0)) Tj ET", 100) }))
        _ = try scratch.goldenCase("record", code: 0)
    }

    private func golden(_ name: String) throws -> Data { try scratch.contents("cases/golden/a/\(name)") }

    private var files: Set<String> { Scratch.list(scratch["cases/golden/a"]) }

    private struct Manifest: Codable {
        struct Page: Codable {
            var page, width, height: Int
            var checksum: String
            var file, fileChecksum: String?
        }

        var pages: [Page]
    }

    private func manifest() throws -> Manifest { try JSONDecoder().decode(Manifest.self, from: golden("golden.json")) }

    private func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: scratch["cases/golden/a/\(name)"])
    }

    @Test("To add a golden is not to pass by those that differ: the case fails, and what was added stays")
    func recordedBesidesChanged() throws {
        try record("A")
        try write(SheetPDF.words("X", "B"))
        let own = try scratch.goldenCase("record", "--junit", "report.xml", "--html", "report.html", code: 1)
        #expect(own.status == "different" && own.written == 1)
        #expect(own.comparison.failures == ["1-1 different", "-2 inserted"])
        #expect(own.comparison.pages.map(\.accepted) == [nil, true])
        #expect(files == ["golden.json", "page-001.png", "page-002.png"])
        func count(_ expression: String) throws -> String {
            try scratch.run("xmllint", "--xpath", "count(\(expression))", "report.xml").text
                .trimmingCharacters(in: .newlines)
        }
        #expect(try count("//testcase") == "2")
        #expect(try count("//failure") == "1")
        #expect(try count("/testsuites[@failures='1']") == "1")
        let html = String(decoding: try scratch.contents("report.html"), as: UTF8.self)
        #expect(html.contains("class=\"top fails\""))
        #expect(html.components(separatedBy: "its golden was updated").count == 2)
        #expect(try scratch.goldenCase("verify", code: 1).comparison.failures == ["1-1 different"])
        #expect(try scratch.goldenCase("update", code: 0).status == "updated")
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("What another engine drew stays known beside what was added, and the line says both")
    func recordedByAnotherEngine() throws {
        try record("A")
        let old = String(decoding: try golden("golden.json"), as: UTF8.self).replacing("MuPDF 1.", with: "MuPDF 0.")
        try scratch.write(Data(old.utf8), to: "cases/golden/a/golden.json")
        try write(SheetPDF.words("X", "B"))
        let result = try scratch.start(["golden", "record", "cases"], environment: ["CI": nil]).wait()
        #expect(result.code == 1)
        let lines = result.text.split(separator: "\n").map(String.init)
        let words = "a.pdf: engine or fonts changed, 1 written: The goldens were drawn by MuPDF 0."
        #expect(lines.first?.hasPrefix(words) == true, "\(result.text)")
        #expect(lines.count == 3 && lines[1].hasPrefix("  page 1: "), "\(result.text)")
        #expect(try scratch.goldenCase("verify", code: 1).status == "engine-changed")
    }

    @Test("A page is added beside a golden whose page is gone, which stays")
    func addedBesidesGone() throws {
        try settings("pages = \"1,3\"")
        try record("A", "B", "C")
        try settings("pages = \"1,2\"")
        let own = try scratch.goldenCase("record", code: 1)
        #expect(own.written == 1 && own.comparison.failures == ["-2 inserted", "3- removed"])
        #expect(try manifest().pages.map(\.page) == [1, 2, 3])
        let updated = try scratch.goldenCase("update", code: 0)
        #expect(updated.status == "updated" && updated.written == 0 && updated.removed == 1)
        #expect(files == ["golden.json", "page-001.png", "page-002.png"])
    }

    @Test("From files to checksums: files go where goldens are updated, never where they are added")
    func filesToChecksums() throws {
        try record("A", "B")
        let second = try golden("page-002.png")
        try write(SheetPDF.words("A", "X"))
        try settings("store = \"checksums\"")
        let recorded = try scratch.goldenCase("record", code: 1)
        #expect(recorded.status == "different" && recorded.written == 0 && recorded.removed == 0)
        #expect(try golden("page-002.png") == second)
        let updated = try scratch.goldenCase("update", code: 0)
        #expect(updated.written == 1 && updated.removed == 2)
        #expect(files == ["golden.json"])
        #expect(try manifest().pages.allSatisfy { $0.file == nil && $0.fileChecksum == nil })
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("A page that passes by a mask alone passes by its checksum too once its file is gone")
    func maskedToChecksums() throws {
        try record("A")
        try write(SheetPDF.words("B"))
        let mask = "ignore = [\"0,0,100%x100%\"]"
        try settings(mask)
        _ = try scratch.goldenCase("verify", code: 0)
        try settings(mask + "\nstore = \"checksums\"")
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("From checksums to files: they are missing, and made of pages that are known to be the same")
    func checksumsToFiles() throws {
        try settings("store = \"checksums\"")
        try record("A", "B")
        try settings("")
        #expect(try scratch.goldenCase("verify", code: 10).status == "missing")
        try write(SheetPDF.words("A", "X"))
        let recorded = try scratch.goldenCase("record", code: 1)
        #expect(recorded.status == "different" && recorded.written == 1)
        #expect(files == ["golden.json", "page-001.png"])
        #expect(try manifest().pages.map(\.file) == ["page-001.png", nil])
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        #expect(files == ["golden.json", "page-001.png", "page-002.png"])
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("A golden whose file is lost is missing, and is made anew", arguments: ["record", "update"])
    func lost(command: String) throws {
        try record("A", "B")
        let first = try golden("page-001.png")
        try remove("page-001.png")
        let missing = try scratch.goldenCase("verify", code: 10)
        #expect(missing.status == "missing" && missing.message?.contains("page 1") == true)
        let own = try scratch.goldenCase(command, code: 0)
        #expect(own.status == "updated" && own.written == 1)
        #expect(try golden("page-001.png") == first)
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("Of a golden whose file is lost it is still known that the page differs")
    func lostAndChanged() throws {
        try record("A", "B")
        try remove("page-001.png")
        try write(SheetPDF.words("X", "B"))
        for command in ["verify", "record"] {
            let own = try scratch.goldenCase(command, code: 1)
            #expect(own.status == "different" && own.comparison.failures == ["1-1 different"])
            #expect(own.message?.contains("page 1") == true)
        }
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("A golden's file that was replaced by another picture is what the page is held against")
    func replaced() throws {
        try record("A", "B")
        let (first, second) = (try golden("page-001.png"), try golden("page-002.png"))
        try scratch.write(second, to: "cases/golden/a/page-001.png")
        #expect(try scratch.goldenCase("verify", code: 1).comparison.failures == ["1-1 different"])
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        #expect(try golden("page-001.png") == first)
        // The same picture in another file passes.
        try #require(try scratch.run("convert", "cases/golden/a/page-001.png", "-depth", "16", "other.png").code == 0)
        try scratch.write(scratch.contents("other.png"), to: "cases/golden/a/page-001.png")
        #expect(try scratch.goldenCase("verify", code: 0).comparison.pages.map(\.status) == ["same", "same"])
    }

    @Test("A golden's file that cannot be read fails, and an update replaces it")
    func unreadable() throws {
        try record("A")
        try scratch.write(Data("nothing".utf8), to: "cases/golden/a/page-001.png")
        let own = try scratch.goldenCase("verify", code: 4)
        #expect(own.message?.contains("its golden cases/golden/a/page-001.png cannot be read") == true)
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("Goldens recorded without their files' checksums pass as before")
    func withoutFileChecksums() throws {
        try record("A")
        var manifest = try #require(
            try JSONSerialization.jsonObject(with: golden("golden.json")) as? [String: Any])
        let pages = try #require(manifest["pages"] as? [[String: Any]])
        #expect(pages[0]["fileChecksum"] != nil)
        manifest["pages"] = pages.map { $0.filter { $0.key != "fileChecksum" } }
        try scratch.write(JSONSerialization.data(withJSONObject: manifest), to: "cases/golden/a/golden.json")
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("What is said of a golden that stays is not what is new of its page")
    func sizes() throws {
        try record("A")
        let before = try manifest().pages[0]
        try write(SheetPDF.data([("", 150), ("0 0 50 50 re f", 100)]))
        _ = try scratch.goldenCase("record", code: 1)
        let after = try manifest().pages
        #expect(after.map(\.width) == [100, 100])
        #expect(after[0].checksum == before.checksum && after[0].fileChecksum == before.fileChecksum)
    }

    @Test("An update leaves no file that is no golden any more, and no other file is touched")
    func leftovers() throws {
        try record("A", "B", "C")
        try scratch.write(Data("notes".utf8), to: "cases/golden/a/page-notes.png")
        try write(SheetPDF.words("A", "B"))
        try settings("", dpi: 36)
        let own = try scratch.goldenCase("update", code: 0)
        #expect(own.status == "updated" && own.written == 2 && own.removed == 1)
        #expect(files == ["golden.json", "page-001.png", "page-002.png", "page-notes.png"])
    }

    @Test("What a page covers does not change its checksum, nor does a checksum of its pixels as RGB")
    func covered() throws {
        let white = "1 g 0 0 100 100 re f 0 g 10 10 30 30 re f"
        try settings("store = \"checksums\"")
        try write(SheetPDF.data([(white, 100)]))
        _ = try scratch.goldenCase("record", code: 0)
        try write(SheetPDF.data([("1 0 0 rg 0 0 100 100 re f \(white)", 100)]))
        _ = try scratch.goldenCase("verify", code: 0)
        try write(SheetPDF.data([("1 0 0 rg 0 0 100 100 re f", 100)]))
        _ = try scratch.goldenCase("verify", code: 1)
    }
}
