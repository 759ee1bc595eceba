import Foundation
import Testing

@Suite("golden.json as others may have left it")
struct GoldenManifestTests {
    let scratch = Scratch()

    init() throws {
        try scratch.makeGoldenCases()
        for name in ["a", "b"] { try scratch.write(SheetPDF.words("A", "B"), to: "cases/\(name).pdf") }
        _ = try scratch.golden(["record", "cases"], code: 0)
    }

    private func change(_ key: String, to value: Any) throws {
        let path = "cases/golden/a/golden.json"
        var manifest = try #require(
            try JSONSerialization.jsonObject(with: scratch.contents(path)) as? [String: Any])
        var pages = try #require(manifest["pages"] as? [[String: Any]])
        pages[1][key] = value
        manifest["pages"] = pages
        try scratch.write(JSONSerialization.data(withJSONObject: manifest), to: path)
    }

    @Test(
        "No file but a golden's own is named, and so none is removed or read",
        arguments: ["../../../victim.txt", "victim.txt", "page-../x.png", "page-00a.png", "/page-002.png", ""])
    func foreignFile(name: String) throws {
        try scratch.write(Data("precious".utf8), to: "victim.txt")
        try scratch.write(Data("precious".utf8), to: "cases/golden/a/victim.txt")
        try change("file", to: name)
        try scratch.write(SheetPDF.words("A"), to: "cases/a.pdf")
        for command in ["verify", "record", "update"] {
            let report = try scratch.golden([command, "cases"], code: 4)
            #expect(report["a.pdf"]?.status == "failed" && report["b.pdf"]?.status == "passed")
            #expect(report["a.pdf"]?.message?.contains("golden.json is damaged: page 2 cannot have the file") == true)
        }
        let all = try scratch.golden(["update", "--mode", "all", "cases"], code: 0)
        #expect(all["a.pdf"]?.written == 1)
        #expect(scratch.exists("victim.txt") && scratch.exists("cases/golden/a/victim.txt"))
        #expect(!scratch.exists("cases/golden/a/page-002.png"))
    }

    @Test(
        "Numbers that cannot be meant fail their case, and no other",
        arguments: [
            ("page", Int.min, "no page -9223372036854775808"), ("page", 0, "no page 0"),
            ("page", Int.max, "no page 9223372036854775807"), ("page", 1, "page 1 is in it twice"),
            ("width", 0, "cannot have 0 x 100 pixels"), ("height", -5, "cannot have 100 x -5 pixels"),
        ])
    func numbers(key: String, value: Int, words: String) throws {
        try change(key, to: value)
        let report = try scratch.golden(["verify", "cases"], code: 4)
        #expect(report["b.pdf"]?.status == "passed")
        #expect(report["a.pdf"]?.message?.contains(words) == true, "\(report["a.pdf"]?.message ?? "")")
        _ = try scratch.golden(["update", "--mode", "all", "cases"], code: 0)
        _ = try scratch.golden(["verify", "cases"], code: 0)
    }
}
