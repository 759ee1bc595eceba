import Foundation
import Testing

/// A line of the README's table of commands.
struct Translation: CustomTestStringConvertible {
    var theirs, ours: String

    var testDescription: String { theirs }

    static let all: [Translation] = {
        let text = (try? String(contentsOfFile: Checkout.root + "/README.md", encoding: .utf8)) ?? ""
        return text.matches(of: /\| `([^`|]+)`[^|`]* \| `(pdfsplit [^`|]+)` \|/)
            .map { Translation(theirs: String($0.1), ours: String($0.2)) }
            .filter { $0.theirs.contains("in.pdf") && !$0.theirs.hasPrefix("pdfsplit") }
    }()
}

@Suite("Commands of other programs")
struct TranslationTests {
    let scratch = Scratch()

    @Test("The table is there")
    func table() {
        #expect(Translation.all.count >= 15)
    }

    /// The sizes of the pages or images that a command has made, in pixels or, for PDF, in points.
    private func outcome(of command: String) throws -> [[Int]] {
        try? FileManager.default.removeItem(atPath: scratch["out"])
        scratch.makeDirectory("out")
        let result = try RunningProcess(
            "sh", ["-c", command], environment: ["PATH": scratch["bin"] + ":/usr/bin:/bin"], directory: scratch.path
        ).wait()
        try #require(result.code == 0, "\(command): \(result.message)")
        return try Scratch.list(scratch["out"]).sorted().flatMap { name in
            switch name.split(separator: ".").last {
            case "pdf": try pageSizes("out/\(name)")
            default: try imageSizes("out/\(name)")
            }
        }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func pageSizes(_ name: String) throws -> [[Int]] {
        let text = try scratch.run("pdfinfo", "-l", "99", name).text
        return text.matches(of: /Page +\d+ size: +([0-9.]+) x ([0-9.]+)/).compactMap { match in
            guard let width = Double(match.1), let height = Double(match.2) else { return nil }
            return [Int(width.rounded()), Int(height.rounded())]
        }
    }

    private func imageSizes(_ name: String) throws -> [[Int]] {
        let text = try scratch.run("identify", "-format", "%w %h\n", name).text
        return text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
    }

    @Test("Ours makes as many pages of the same size as theirs, but for rounding", arguments: Translation.all)
    func same(translation: Translation) throws {
        try FileManager.default.copyItem(atPath: Sample.vector.path, toPath: scratch["in.pdf"])
        scratch.makeDirectory("bin")
        try FileManager.default.createSymbolicLink(
            atPath: scratch["bin/pdfsplit"], withDestinationPath: Checkout.program)
        // Debian's ImageMagick refuses PDF, which elsewhere it has Ghostscript draw.
        let command =
            translation.theirs.hasPrefix("convert")
            ? "gs -q -sDEVICE=jpeg -r100 -o out/p-%d.jpg in.pdf" : translation.theirs
        let theirs = try outcome(of: command)
        let ours = try outcome(of: translation.ours)
        #expect(!theirs.isEmpty && theirs.count == ours.count)
        for (one, other) in zip(theirs, ours) {
            let isNear = zip(one, other).allSatisfy { abs($0 - $1) <= 1 }
            #expect(one.count == 2 && isNear, "\(one) and \(other)")
        }
    }
}
