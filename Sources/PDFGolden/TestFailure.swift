import Foundation
import Testing
import XCTest

/// Tells whatever runs the test that an expectation failed.
enum TestFailure {
    /// Where the expectation stands.
    struct Place {
        var fileID, filePath: StaticString
        var line, column: UInt
    }

    static func record(_ message: String, _ pictures: [GoldenCheck.Picture] = [], at place: Place) {
        if Test.current != nil {
            let location = SourceLocation(
                fileID: "\(place.fileID)", filePath: "\(place.filePath)", line: Int(place.line),
                column: Int(place.column))
            for picture in pictures {
                Attachment.record(picture.bytes, named: picture.name, sourceLocation: location)
            }
            Issue.record(Comment(rawValue: message), sourceLocation: location)
        } else {
            let kept = keep(pictures).map { "\nThe pictures are in \($0)." } ?? ""
            XCTFail(message + kept, file: place.filePath, line: place.line)
        }
    }

    /// Leaves pictures for people to look at: XCTest on Linux has no attachments.
    private static func keep(_ pictures: [GoldenCheck.Picture]) -> String? {
        guard !pictures.isEmpty else { return nil }
        let directory = FileManager.default.temporaryDirectory.appending(path: "pdfgolden-failure-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            for picture in pictures { try Data(picture.bytes).write(to: directory.appending(path: picture.name)) }
            return directory.path(percentEncoded: false)
        } catch {
            return nil
        }
    }
}
