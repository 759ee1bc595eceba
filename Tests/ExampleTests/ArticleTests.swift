import Foundation
import Testing

@Suite("What the articles show")
struct ArticleTests {
    @Test("The guide shows the example as it is, and it stays short")
    func example() throws {
        let source = try Checkout.text("Examples/FileHash/FileHash.swift")
        let article = try Checkout.text("Sources/PagePool/Documentation.docc/getting-started.md")
        #expect(article.contains("```swift\n\(source)```\n"))
        #expect(source.split(separator: "\n", omittingEmptySubsequences: false).count - 1 < 60)
    }

    @Test("Swift in articles and in the README is code that is compiled", arguments: Checkout.articles)
    func blocks(path: String) throws {
        let compiled = try Self.compiledLines()
        for block in Self.blocks(of: try Checkout.text(path)) {
            let lines = Self.trimmedLines(block)
            let isCompiled = Self.contains(compiled, lines)
            #expect(isCompiled, "\(path) shows code that is not compiled:\n\(block)")
        }
    }

    @Test("The lines of Swift in the table for people who know multiprocessing are code that is compiled")
    func table() throws {
        let compiled = Set(try Self.compiledLines())
        let article = try Checkout.text("Sources/PagePool/Documentation.docc/coming-from-multiprocessing.md")
        let rows = article.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Python") }
        #expect(rows.count > 40)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.count == 3, "\(row)")
            guard let code = cells.last?.trimmingCharacters(in: ["`"]), !code.isEmpty else { continue }
            let isCompiled = compiled.contains(code)
            #expect(isCompiled, "\(code)")
        }
    }

    private static func compiledLines() throws -> [String] {
        trimmedLines(
            try Checkout.text("Examples/FileHash/FileHash.swift")
                + Checkout.text("Tests/ExampleTests/ArticleCode.swift")
                + Checkout.text("Examples/GoldenTest/Tests/BillsTests/BillTests.swift"))
    }

    /// The lines without what only pleases the eye, and without the mark of an entry point, of which there is one here.
    private static func trimmedLines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("//") && $0 != "@main" }
    }

    /// The blocks of code that are marked as Swift.
    private static func blocks(of article: String) -> [String] {
        article.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    private static func contains(_ all: [String], _ lines: [String]) -> Bool {
        guard lines.count <= all.count else { return false }
        return (0...all.count - lines.count).contains { Array(all[$0..<$0 + lines.count]) == lines }
    }
}
