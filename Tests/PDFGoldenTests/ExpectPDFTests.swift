import Foundation
import TestDocuments
import Testing

@testable import PDFGolden

@Suite("Goldens in Swift Testing")
struct ExpectPDFTests {
    let scratch = GoldenScratch()

    @Test("What is missing is recorded and fails once, then passes")
    func recorded() async throws {
        let pdf = try scratch.write("0 0 1 rg 20 20 30 40 re f")
        await withKnownIssue {
            await expect(pdf, recording: .missing)
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("A page was recorded in \(scratch.goldens)/case") }
        }
        #expect(scratch.has("case/page-001.png"))
        #expect(await expect(pdf, recording: GoldenRecording.none))
        // A page that is missing is not the golden.
        try FileManager.default.removeItem(atPath: "\(scratch.goldens)/case/page-001.png")
        await withKnownIssue {
            await expect(pdf, recording: .missing)
        } matching: { issue in
            issue.comments.contains {
                $0.rawValue.contains("The golden case did not have all pages. A page was recorded")
            }
        }
        #expect(await expect(pdf, recording: GoldenRecording.none))
    }

    @Test("A page that changed fails, with what was expected, what there is and how they differ")
    func changed() async throws {
        let recorded = try scratch.write("0 0 1 rg 20 20 30 40 re f")
        #expect(await expect(recorded, recording: .all))
        let changed = try scratch.write("0 0 1 rg 20 20 33 40 re f")
        await withKnownIssue {
            await expect(changed, recording: .missing)
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("page 1") && $0.rawValue.contains("pixels differ") }
        }
        guard case .failed(_, let pictures) = try await scratch.check(changed).run() else {
            Issue.record("it passes")
            return
        }
        #expect(
            pictures.map(\.name) == ["page-001.actual.png", "page-001.difference.png", "page-001.expected.png"])
        #expect(pictures.allSatisfy { $0.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) })
        var masked = GoldenOptions()
        // Points from the upper left corner of a page that is 100 points high.
        masked.ignoring = ["45pt,35pt,15ptx50pt"]
        #expect(await expect(changed, options: masked, recording: GoldenRecording.none))
        #expect(await expect(changed, recording: .changed))
        #expect(await expect(changed, recording: GoldenRecording.none))
    }

    @Test("Without its golden a test fails where nothing may be recorded")
    func missing() async throws {
        let pdf = try scratch.write("0 0 10 10 re f")
        await withKnownIssue {
            await expect(pdf, recording: GoldenRecording.none)
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("There are no goldens in") }
        }
        #expect(!scratch.has("case/golden.json"))
    }

    @Test("A PDF that is none, and a program that is none, are told")
    func unreadable() async throws {
        let path = "\(scratch.path)/none.pdf"
        try Data("nothing".utf8).write(to: URL(filePath: path))
        for (pdf, program, words) in [
            (path, GoldenProgram.built, "is no PDF"), ("\(path).not", .built, "cannot be read"),
            (path, GoldenProgram(path: "/nowhere/pdfsplit"), "cannot be run"),
        ] {
            await withKnownIssue {
                await expectPDF(at: pdf, matchesGolden: "case", in: scratch.goldens, recording: .all, program: program)
            } matching: { issue in
                issue.comments.contains { $0.rawValue.contains(words) }
            }
        }
    }

    @Test("Pages are drawn with the fonts of a directory, and one that cannot be used fails the test")
    func fonts() async throws {
        let pdf = try scratch.write(
            "BT /F 60 Tf 5 30 Td (gfs) Tj ET",
            entries: "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Z003-MediumItalic>>>>>>")
        // Ghostscript brings it along.
        let font = URL(filePath: "/usr/share/fonts/opentype/urw-base35/Z003-MediumItalic.otf")
        let directory = "\(scratch.path)/fonts"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: font.resolvingSymlinksInPath(), to: URL(filePath: "\(directory)/stand-in.otf"))
        var options = GoldenOptions()
        options.fontDirectory = directory
        #expect(await expect(pdf, options: options, recording: .all))
        #expect(await expect(pdf, options: options, recording: GoldenRecording.none))
        // The built-in ones draw other letters.
        await withKnownIssue {
            await expect(pdf, recording: GoldenRecording.none)
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("pixels differ") && $0.rawValue.contains("fonts") }
        }
        // A font that is damaged is told when pages differ.
        let damaged = "\(scratch.path)/damaged"
        try FileManager.default.createDirectory(atPath: damaged, withIntermediateDirectories: true)
        let other = URL(filePath: "/usr/share/fonts/opentype/urw-base35/D050000L.otf").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: other, to: URL(filePath: "\(damaged)/other.otf"))
        try Data("nothing".utf8).write(to: URL(filePath: "\(damaged)/stand-in.otf"))
        options.fontDirectory = damaged
        let others = options
        await withKnownIssue {
            await expect(pdf, options: others, recording: GoldenRecording.none)
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("stand-in.otf cannot be used as a font") }
        }
        options.fontDirectory = "\(directory)/missing"
        let unusable = options
        await withKnownIssue {
            await expect(pdf, options: unusable, recording: .all)
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("font directory \(directory)/missing cannot be used") }
        }
    }

    @Test("Options reach the program whatever they hold")
    func options() throws {
        var options = GoldenOptions()
        options.dpi = 72
        options.pages = "1-z"
        options.password = "a \"b\" \\ \u{1}"
        options.only = ["0,0,100%x50%"]
        let lines = options.settings.split(separator: "\n")
        #expect(lines.contains(#"password = "a \"b\" \\ \u0001""#))
        #expect(lines.contains(#"only = ["0,0,100%x50%"]"#))
    }

    @discardableResult
    private func expect(
        _ pdf: String, options: GoldenOptions = GoldenOptions(), recording: GoldenRecording
    ) async -> Bool {
        await expectPDF(
            at: pdf, matchesGolden: "case", in: scratch.goldens, options: options, recording: recording, program: .built
        )
    }
}
