/// The table of the lengths of common subsequences, by bits.
///
/// A row stands for an element of the right side, and a bit of it, for an element of the left, is 0 where the longest
/// common subsequence with what precedes it grows by that element.
struct BitRows {
    /// Words of a row.
    private let words: Int
    private var rows: [UInt64] = []

    init(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) {
        words = (a.count + 63) / 64
        rows.reserveCapacity(words * b.count)
        var row = Array(repeating: UInt64.max, count: words)
        var matches = Matches(a)
        for symbol in b {
            matches.advance(&row, symbol)
            rows += row
        }
    }

    /// Returns the length for each number of the left side's first elements, from none.
    static func lengths(_ a: [Int], _ b: [Int]) -> [Int] {
        var row = Array(repeating: UInt64.max, count: (a.count + 63) / 64)
        var matches = Matches(a[...])
        for symbol in b { matches.advance(&row, symbol) }
        var lengths = [0]
        lengths.reserveCapacity(a.count + 1)
        var length = 0
        for column in a.indices {
            length += row[column / 64] >> UInt64(column % 64) & 1 == 0 ? 1 : 0
            lengths.append(length)
        }
        return lengths
    }

    /// Walks back from the table's end.
    func pairs(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) -> [CommonSubsequence.Pair] {
        var pairs: [CommonSubsequence.Pair] = []
        var (column, row) = (a.count, b.count)
        while column > 0 && row > 0 {
            if !grows(row - 1, column - 1) {
                column -= 1
                continue
            }
            row -= 1
            // Had it grown already, this row's element would not be needed for it.
            if row > 0 && grows(row - 1, column - 1) { continue }
            column -= 1
            pairs.append(CommonSubsequence.Pair(left: a.startIndex + column, right: b.startIndex + row))
        }
        return pairs.reversed()
    }

    private func grows(_ row: Int, _ column: Int) -> Bool {
        rows[row * words + column / 64] >> UInt64(column % 64) & 1 == 0
    }
}

/// Where the left side has each symbol.
private struct Matches {
    private var places: [Int: [Int]] = [:]
    /// The bits of one symbol; otherwise zeros.
    private var bits: [UInt64]

    init(_ a: ArraySlice<Int>) {
        bits = Array(repeating: 0, count: (a.count + 63) / 64)
        for (place, symbol) in a.enumerated() { places[symbol, default: []].append(place) }
    }

    /// Makes a row into the one after it.
    mutating func advance(_ row: inout [UInt64], _ symbol: Int) {
        guard let columns = places[symbol] else { return }
        for column in columns { bits[column / 64] |= 1 << UInt64(column % 64) }
        var carry: UInt64 = 0
        for word in row.indices {
            let old = row[word]
            let matched = old & bits[word]
            let (sum, overflow) = old.addingReportingOverflow(matched)
            let (total, further) = sum.addingReportingOverflow(carry)
            carry = overflow || further ? 1 : 0
            row[word] = total | old & ~bits[word]
        }
        for column in columns { bits[column / 64] = 0 }
    }
}
