import Comparison
import Foundation
import PageLayout
import SystemPackage
import Testing

@testable import Rasterizer
@testable import Reports

/// A directory that goes with the test that made it.
final class Scratch {
    let path: String
    let descriptor: FileDescriptor

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "reports-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
    }

    deinit {
        try? descriptor.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
        try Data(bytes).write(to: URL(filePath: file(name)))
    }

    /// Runs a program of the system here to its end, and returns what it wrote.
    func run(_ program: String, _ arguments: String..., input: Data) throws -> String {
        try write("input", input)
        try write("output", [])
        try write("errors", [])
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(filePath: path)
        process.standardInput = FileHandle(forReadingAtPath: file("input"))
        process.standardOutput = FileHandle(forWritingAtPath: file("output"))
        process.standardError = FileHandle(forWritingAtPath: file("errors"))
        try process.run()
        process.waitUntilExit()
        let errors = String(decoding: try bytes("errors"), as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(program): \(errors)")
        return String(decoding: try bytes("output"), as: UTF8.self)
    }

    /// What an XPath expression comes to in a document, which must be well-formed.
    func xpath(_ expression: String, in document: Data) throws -> String {
        try run("xmllint", "--nonet", "--huge", "--xpath", expression, "-", input: document)
            .trimmingCharacters(in: .newlines)
    }
}

/// The smallest PNG there is: one gray pixel.
let tinyPNG = Data(
    base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")

extension CompareReport {
    /// Two documents with these pages.
    init(
        _ pages: [ComparedPage], left: String = "left.pdf", right: String = "right.pdf",
        kinds: (Side.Kind, Side.Kind) = (.pdf, .pdf), rule: ComparisonRule = ComparisonRule(), masks: [String] = []
    ) {
        self.init(
            left: Side(path: left, kind: kinds.0, pages: pages.count { $0.left != nil }, warnings: []),
            right: Side(path: right, kind: kinds.1, pages: pages.count { $0.right != nil }, warnings: []), dpi: 150,
            rule: rule, masks: masks, pages: pages, versions: ["pdfsplit 1.0", "MuPDF 1.21.1"], seconds: 1234.5678)
    }
}

extension ComparedPage {
    /// A page that is the same.
    static func same(_ number: Int) -> ComparedPage {
        var page = ComparedPage(left: number, right: number, status: .same)
        page.proof = .objects
        return page
    }

    /// An A4 page at 150 dpi of which 1,204 pixels differ.
    static func different(_ number: Int, pictures: Pictures? = nil) -> ComparedPage {
        var page = ComparedPage(left: number, right: number, status: .different)
        page.leftSheet = Sheet(width: 1240, height: 1754, dpi: 150, warnings: [])
        page.rightSheet = page.leftSheet
        var difference = PixelDifference()
        (difference.compared, difference.differing, difference.largestDistance) = (2_174_960, 1204, 0.834)
        (difference.antialiased, difference.tolerated, difference.masked) = (77, 88, 99)
        difference.worstWindow = PixelDifference.Window(x: 71, y: 198, width: 32, height: 32, differing: 420)
        difference.regions = [
            PixelDifference.Region(PixelRect(x0: 71, y0: 198, x1: 103, y1: 240), differing: 1100),
            PixelDifference.Region(PixelRect(x0: 600, y0: 900, x1: 700, y1: 960), differing: 104),
        ]
        page.difference = difference
        page.milliseconds = 62.4
        page.pictures = pictures
        return page
    }

    /// A page whose sides have these sizes in pixels, the left one at 300 dpi.
    static func sizes(_ left: (Int, Int), _ right: (Int, Int)) -> ComparedPage {
        var page = ComparedPage(left: 1, right: 1, status: .size)
        page.leftSheet = Sheet(width: left.0, height: left.1, dpi: 300, warnings: [])
        page.rightSheet = Sheet(width: right.0, height: right.1, dpi: 72, warnings: [])
        return page
    }
}
