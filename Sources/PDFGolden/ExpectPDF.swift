import Foundation

/// Expects that the pages of a PDF look as they did when its golden was made.
///
/// For Swift Testing and XCTest. If a page differs, the test fails, and the golden, the page and their difference are
/// attached to it, which `swift test --attachments-path` keeps; with XCTest they are left in a directory that the failure
/// names. A golden that is missing is written, and the test fails once; see ``GoldenRecording/usual`` for when it is not.
///
/// Nothing but the program `pdfsplit` is needed, neither a network nor a display nor fonts.
///
/// - Parameters:
///   - path: The PDF.
///   - name: The golden's name, unique in its directory; it may have slashes.
///   - directory: Where goldens lie; nil for a directory `__Goldens__` beside the test's source, and in it one named after
///     the source.
///   - recording: Which goldens are written; nil for ``GoldenRecording/usual``.
///   - program: nil for ``GoldenProgram/usual``.
/// - Returns: Whether the expectation holds.
@discardableResult
public func expectPDF(
    at path: String, matchesGolden name: String, in directory: String? = nil, options: GoldenOptions = GoldenOptions(),
    recording: GoldenRecording? = nil, program: GoldenProgram? = nil, fileID: StaticString = #fileID,
    filePath: StaticString = #filePath, line: UInt = #line, column: UInt = #column
) async -> Bool {
    let place = TestFailure.Place(fileID: fileID, filePath: filePath, line: line, column: column)
    guard let program = program ?? GoldenProgram.usual else {
        TestFailure.record(
            "There is no pdfsplit. Install it, or name its file by PDFSPLIT in the environment.", at: place)
        return false
    }
    guard FileManager.default.isReadableFile(atPath: path) else {
        TestFailure.record("\(path) cannot be read.", at: place)
        return false
    }
    let source = URL(filePath: "\(filePath)")
    let usual = source.deletingLastPathComponent().appending(path: "__Goldens__")
        .appending(path: source.deletingPathExtension().lastPathComponent).path(percentEncoded: false)
    let recording = recording ?? .usual
    let check = GoldenCheck(
        pdf: path, name: name, goldens: directory ?? usual, options: options, recording: recording, program: program)
    do {
        switch try await check.run() {
        case .passed: return true
        case .recorded(let count, let isFirst):
            // Asked for by word, it is done; what happens by itself must not pass unseen.
            guard recording == .missing else { return true }
            TestFailure.record(
                "\(isFirst ? "There was no golden \(name)." : "The golden \(name) did not have all pages.") "
                    + "\(count == 1 ? "A page was" : "\(count) pages were") recorded in "
                    + "\(check.goldens)/\(name). See that it is as it should be, and run the test again.", at: place)
        case .failed(let message, let pictures): TestFailure.record(message, pictures, at: place)
        }
    } catch {
        TestFailure.record("\(program.path) cannot be run: \(error)", at: place)
    }
    return false
}
