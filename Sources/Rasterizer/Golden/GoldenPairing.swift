internal import Comparison
internal import PagePool

/// Finds which golden a page is held against.
struct GoldenPairing {
    struct Pair {
        /// From zero; nil for a golden whose page is gone.
        var page: Int?
        /// nil for a page that has none.
        var golden: GoldenManifest.Page?
    }

    /// The case's place among the job's.
    let index: Int
    /// The pages asked for, from zero.
    let pages: [Int]
    let goldens: [GoldenManifest.Page]

    /// Pairs pages with the goldens of their numbers; where there are more or fewer pages than goldens, those that look
    /// like their goldens are found first, so that a page inserted is one difference.
    func pairs(_ pool: Pool<GoldenWorker>) async throws -> [Pair] {
        guard !goldens.isEmpty, goldens.count != pages.count else {
            let known = Dictionary(goldens.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
            let gone = goldens.filter { golden in !pages.contains(golden.page - 1) }
            return pages.map { Pair(page: $0, golden: known[$0 + 1]) } + gone.map { Pair(page: nil, golden: $0) }
        }
        let drawn = try await checksums(pool)
        var pairs: [Pair] = []
        for part in PageAlignment.align(left: goldens.map { Array($0.checksum.utf8) }, right: drawn) {
            let (left, right): (Range<Int>, Range<Int>)
            switch part {
            case .equal(let equalLeft, let equalRight): (left, right) = (equalLeft, equalRight)
            case .gap(let gapLeft, let gapRight): (left, right) = (gapLeft, gapRight)
            }
            for offset in 0..<max(left.count, right.count) {
                pairs.append(
                    Pair(
                        page: offset < right.count ? pages[right.lowerBound + offset] : nil,
                        golden: offset < left.count ? goldens[left.lowerBound + offset] : nil))
            }
        }
        return pairs
    }

    /// A page that cannot be drawn has no checksum, and is said to have failed when it is checked.
    private func checksums(_ pool: Pool<GoldenWorker>) async throws -> [[UInt8]?] {
        var checksums: [[UInt8]?] = []
        for try await outcome in pool.imap(pages.map { GoldenTask.checksum(index, page: $0) }) {
            try Task.checkCancellation()
            if case .success(.checksum(let text)) = outcome.result {
                checksums.append(Array(text.utf8))
            } else {
                checksums.append(nil)
            }
        }
        return checksums
    }
}
