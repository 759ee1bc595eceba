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
            .filter { !$0.theirs.hasPrefix("pdfsplit") }
    }()

    /// Those that make images.
    static let drawing = all.filter { $0.theirs.contains("in.pdf") }
    /// Those that compare.
    static let comparing = all.filter { $0.theirs.contains(/\bb\.(pdf|png)/) }
}

@Suite("Commands of other programs")
struct TranslationTests {
    let scratch = Scratch()

    @Test("The table is there")
    func table() {
        #expect(Translation.drawing.count >= 15 && Translation.comparing.count >= 4)
        #expect(Translation.drawing.count + Translation.comparing.count == Translation.all.count)
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

    @Test("Ours makes as many pages of the same size as theirs, but for rounding", arguments: Translation.drawing)
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

    @Test("Ours exits as theirs does with what is the same and with what is not", arguments: Translation.comparing)
    func sameVerdict(translation: Translation) throws {
        scratch.makeDirectory("out")
        scratch.makeDirectory("bin")
        try FileManager.default.createSymbolicLink(
            atPath: scratch["bin/pdfsplit"], withDestinationPath: Checkout.program)
        let pages = LetterPDF.pages(1)
        try scratch.write(LetterPDF.data(pages), to: "a.pdf")
        for changed in [false, true] {
            try scratch.write(LetterPDF.data(changed ? [pages[0] + ["More"]] : pages), to: "b.pdf")
            for name in ["a", "b"] {
                try #require(try scratch.start(["--dpi", "40", "\(name).pdf", "\(name)%d.png"]).wait().code == 0)
                try FileManager.default.moveItem(atPath: scratch["\(name)1.png"], toPath: scratch["\(name)-new.png"])
                try? FileManager.default.removeItem(atPath: scratch["\(name).png"])
                try FileManager.default.moveItem(atPath: scratch["\(name)-new.png"], toPath: scratch["\(name).png"])
            }
            // diff-pdf is in Debian from version 13 on.
            let commands = [translation.ours] + (translation.theirs.hasPrefix("diff-pdf") ? [] : [translation.theirs])
            for command in commands {
                let result = try RunningProcess(
                    "sh", ["-c", command], environment: ["PATH": scratch["bin"] + ":/usr/bin:/bin"],
                    directory: scratch.path
                ).wait()
                #expect(result.code == (changed ? 1 : 0), "\(command): \(result.message)")
            }
        }
        if translation.ours.contains("out") { #expect(!Scratch.list(scratch["out"]).isEmpty) }
    }
}
