/// The longest common subsequence of two sequences.
///
/// It is computed 64 elements at a time (Crochemore et al. 2001, in the form of Hyyrö 2004): time is the product of the
/// lengths by 64 whatever they have in common, 10,000 by 10,000 elements are 1.6 million steps. Elements that only one
/// side has, and those that both begin or end with, are taken out before.
enum CommonSubsequence {
    /// An element of either side that is the same.
    struct Pair: Equatable {
        var left, right: Int
    }

    /// Finds which elements are the same; ascending on both sides.
    ///
    /// - Parameters:
    ///   - left: One sequence.
    ///   - right: The other.
    ///   - limit: The largest product of the lengths of what is left to compare; nothing of it is the same if it is more.
    ///     The time goes with it: 2^36 are some seconds.
    ///   - table: The bits of the largest table of all steps; longer sequences are halved (Hirschberg 1975).
    static func pairs<Element: Hashable>(
        _ left: [Element], _ right: [Element], limit: Int = 1 << 36, table: Int = 1 << 28
    ) -> [Pair] {
        var prefix = 0
        while prefix < min(left.count, right.count) && left[prefix] == right[prefix] { prefix += 1 }
        var suffix = 0
        while suffix < min(left.count, right.count) - prefix
            && left[left.count - 1 - suffix] == right[right.count - 1 - suffix]
        { suffix += 1 }
        let (a, b) = shared(left[prefix..<left.count - suffix], right[prefix..<right.count - suffix])
        var pairs = (0..<prefix).map { Pair(left: $0, right: $0) }
        if a.symbols.isEmpty || a.symbols.count <= limit / max(b.symbols.count, 1) {
            let middle = split(a.symbols[...], b.symbols[...], table)
            pairs += middle.map { Pair(left: a.places[$0.left], right: b.places[$0.right]) }
        }
        for distance in (0..<suffix).reversed() {
            pairs.append(Pair(left: left.count - 1 - distance, right: right.count - 1 - distance))
        }
        return pairs
    }

    /// Elements as numbers, with their places in the whole.
    private struct Numbered {
        var symbols: [Int] = []
        var places: [Int] = []
    }

    /// Keeps those elements of both sides that the other has too.
    private static func shared<Element: Hashable>(
        _ left: ArraySlice<Element>, _ right: ArraySlice<Element>
    ) -> (Numbered, Numbered) {
        var symbols: [Element: Int] = [:]
        for element in right where symbols[element] == nil { symbols[element] = symbols.count }
        var (a, b) = (Numbered(), Numbered())
        var isOnLeft = Array(repeating: false, count: symbols.count)
        for place in left.indices {
            guard let symbol = symbols[left[place]] else { continue }
            a.symbols.append(symbol)
            a.places.append(place)
            isOnLeft[symbol] = true
        }
        for place in right.indices {
            guard let symbol = symbols[right[place]], isOnLeft[symbol] else { continue }
            b.symbols.append(symbol)
            b.places.append(place)
        }
        return (a, b)
    }

    private static func split(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>, _ table: Int) -> [Pair] {
        guard !a.isEmpty && !b.isEmpty else { return [] }
        guard b.count > 1 && a.count * b.count > table else { return BitRows(a, b).pairs(a, b) }
        let middle = b.startIndex + b.count / 2
        let forward = BitRows.lengths(Array(a), Array(b[..<middle]))
        let backward = BitRows.lengths(a.reversed(), b[middle...].reversed())
        let cut = (0...a.count).max { forward[$0] + backward[a.count - $0] < forward[$1] + backward[a.count - $1] }
        let place = a.startIndex + (cut ?? 0)
        return split(a[..<place], b[..<middle], table) + split(a[place...], b[middle...], table)
    }
}
