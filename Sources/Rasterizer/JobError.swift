/// Why a whole job ends without doing what it was asked to.
public struct JobError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// What was asked for cannot be meant.
        case usage
        case inputUnreadable
        case password
        /// The output or the temporary directory cannot be written.
        case outputUnwritable
        /// The pool gave up.
        case poolFailed
        /// A limit was hit before any page was rendered.
        case limit
        case internalError
    }

    public let kind: Kind
    /// Whole sentences that name the file and say what to do next.
    public let description: String

    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
