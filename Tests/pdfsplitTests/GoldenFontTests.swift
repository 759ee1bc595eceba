import Foundation
import Testing

@Suite("Goldens drawn with fonts of a directory")
struct GoldenFontTests {
    let scratch = Scratch()

    init() throws {
        scratch.makeDirectory("cases")
        try scratch.write(NamedFontPDF.data, to: "cases/named.pdf")
        try scratch.write(LetterPDF.data(LetterPDF.pages(1)), to: "cases/plain.pdf")
        scratch.makeDirectory("fonts")
        try scratch.write(NamedFontPDF.font(), to: "fonts/a.otf")
    }

    private struct Report: Decodable {
        struct Case: Decodable {
            var status: String
            var message: String?
            var written: Int
        }

        var cases: [Case]
    }

    private struct Manifest: Decodable {
        struct Fingerprint: Decodable {
            var fonts: String
        }

        var fingerprint: Fingerprint
    }

    /// The cases, of which the first has a font that is not embedded.
    private func golden(_ command: String, _ arguments: String..., code: Int32) throws -> [Report.Case] {
        let result = try scratch.start(
            ["golden", command, "cases", "--json"] + arguments, environment: ["CI": nil]
        ).wait()
        try #require(result.code == code, "\(result.code): \(result.message)")
        return try JSONDecoder().decode(Report.self, from: Data(result.text.utf8)).cases
    }

    private func recordedFonts() throws -> String {
        try JSONDecoder().decode(Manifest.self, from: scratch.contents("cases/golden/named/golden.json")).fingerprint
            .fonts
    }

    @Test("The manifest names the fonts by a digest of what the directory holds, wherever it lies")
    func manifest() throws {
        _ = try golden("record", code: 0)
        #expect(try recordedFonts() == "built-in")
        _ = try golden("update", "--font-dir", "fonts", code: 0)
        let recorded = try recordedFonts()
        // A digest of the path with its end and the file's digest, both SHA-256.
        let inner = try #require(try scratch.run("sha256sum", "fonts/a.otf").text.split(separator: " ").first)
        let script = "printf 'a.otf\\0%b' \"$(echo \(inner) | sed 's/../\\\\x&/g')\" | sha256sum"
        let outer = try #require(try scratch.run("bash", "-c", script).text.split(separator: " ").first)
        #expect(recorded == "directory sha256:\(outer)")
        try FileManager.default.moveItem(atPath: scratch["fonts"], toPath: scratch["elsewhere"])
        _ = try golden("update", "--mode", "all", "--font-dir", "elsewhere", "--jobs", "3", code: 0)
        #expect(try recordedFonts() == recorded)
    }

    @Test("A page that other fonts drew otherwise is not blamed on itself, and one that they did not passes")
    func changedFonts() throws {
        _ = try golden("record", "--font-dir", "fonts", code: 0)
        #expect(try golden("verify", "--font-dir", "fonts", code: 0).map(\.status) == ["passed", "passed"])
        let without = try golden("verify", code: 1)
        #expect(without.map(\.status) == ["engine-changed", "passed"])
        #expect(without[0].message?.contains("built-in") == true)
        #expect(try golden("update", code: 0).map(\.written) == [NamedFontPDF.pages, 0])
        #expect(try golden("verify", code: 0).map(\.status) == ["passed", "passed"])
        // A page that changes by itself is said to.
        try scratch.write(NamedFontPDF.data(word: "other"), to: "cases/named.pdf")
        #expect(try golden("verify", code: 1).map(\.status) == ["different", "passed"])
    }
}
