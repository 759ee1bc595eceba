import Foundation
import TestDocuments

@testable import PDFGolden

extension GoldenProgram {
    /// The program as it was built with these tests, whose bundle lies beside it.
    static let built: GoldenProgram = {
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let paths = ([running] + CommandLine.arguments).filter { $0.contains(".xctest") }.map {
            URL(filePath: $0).deletingLastPathComponent().appending(path: "pdfsplit").path(percentEncoded: false)
        }
        return GoldenProgram(path: paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "pdfsplit")
    }()
}

/// A directory for one test, removed with everything in it when the test is over.
final class GoldenScratch: Sendable {
    let path: String

    init() {
        let directory = FileManager.default.temporaryDirectory.appending(path: "pdfgolden-test-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var goldens: String { "\(path)/goldens" }

    /// Writes a PDF of one page of 100 by 100 points.
    ///
    /// - Parameter entries: More of what the page's dictionary has.
    func write(_ operators: String, entries: String = "") throws -> String {
        let file = "\(path)/\(UUID().uuidString).pdf"
        let pdf = TestPDF.onePage(operators, box: "0 0 100 100", entries: entries)
        try Data(pdf.file()).write(to: URL(filePath: file))
        return file
    }

    func has(_ golden: String) -> Bool { FileManager.default.fileExists(atPath: "\(goldens)/\(golden)") }

    func check(_ pdf: String) -> GoldenCheck {
        GoldenCheck(
            pdf: pdf, name: "case", goldens: goldens, options: GoldenOptions(), recording: .none, program: .built)
    }
}
