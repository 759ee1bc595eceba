public import Rasterizer
public import SystemPackage

/// A comparison as a report shows it, one of several perhaps.
public struct NamedComparison: Sendable {
    /// What it is called: a file's name, or a case's.
    public var name: String
    public var report: CompareReport
    /// An open directory with the files that ``ComparedPage/pictures`` name; nil if there are none to show.
    ///
    /// It stays the caller's, and must be open for as long as a report is written.
    public var pictures: FileDescriptor?

    /// What is wrong with it as a whole, in whole sentences: it may be why no page was compared.
    public var problem: String?

    public init(name: String, report: CompareReport, pictures: FileDescriptor? = nil, problem: String? = nil) {
        (self.name, self.report, self.pictures, self.problem) = (name, report, pictures, problem)
    }
}
