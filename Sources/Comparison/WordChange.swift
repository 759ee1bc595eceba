/// A run of words that only one of two pages has.
public struct WordChange: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
        /// Only the left page has it.
        case removed
        /// Only the right page has it.
        case inserted
    }

    public var kind: Kind
    /// The words, with spaces between them.
    public var text: String

    public init(_ kind: Kind, _ text: String) {
        (self.kind, self.text) = (kind, text)
    }
}
