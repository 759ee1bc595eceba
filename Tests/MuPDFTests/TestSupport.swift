import Foundation
import MuPDF
import Testing

/// The path of a sample.
func sample(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../samples/\(name)").standardized.path
}

/// A directory that goes with the test that made it.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "mupdf-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }
}

/// What a program that has ended left behind.
struct ProgramResult {
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]

    /// Both outputs, for messages.
    var text: String { String(decoding: output + errors, as: UTF8.self) }
}

/// Runs a program of the system to its end.
///
/// Its streams are files, so that no pipe can fill up.
func run(_ program: String, _ arguments: String...) throws -> ProgramResult {
    try run(program, arguments: arguments)
}

/// The same, of a list.
func run(_ program: String, arguments: [String]) throws -> ProgramResult {
    let scratch = try Scratch()
    try scratch.write("output", [])
    try scratch.write("errors", [])
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: scratch.file("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch.file("errors"))
    try process.run()
    process.waitUntilExit()
    return ProgramResult(
        status: process.terminationStatus, output: try scratch.bytes("output"), errors: try scratch.bytes("errors"))
}

/// Runs a body that must refuse, and returns its refusal.
func refusal(of body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) throws -> PDFError {
    let error = #expect(throws: PDFError.self, sourceLocation: sourceLocation) { try body() }
    return try #require(error, sourceLocation: sourceLocation)
}

extension PDFRectangle {
    init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        self.init(x0: x0, y0: y0, x1: x1, y1: y1)
    }
}

extension Page.PixelRectangle {
    init(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
        self.init(x0: x0, y0: y0, x1: x1, y1: y1)
    }
}

extension Document {
    /// Opens one of the pages in the box that viewers show.
    func page(_ number: Int, box: PDFRectangle? = nil) throws -> Page {
        let geometry = try geometry(ofPage: number)
        let shown = try #require(box ?? geometry.cropBox ?? geometry.mediaBox)
        return try Page(number, of: self, box: shown, userUnit: geometry.userUnit)
    }

    /// Draws a page at its own size, or so many times as large.
    func draw(
        _ number: Int, components: Int = 3, scale: Double = 1, box: PDFRectangle? = nil,
        clip: Page.PixelRectangle? = nil
    ) throws -> Drawing {
        let geometry = try geometry(ofPage: number)
        let shown = try #require(box ?? geometry.cropBox ?? geometry.mediaBox)
        let sides = [shown.x1 - shown.x0, shown.y1 - shown.y0].map {
            Int(($0 * geometry.userUnit * scale - 0.001).rounded(.up))
        }
        let isTurned = geometry.rotation % 180 != 0
        return try Drawing(
            page(number, box: box), width: sides[isTurned ? 1 : 0], height: sides[isTurned ? 0 : 1],
            components: components, scale: scale, clip: clip)
    }
}
