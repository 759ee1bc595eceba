extension PageSelection {
    /// Reads a selection; whether the pages exist is for `pages(of:)` to say.
    ///
    /// As in qpdf, letters are small, spaces are refused and the suffix stands at the end of the whole selection.
    ///
    /// - Parameter text: Such as 1-5,8,z or r2-r1 or 1-20,x3-4:even.
    /// - Throws: `LayoutError` of kind `invalidSelection`.
    public init(parsing text: String) throws(LayoutError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var parity: Parity?
        if parts.count == 2 {
            parity = Parity(rawValue: String(parts[1]))
            guard parity != nil else {
                throw PageSelection.refusal(text, "after the colon only odd or even may stand, at the very end")
            }
        }
        var groups: [Group] = []
        for term in parts[0].split(separator: ",", omittingEmptySubsequences: false) {
            groups.append(try PageSelection.group(term, in: text))
        }
        guard groups.first?.isExclusion == false else {
            throw PageSelection.refusal(text, "an exclusion needs a term before it to take pages from")
        }
        self.init(text: text, groups: groups, parity: parity)
    }

    private static func group(_ term: Substring, in text: String) throws(LayoutError) -> Group {
        guard !term.isEmpty else { throw refusal(text, "a term is empty") }
        let isExclusion = term.hasPrefix("x")
        let ends = term.dropFirst(isExclusion ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2, let start = ends.first, let end = ends.last else {
            throw refusal(text, "\"\(term)\" has more than one hyphen")
        }
        return Group(
            text: String(term),
            isExclusion: isExclusion,
            first: try position(start, of: term, in: text),
            last: try position(end, of: term, in: text)
        )
    }

    private static func position(
        _ end: Substring,
        of term: Substring,
        in text: String
    ) throws(LayoutError) -> Position {
        if end == "z" { return .fromEnd(1) }
        let isFromEnd = end.hasPrefix("r")
        let digits = end.dropFirst(isFromEnd ? 1 : 0)
        guard !digits.isEmpty, digits.utf8.allSatisfy(isASCIIDigit) else {
            throw refusal(text, "\"\(term)\" is not a page, such as 3, z or r2, nor a range of two, such as 3-z")
        }
        guard let number = Int(digits) else { throw refusal(text, "the number in \"\(term)\" is too large") }
        guard number > 0 else {
            throw refusal(text, "\"\(term)\" names page 0, and pages count from 1")
        }
        return isFromEnd ? .fromEnd(number) : .fromStart(number)
    }

    private static func refusal(_ text: String, _ reason: String) -> LayoutError {
        LayoutError(
            kind: .invalidSelection,
            message: "The page selection \"\(text)\" cannot be read: \(reason). "
                + "Write terms such as 1-5, 8, z, r2 or x3-4 with commas and without spaces, "
                + "with :odd or :even at the end if wanted."
        )
    }
}

extension PageSelection: Codable {
    /// Reads the selection from its text, with the same checks as a user's.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        try self.init(parsing: text)
    }

    /// Writes the selection as its text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
