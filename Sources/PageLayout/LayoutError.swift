/// A refusal: input that cannot be laid out as asked, with what to change.
///
/// Nothing in this module is clamped or guessed, so every value outside its documented range ends here.
public struct LayoutError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sort of refusal, for callers that choose an exit code or a next step by it.
    public enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
        /// A length is not a number with a unit, or is outside its range.
        case invalidLength
        /// A paper size is neither a known name nor a usable pair of lengths.
        case invalidPaper
        /// Margins are malformed, negative or not finite.
        case invalidMargins
        /// A resolution is not above 0 and at most 9600 dots per inch.
        case invalidResolution
        /// A limit, such as the pixel limit, is not positive.
        case invalidLimit
        /// A mask is malformed, or covers nothing.
        case invalidMask
        /// A rule for comparing pages has a value outside of its range.
        case invalidComparison
        /// A page selection does not follow the syntax.
        case invalidSelection
        /// A page selection names a page that the document does not have.
        case pageOutOfRange
        /// A page selection is well formed and selects nothing.
        case emptySelection
        /// A page's boxes or its size cannot be drawn.
        case unusablePage
        /// Margins leave nothing of the sheet to paint on.
        case noPrintableArea
        /// The sheet has more pixels than the limit allows.
        case tooManyPixels
    }

    /// The sort of refusal.
    public let kind: Kind

    /// Whole sentences for people: what is wrong, then what to do.
    public let message: String

    /// Creates a refusal.
    ///
    /// - Parameters:
    ///   - kind: The sort of refusal.
    ///   - message: Whole sentences that say what is wrong and what to do.
    public init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
