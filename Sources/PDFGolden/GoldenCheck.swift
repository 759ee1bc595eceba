import Foundation

/// One PDF held against its golden.
struct GoldenCheck {
    var pdf: String
    /// The golden's name, and that of its directory.
    var name: String
    /// Where goldens lie.
    var goldens: String
    var options: GoldenOptions
    var recording: GoldenRecording
    var program: GoldenProgram

    /// What came of it.
    enum Outcome {
        case passed
        /// So many goldens were written; `isFirst` if there were none before.
        case recorded(Int, isFirst: Bool)
        case failed(String, pictures: [Picture])
    }

    /// A picture of a page that differs.
    struct Picture {
        /// Such as page-003.difference.png.
        var name: String
        var bytes: [UInt8]
    }

    /// What of the program's report is needed.
    private struct Report: Decodable {
        struct Case: Decodable {
            var status: String
            var message: String?
            var written: Int
            var comparison: Comparison
        }

        struct Comparison: Decodable {
            var pages: [Page]
        }

        struct Page: Decodable {
            struct Difference: Decodable {
                var differing, compared: Int
            }

            var left, right: Int?
            var status: String
            var error: String?
            var difference: Difference?
        }

        struct Fonts: Decodable {
            var directory: String
            var unusableFiles: [String]
        }

        var cases: [Case]
        var fonts: Fonts?
    }

    func run() async throws -> Outcome {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "pdfgolden-\(UUID().uuidString)")
        let cases = folder.appending(path: "cases"), failures = folder.appending(path: "failures")
        let copy = cases.appending(path: "\(name).pdf")
        try files.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        try files.createSymbolicLink(at: copy, withDestinationURL: URL(filePath: pdf).standardizedFileURL)
        try Data(options.settings.utf8).write(to: cases.appending(path: "golden.toml"))
        let report = folder.appending(path: "report.json")
        let command = recording == .none ? ["verify"] : ["update", "--mode", recording.rawValue]
        let fonts = options.fontDirectory.map { ["--font-dir", $0] } ?? []
        let (code, message) = try await program.run(
            ["golden"] + command + [
                cases.path(percentEncoded: false), "--goldens", goldens, "--failures",
                failures.path(percentEncoded: false), "--report", report.path(percentEncoded: false), "--quiet",
            ] + fonts)
        guard let data = try? Data(contentsOf: report),
            case let found = try JSONDecoder().decode(Report.self, from: data), let own = found.cases.first
        else {
            return .failed(message.isEmpty ? "pdfsplit ended with \(code)." : message, pictures: [])
        }
        if code == 0 { return own.written > 0 ? .recorded(own.written, isFirst: own.status == "recorded") : .passed }
        return .failed(describe(own, found.fonts), pictures: pictures(in: failures.appending(path: name)))
    }

    private func describe(_ own: Report.Case, _ fonts: Report.Fonts?) -> String {
        let lines = own.comparison.pages.filter { !["same", "tolerated"].contains($0.status) }.map { page in
            let number = page.right ?? page.left ?? 0
            if let error = page.error { return "page \(number) could not be compared: \(error)" }
            guard let difference = page.difference else { return "page \(number): \(page.status)" }
            return "page \(number): \(difference.differing) of \(difference.compared) pixels differ"
        }
        let unusable = fonts.map { fonts in
            fonts.unusableFiles.map { "\(fonts.directory): \($0) cannot be used as a font" }
        }
        return (["\(pdf): \(own.status)" + (own.message.map { ": \($0)" } ?? "")] + lines + (unusable ?? []))
            .joined(separator: "\n")
    }

    private func pictures(in directory: URL) -> [Picture] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path(percentEncoded: false))) ?? []
        return names.sorted().compactMap { name in
            (try? Data(contentsOf: directory.appending(path: name))).map { Picture(name: name, bytes: [UInt8]($0)) }
        }
    }
}
