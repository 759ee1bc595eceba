import Foundation
import Testing

/// What `golden --json` prints, read with the keys that are promised.
struct GoldenOutput: Decodable {
    struct Case: Decodable {
        var name, status: String
        var message: String?
        var written, removed: Int
        var comparison: ComparisonReport
    }

    var cases: [Case]
    var stale: [String]

    subscript(name: String) -> Case? { cases.first { $0.name == name } }
}

extension Scratch {
    /// Runs a command on the folder `cases`, as on a person's own machine, unless the environment says that it is another.
    func golden(
        _ arguments: [String], code: Int32, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> GoldenOutput {
        let own = ["CI": nil].merging(environment.mapValues(Optional.some)) { $1 }
        let result = try start(["golden"] + arguments + ["--json"], environment: own).wait()
        try #require(
            result.code == code, "\(result.code): \(result.message) \(result.text.prefix(2000))",
            sourceLocation: sourceLocation)
        return try JSONDecoder().decode(GoldenOutput.self, from: Data(result.text.utf8))
    }

    /// Makes the folder `cases`, whose pages are drawn so that a point is a pixel.
    ///
    /// - Parameter lines: What else `golden.toml` says.
    func makeGoldenCases(_ lines: String = "") throws {
        makeDirectory("cases")
        try write(Data("dpi = 72\n\(lines)\n".utf8), to: "cases/golden.toml")
    }

    /// The only case's part of it.
    func goldenCase(
        _ arguments: String..., code: Int32, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> GoldenOutput.Case {
        let cases = try golden(arguments + ["cases"], code: code, sourceLocation: sourceLocation).cases
        return try #require(cases.count == 1 ? cases.first : nil, sourceLocation: sourceLocation)
    }
}

/// Documents whose pages show what they are given, small, and quick to draw.
enum SheetPDF {
    /// - Parameter pages: Operators that paint each page, with a font `F`, Helvetica; its width in points and its height,
    ///   which is 100 points.
    static func data(_ pages: [(operators: String, width: Int)]) -> Data {
        var document = TinyPDF()
        let font = document.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        let kids = pages.map { page in
            let stream = document.add(
                "<< /Length \(page.operators.utf8.count) >>\nstream\n\(page.operators)\nendstream")
            let own = document.add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(page.width) 100] /Contents \(stream) 0 R "
                    + "/Resources << /Font << /F \(font) 0 R >> >> >>")
            return "\(own) 0 R"
        }
        return document.data(pages: "/Count \(pages.count) /Kids [\(kids.joined(separator: " "))]")
    }

    /// Pages of 100 points with a large word each.
    static func words(_ words: String..., width: Int = 100) -> Data {
        data(words.map { ("BT /F 40 Tf 10 30 Td (\($0)) Tj ET", width) })
    }
}
