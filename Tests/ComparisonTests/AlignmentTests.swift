import Testing

@testable import Comparison

@Suite("Aligning pages by their keys")
struct AlignmentTests {
    private func keys(_ letters: String) -> [[UInt8]?] {
        letters.map { $0 == "?" ? nil : Array(String($0).utf8) }
    }

    /// Parts as text: equal pages as they are, gaps as -left+right in brackets.
    private func parts(_ left: String, _ right: String) -> String {
        let (l, r) = (Array(left), Array(right))
        return PageAlignment.align(left: keys(left), right: keys(right)).map {
            switch $0 {
            case .equal(let left, let right):
                l[left].elementsEqual(r[right]) ? String(l[left]) : "not equal"
            case .gap(let left, let right): "(-\(String(l[left]))+\(String(r[right])))"
            }
        }.joined()
    }

    @Test(
        "Equal pages are found, and what lies between them",
        arguments: [
            ("abc", "abc", "abc"), ("", "", ""), ("", "ab", "(-+ab)"), ("ab", "", "(-ab+)"),
            ("abc", "xyz", "(-abc+xyz)"), ("abcdef", "abXcdef", "ab(-+X)cdef"), ("abcdef", "acdef", "a(-b+)cdef"),
            ("abcdef", "aXcdeY", "a(-b+X)cde(-f+Y)"), ("abcdefg", "acdefbg", "a(-b+)cdef(-+b)g"),
            ("a?c", "a?c", "a(-?+?)c"), ("??", "?", "(-??+?)"), ("a____b", "a__b", "a__(-__+)b"),
        ])
    func aligned(left: String, right: String, expected: String) {
        #expect(parts(left, right) == expected)
    }

    /// The length of the longest common subsequence, by its definition.
    private func length(_ a: [Int], _ b: [Int]) -> Int {
        var row = Array(repeating: 0, count: b.count + 1)
        for x in a {
            var diagonal = 0
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = x == y ? diagonal + 1 : max(above, row[j])
                diagonal = above
            }
        }
        return row[b.count]
    }

    @Test("As many elements are paired as can be", arguments: [1, 2, 5, 40, 1000])
    func longest(symbols: Int) {
        var random = Random(seed: UInt64(symbols))
        for _ in 0..<20 {
            let a = (0..<random.below(200)).map { _ in random.below(symbols) }
            let b = (0..<random.below(200)).map { _ in random.below(symbols) }
            let pairs = CommonSubsequence.pairs(a, b)
            #expect(pairs.count == length(a, b))
            #expect(pairs.allSatisfy { a[$0.left] == b[$0.right] })
            #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.left < $1.left && $0.right < $1.right })
        }
    }

    @Test("Sequences too long for one table are halved, and lose nothing")
    func halved() {
        var random = Random(seed: 60)
        let a = (0..<900).map { _ in random.below(30) }
        let b = (0..<700).map { _ in random.below(30) }
        for limit in [1 << 28, 100_000, 1000, 1] {
            let pairs = CommonSubsequence.pairs(a, b, table: limit)
            #expect(pairs.count == length(a, b))
            #expect(pairs.allSatisfy { a[$0.left] == b[$0.right] })
            #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.left < $1.left && $0.right < $1.right })
        }
    }
}

@Suite("Words")
struct WordTests {
    private func changes(_ left: String, _ right: String) -> [WordChange] {
        WordChange.changes(
            from: left.split(separator: " ").map(String.init), to: right.split(separator: " ").map(String.init))
    }

    @Test("Runs of words are removed and inserted in the order of the text")
    func runs() {
        #expect(changes("the quick brown fox", "the quick brown fox").isEmpty)
        #expect(
            changes("the quick brown fox jumps over the dog", "the slow fox jumps over a lazy dog today") == [
                WordChange(.removed, "quick brown"), WordChange(.inserted, "slow"), WordChange(.removed, "the"),
                WordChange(.inserted, "a lazy"), WordChange(.inserted, "today"),
            ])
        #expect(changes("", "one two") == [WordChange(.inserted, "one two")])
        #expect(changes("one two", "") == [WordChange(.removed, "one two")])
    }

    @Test("Words of long pages that have too much to compare are all removed and all inserted, but for the ends")
    func bounded() {
        let left = (0..<300).map { "\($0 % 7)" }
        let right = (0..<300).map { "\($0 % 5)" }
        #expect(CommonSubsequence.pairs(left, right, limit: 1000).count < 10)
        #expect(CommonSubsequence.pairs(left, right).count > 100)
    }
}
