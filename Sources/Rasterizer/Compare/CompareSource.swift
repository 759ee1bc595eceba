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

    /// The name of a page's file in a directory of several.
    ///
    /// - Parameter page: From zero.
    func fileName(of page: Int?) -> String? {
        guard let page, case .images(let paths) = contents, paths.count > 1, paths.indices.contains(page) else {
            return nil
        }
        return paths[page].split(separator: "/").last.map(String.init)
    }

    /// Whether the images are the files of a directory, be it a single one.
    var isDirectory: Bool {
        if case .images(let paths) = contents { paths != [name] } else { false }
    }

    public var isPDF: Bool {
        if case .pdf = contents { true } else { false }
    }
}
