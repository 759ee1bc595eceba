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

    /// What is said by `PDFGOLDEN_RECORD` in the environment; where it is not set, none if `CI` is (other than to 0 or
    /// false), and otherwise missing.
    ///
    /// A word that is none of these ends the process: goldens would be written, or not, against somebody's will.
    public static var usual: GoldenRecording {
        let environment = ProcessInfo.processInfo.environment
        guard let word = environment["PDFGOLDEN_RECORD"], !word.isEmpty else {
            return ["", "0", "false"].contains(environment["CI", default: ""].lowercased()) ? .missing : .none
        }
        guard let recording = GoldenRecording(rawValue: word) else {
            let words = allCases.map(\.rawValue).joined(separator: ", ")
            fatalError("PDFGOLDEN_RECORD is \"\(word)\", which is none of \(words).")
        }
        return recording
    }
}
