extension PageAlignment {
    /// What a page without a partner costs, in millionths of a page that has nothing in common with its partner.
    ///
    /// Of dense text, pages with other words were 0.2 to 0.3 apart, and those with another paragraph 0.04. So one page that
    /// was put in and one that was taken out are seen as such if two or more pages between them find their partners by it.
    private static let loneCost = 200_000
    /// What a pair costs at most: a little less than two lone pages, so that where both sides have as many pages, and
    /// nothing looks alike, each has a partner.
    private static let pairLimit = 380_000
    /// Distances that are computed: more would take seconds.
    private static let distances = 1 << 20

    /// Aligns pages that lie between equal ones, by how much alike they look.
    ///
    /// Pages keep their order: one that was moved is removed at one place and inserted at the other. Where more than about
    /// 1,000 pages are on both sides, partners are looked for only as far from where an even pace would lead as time
    /// allows, at least 32 pages.
    ///
    /// - Parameters:
    ///   - left: The signatures of the pages of one side.
    ///   - right: Those of the other.
    /// - Returns: Every page of either side once, in order; where pages were replaced by others, first those removed.
    public static func alignGap(left: [PageSignature], right: [PageSignature]) -> [Pair] {
        alignGap(left: left, right: right, distances: distances, leastReach: 32)
    }

    static func alignGap(
        left: [PageSignature], right: [PageSignature], distances: Int, leastReach: Int
    ) -> [Pair] {
        guard !left.isEmpty && !right.isEmpty else {
            return left.indices.map { Pair($0, nil) } + right.indices.map { Pair(nil, $0) }
        }
        let reach = max(distances / left.count / 2, leastReach, 2 * right.count / left.count + 2)
        var steps = Steps(left: left.count, right: right.count, reach: reach)
        // The costs of the best alignments of the first pages of the left with so many of the right.
        var costs = Array(repeating: Int.max / 2, count: right.count + 1)
        for l in 0...left.count {
            let columns = steps.columns(l)
            var diagonal = Int.max / 2
            // What lies left of the band is out of reach.
            if columns.lowerBound > 0 { swap(&diagonal, &costs[columns.lowerBound - 1]) }
            for r in columns {
                let above = costs[r]
                var best = l + r == 0 ? 0 : Int.max / 2
                if l > 0 && r > 0 {
                    let apart = Int(left[l - 1].distance(to: right[r - 1]) * 1_000_000)
                    best = diagonal + min(apart, pairLimit)
                    steps[l, r] = .pair
                }
                // Of equal ones the lone page: it comes late then, and pages have the partners they would have without it.
                if l > 0 && above + loneCost <= best { (best, steps[l, r]) = (above + loneCost, .left) }
                if r > 0 && costs[r - 1] + loneCost <= best { (best, steps[l, r]) = (costs[r - 1] + loneCost, .right) }
                (costs[r], diagonal) = (best, above)
            }
        }
        return steps.walk()
    }

    private enum Step: UInt8 {
        case pair, left, right
    }

    /// How each best alignment ends, for those in a band around the diagonal.
    private struct Steps {
        private let left, right, reach: Int
        private var bytes: [UInt8]

        init(left: Int, right: Int, reach: Int) {
            (self.left, self.right, self.reach) = (left, right, min(reach, right))
            bytes = Array(repeating: 0, count: (left + 1) * (2 * self.reach + 1))
        }

        func columns(_ l: Int) -> ClosedRange<Int> {
            let middle = l * right / left
            return max(middle - reach, 0)...min(middle + reach, right)
        }

        subscript(l: Int, r: Int) -> Step {
            get { Step(rawValue: bytes[place(l, r)]) ?? .pair }
            set { bytes[place(l, r)] = newValue.rawValue }
        }

        private func place(_ l: Int, _ r: Int) -> Int {
            l * (2 * reach + 1) + r - columns(l).lowerBound
        }

        func walk() -> [Pair] {
            var pairs: [Pair] = []
            var (l, r) = (left, right)
            while l > 0 || r > 0 {
                let step = self[l, r]
                if step != .right { l -= 1 }
                if step != .left { r -= 1 }
                pairs.append(Pair(step == .right ? nil : l, step == .left ? nil : r))
            }
            return pairs.reversed()
        }
    }
}
