import Foundation

/// Which goldens an expectation writes.
public enum GoldenRecording: String, Sendable, CaseIterable {
    /// Those of all pages.
    case all
    /// Those that are missing, and those of pages that differ.
    case changed
    /// Those that are missing.
    case missing
    case none

    /// What is said by `PDFGOLDEN_RECORD` in the environment; where it is not set, none if `CI` is, and otherwise missing.
    public static var usual: GoldenRecording {
        let environment = ProcessInfo.processInfo.environment
        if let word = environment["PDFGOLDEN_RECORD"], let recording = GoldenRecording(rawValue: word) {
            return recording
        }
        return ["", "false"].contains(environment["CI"] ?? "") ? .missing : .none
    }
}
