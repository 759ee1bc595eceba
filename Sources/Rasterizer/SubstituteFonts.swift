/// The fonts of a directory that stood in for those that documents name and do not embed.
public struct SubstituteFonts: Codable, Sendable, Equatable {
    public var directory: String
    /// The number of fonts in it; a collection has several.
    public var count: Int
    /// Paths, from the directory on, of files that are no fonts in spite of their names, or cannot be read.
    public var unusableFiles: [String]
}
