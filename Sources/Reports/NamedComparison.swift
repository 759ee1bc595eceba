public import Rasterizer
public import SystemPackage

/// A comparison as a report shows it, one of several perhaps.
public struct NamedComparison: Sendable {
    /// What is wrong with a comparison as a whole.
    public struct Problem: Sendable, Equatable {
        /// Why it does not pass: something could not be done, or was done and is not as expected.
        public enum Kind: String, Sendable {
            case error, failure
        }

        public var kind: Kind
        /// A word for programs.
        public var code: String
        /// A few words for a list, such as "missing".
        public var label: String
        /// Whole sentences.
        public var text: String

        public init(_ kind: Kind, code: String, label: String, text: String) {
            (self.kind, self.code, self.label, self.text) = (kind, code, label, text)
        }
    }

    /// What it is called: a file's name, or a case's.
    public var name: String
    public var report: CompareReport
    /// An open directory with the files that ``ComparedPage/pictures`` name; nil if there are none to show.
    ///
    /// It stays the caller's, and must be open for as long as a report is written.
    public var pictures: FileDescriptor?
    /// What is wrong besides pages that do not pass; it may be why no page was compared.
    public var problem: Problem?
    /// A word for what was done about pages that differ, such as "Updated", so that they pass; nil if nothing was.
    public var resolution: String?

    public init(
        name: String, report: CompareReport, pictures: FileDescriptor? = nil, problem: Problem? = nil,
        resolution: String? = nil
    ) {
        (self.name, self.report, self.pictures) = (name, report, pictures)
        (self.problem, self.resolution) = (problem, resolution)
    }

    /// Whether nothing is wrong with it, or no longer.
    public var passes: Bool { problem == nil && report.pages.allSatisfy(passes) }

    func passes(_ page: ComparedPage) -> Bool {
        resolution != nil || page.status.passes || page.accepted == true
    }
}
