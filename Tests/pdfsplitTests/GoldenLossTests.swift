import Foundation
import Testing

@Suite("Goldens that must not be lost")
struct GoldenLossTests {
    let scratch = Scratch()
    private let folder = "cases/golden/a"

    init() throws {
        try scratch.makeGoldenCases()
    }

    private func write(_ words: String...) throws {
        try scratch.write(
            SheetPDF.data(words.map { ("BT /F 40 Tf 10 30 Td (\($0)) Tj ET", 100) }), to: "cases/a.pdf")
    }

    private func record() throws { _ = try scratch.goldenCase("record", code: 0) }

    /// All files of the goldens, links as what they lead to.
    private func contents() throws -> [String: Data] {
        let names = Scratch.list(scratch[folder])
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, (try? scratch.contents("\(folder)/\($0)")) ?? Data()) })
    }

    private func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: scratch["\(folder)/\(name)"])
    }

    private func edit(_ change: (inout [[String: Any]]) -> Void) throws {
        let path = "\(folder)/golden.json"
        var manifest = try #require(
            try JSONSerialization.jsonObject(with: scratch.contents(path)) as? [String: Any])
        var pages = try #require(manifest["pages"] as? [[String: Any]])
        change(&pages)
        manifest["pages"] = pages
        try scratch.write(JSONSerialization.data(withJSONObject: manifest), to: path)
    }

    @Test("A file that golden.json does not list is not overwritten by what is recorded", arguments: [true, false])
    func unlisted(isWithout: Bool) throws {
        try write("A", "B", "C")
        try record()
        // Page 3 is not there, and would be written.
        try remove("page-003.png")
        if isWithout { try remove("golden.json") } else { try edit { $0.remove(at: 1) } }
        let before = try contents()
        try write("A", "X", "C")
        let own = try scratch.goldenCase("record", code: 6)
        #expect(own.status == "failed" && own.written == 0)
        let file = isWithout ? "page-001.png" : "page-002.png"
        #expect(
            own.message == "\(folder)/\(file) is there, and golden.json does not list it. Take golden.json from where "
                + "it is kept, or record the goldens anew with --mode all.")
        #expect(try contents() == before)
        #expect(try scratch.goldenCase("record", "--mode", "all", code: 0).written == 3)
        _ = try scratch.goldenCase("verify", code: 0)
    }

    @Test("A golden.json that is a link that leads nowhere is not one that was never made")
    func danglingManifest() throws {
        try write("A")
        try record()
        try remove("golden.json")
        try FileManager.default.createSymbolicLink(
            atPath: scratch["\(folder)/golden.json"], withDestinationPath: "elsewhere.json")
        let before = try contents()
        for command in ["verify", "record"] {
            let own = try scratch.goldenCase(command, code: 4)
            #expect(own.message == "\(folder)/golden.json cannot be read: No such file or directory.")
        }
        #expect(try contents() == before)
    }

    @Test("A golden.json, or a directory of goldens, that cannot be read is neither missing nor damaged")
    func unreadable() throws {
        try write("A")
        try record()
        try remove("golden.json")
        scratch.makeDirectory("\(folder)/golden.json")
        let message = try scratch.goldenCase("verify", code: 4).message
        #expect(message == "\(folder)/golden.json cannot be read: Is a directory.")
        try FileManager.default.removeItem(atPath: scratch[folder])
        // Found also by who may read everything: a link to itself.
        try FileManager.default.createSymbolicLink(atPath: scratch[folder], withDestinationPath: "a")
        let loop = try scratch.goldenCase("verify", code: 4).message
        #expect(loop == "\(folder)/golden.json cannot be read: Too many levels of symbolic links.")
    }

    @Test("An update that fails leaves goldens and manifest as they were")
    func failedUpdate() throws {
        try write("A", "B", "C", "D")
        try record()
        let before = try contents()
        scratch.makeDirectory("\(folder)/page-005.png")
        try write("N", "A", "B", "C", "D")
        let own = try scratch.goldenCase("update", code: 6)
        #expect(own.message == "\(folder)/page-005.png is a directory where a golden's file belongs. Move it away.")
        #expect(own.written == 0 && own.comparison.failures == [])
        try remove("page-005.png")
        #expect(try contents() == before)
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        #expect(try contents()["page-005.png"] == before["page-004.png"])
    }

    @Test("No page's golden has another page's file")
    func exchanged() throws {
        try write("A", "B", "C")
        try record()
        try edit { $0[0]["file"] = "page-003.png" }
        try remove("page-003.png")
        let before = try contents()
        let own = try scratch.goldenCase("record", code: 4)
        #expect(
            own.message?.contains("page 1 cannot have the file page-003.png; its name would be page-001.png") == true)
        #expect(try contents() == before)
    }

    @Test(
        "A selection in any order, with pages named twice, has a golden for each page", arguments: ["1,1,3", "3,1,3"])
    func selection(pages: String) throws {
        func select(_ pages: String) throws {
            try scratch.makeGoldenCases("pages = \"\(pages)\"")
        }
        try write("A", "B", "C")
        try select(pages)
        let own = try scratch.goldenCase("record", code: 0)
        #expect(own.comparison.pages.map(\.right) == [1, 3])
        #expect(own.written == 2)
        _ = try scratch.goldenCase("verify", code: 0)
        try select("3,2,1")
        #expect(try scratch.goldenCase("verify", code: 1).comparison.failures == ["-2 inserted"])
    }
}
