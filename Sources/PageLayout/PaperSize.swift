/// A sheet of paper: a standard size by its name, or a size of the user's own.
public struct PaperSize: Sendable, Equatable, Codable {
    /// The standard's name in its usual spelling, or a custom size as it was written, in small letters.
    public var name: String

    /// The size in points (1/72 inch), in the form the name implies: Ledger lies, all other names stand.
    public var size: Size

    /// The longest edge in points: 200 inches, the limit for pages in PDF 32000-1, Annex C.2.
    public static let longestEdge = 14_400.0

    /// Creates a paper size from any values; its check comes with that of the options.
    public init(name: String, size: Size) {
        self.name = name
        self.size = size
    }

    /// Reads a name such as A4, JIS-B5 or Letter, or a custom size such as 210x297mm or 8.5x11in.
    ///
    /// Names may be in any case, and those with a hyphen may go without it. A plain B5 is the ISO size.
    ///
    /// - Parameter text: The paper size as the user wrote it.
    /// - Throws: `LayoutError` of kind `invalidPaper`; for an unknown name it lists close ones, or the families.
    public init(parsing text: String) throws(LayoutError) {
        let lowercased = text.lowercased()
        if let first = lowercased.utf8.first, isASCIIDigit(first) || ".-+x".utf8.contains(first) {
            self = try PaperSize.custom(lowercased)
            return
        }
        guard let paper = PaperSize.named[lowercased] else { throw PaperSize.unknownName(text) }
        self = paper
    }

    /// Checks that both edges are above zero and at most `longestEdge`.
    ///
    /// - Throws: `LayoutError` of kind `invalidPaper`.
    public func validate() throws(LayoutError) {
        guard size.isPositive else {
            throw PaperSize.refusal(name, "both edges must be longer than zero")
        }
        guard max(size.width, size.height) <= PaperSize.longestEdge else {
            throw PaperSize.refusal(
                name,
                "\(size.pointsText) is more than \(PaperSize.longestEdge.text()) pt (200 in), the longest edge allowed"
            )
        }
    }
}

extension PaperSize {
    private static func custom(_ text: String) throws(LayoutError) -> PaperSize {
        guard let unit = LengthUnit.allCases.first(where: { text.hasSuffix($0.rawValue) }) else {
            throw refusal(text, "its unit is missing")
        }
        let edges = text.dropLast(unit.rawValue.count).split(separator: "x", omittingEmptySubsequences: false)
        guard edges.count == 2 else {
            throw refusal(text, "it is not two numbers with an x between them")
        }
        let paper = PaperSize(
            name: text,
            size: Size(
                width: unit.points(try edge(edges[0], of: text)),
                height: unit.points(try edge(edges[1], of: text))
            )
        )
        try paper.validate()
        return paper
    }

    private static func edge(_ number: Substring, of text: String) throws(LayoutError) -> Double {
        guard let value = number.plainDecimal() else { throw refusal(text, Length.reason(number: number)) }
        return value
    }

    private static func refusal(_ text: String, _ reason: String) -> LayoutError {
        LayoutError(
            kind: .invalidPaper,
            message: "\"\(text)\" is not a usable paper size: \(reason). Write width x height and one unit "
                + "(\(LengthUnit.listText)) without spaces, such as 210x297mm, or a name such as A4 or Letter."
        )
    }

    private static func unknownName(_ text: String) -> LayoutError {
        let close = closeNames(to: text)
        let advice =
            close.isEmpty
            ? "Known are \(familiesText), and sizes such as 210x297mm or 8.5x11in."
            : "Did you mean \(close.joined(separator: ", "))? A size such as 210x297mm is taken too."
        return LayoutError(kind: .invalidPaper, message: "\"\(text)\" is not a known paper size. \(advice)")
    }
}
