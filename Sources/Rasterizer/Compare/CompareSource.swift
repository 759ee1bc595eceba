/// What one side of a comparison is read from.
public struct CompareSource: Codable, Sendable, Equatable {
    public enum Contents: Codable, Sendable, Equatable {
        case pdf(path: String, password: String?)
        /// Image files, each a page; a single one may have several.
        case images(paths: [String])
    }

    /// What messages call it.
    public var name: String
    public var contents: Contents

    public init(name: String, contents: Contents) {
        (self.name, self.contents) = (name, contents)
    }

    public var isPDF: Bool {
        if case .pdf = contents { true } else { false }
    }
}
