public import PageLayout

/// A PDF whose pages are held against reference renderings, its goldens.
public struct GoldenCase: Sendable, Equatable {
    /// How goldens are kept.
    public enum Storage: String, Codable, Sendable, CaseIterable {
        /// A PNG file for each page, and its checksum.
        case png
        /// Checksums alone, which tell that a page changed but not where, and know no tolerance.
        case checksums
    }

    /// The PDF's path below the folder of cases, which is its name.
    public var name: String
    public var path: String
    public var password: String?
    /// Where its goldens lie, or will.
    public var directory: String
    public var pages = PageSelection.all
    public var settings = CompareSettings()
    public var storage = Storage.png

    public init(name: String, path: String, directory: String) {
        (self.name, self.path, self.directory) = (name, path, directory)
    }
}

/// Which goldens are written.
public enum GoldenUpdate: String, Codable, Sendable, CaseIterable {
    /// Those of all pages.
    case all
    /// Those that are missing, and those that the pages do not pass by.
    case changed
    /// Those that are missing.
    case missing
    case none

    /// Whether the golden of a page is written.
    ///
    /// - Parameter passes: nil if there is no golden yet.
    func writes(passes: Bool?) -> Bool {
        switch self {
        case .all: true
        case .changed: passes != true
        case .missing: passes == nil
        case .none: false
        }
    }
}
