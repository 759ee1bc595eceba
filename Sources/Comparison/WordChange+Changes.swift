extension WordChange {
    /// Returns which words have to be taken out of a page and which put in to make the other one of it.
    ///
    /// As many words as can be are left as they are. Pages of more than 90,000 words each with hardly anything in common
    /// are taken to have nothing in common, which bounds the time.
    ///
    /// - Parameters:
    ///   - left: The words of one page in their order.
    ///   - right: Those of the other.
    /// - Returns: Runs of words, in the order of the text; where words are replaced, first what is removed.
    public static func changes(from left: [String], to right: [String]) -> [WordChange] {
        var changes: [WordChange] = []
        var (l, r) = (0, 0)
        func append(_ kind: Kind, _ words: ArraySlice<String>) {
            if !words.isEmpty { changes.append(WordChange(kind, words.joined(separator: " "))) }
        }
        for pair in CommonSubsequence.pairs(left, right, limit: 1 << 33) {
            append(.removed, left[l..<pair.left])
            append(.inserted, right[r..<pair.right])
            (l, r) = (pair.left + 1, pair.right + 1)
        }
        append(.removed, left[l...])
        append(.inserted, right[r...])
        return changes
    }
}
