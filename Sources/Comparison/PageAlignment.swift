/// Finds which page of one document answers to which of another.
///
/// In two steps: pages with equal keys are found first (``align(left:right:)``). What lies between them is aligned by how
/// much alike pages look (``alignGap(left:right:)``), which needs them drawn, so that only few have to be.
public enum PageAlignment {
    /// Pages from the first on.
    public enum Part: Sendable, Equatable {
        /// As many pages on both sides, each with the key of its partner.
        case equal(left: Range<Int>, right: Range<Int>)
        /// Pages whose keys are not equal; either range may be empty.
        case gap(left: Range<Int>, right: Range<Int>)
    }

    /// A page and the one that answers to it; nil on the side that has none.
    public struct Pair: Sendable, Equatable {
        public var left, right: Int?

        public init(_ left: Int?, _ right: Int?) { (self.left, self.right) = (left, right) }
    }

    /// Aligns documents by the keys of their pages, so that as many as can be are equal.
    ///
    /// 10,000 pages that are all moved take some tens of milliseconds.
    ///
    /// - Parameters:
    ///   - left: For each page bytes that are equal where pages are, or nil if a page equals no other.
    ///   - right: The same of the other side.
    /// - Returns: Parts that cover both sides from the first page to the last, not empty on both, no two gaps in a row.
    public static func align(left: [[UInt8]?], right: [[UInt8]?]) -> [Part] {
        let pairs = CommonSubsequence.pairs(
            left.enumerated().map { Key(digest: $1, own: $0) }, right.enumerated().map { Key(digest: $1, own: ~$0) })
        var parts: [Part] = []
        var (l, r) = (0, 0)
        var index = 0
        while index < pairs.count {
            var end = index + 1
            while end < pairs.count && pairs[end].left == pairs[end - 1].left + 1
                && pairs[end].right == pairs[end - 1].right + 1
            { end += 1 }
            let (first, count) = (pairs[index], end - index)
            if first.left > l || first.right > r { parts.append(.gap(left: l..<first.left, right: r..<first.right)) }
            (l, r) = (first.left + count, first.right + count)
            parts.append(.equal(left: first.left..<l, right: first.right..<r))
            index = end
        }
        if left.count > l || right.count > r { parts.append(.gap(left: l..<left.count, right: r..<right.count)) }
        return parts
    }

    /// A key that pages without a digest share with no other.
    private struct Key: Hashable {
        var digest: [UInt8]?
        var own: Int

        init(digest: [UInt8]?, own: Int) {
            (self.digest, self.own) = (digest, digest == nil ? own : 0)
        }
    }
}
