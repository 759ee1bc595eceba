internal import Comparison
internal import PagePool

/// Finds which golden a page is held against.
struct GoldenPairing {
    struct Golden {
        var entry: GoldenManifest.Page
        /// The path of its file; nil if there is none.
        var file: String?
    }

    struct Pair {
        /// From zero; nil for a golden whose page is gone.
        var page: Int?
        /// nil for a page that has none.
        var golden: Golden?
    }

    /// The case's place among the job's.
    let index: Int
    /// The pages asked for, from zero, ascending.
    let pages: [Int]
    /// In the order of their pages.
    let goldens: [Golden]

    /// Pairs pages with the goldens of their numbers; where there are more or fewer pages than goldens, those that look
    /// like their goldens are found first, so that a page inserted is one difference.
    func pairs(_ pool: Pool<GoldenWorker>) async throws -> [Pair] {
        guard !goldens.isEmpty, goldens.count != pages.count else {
            let known = Dictionary(goldens.map { ($0.entry.page, $0) }, uniquingKeysWith: { first, _ in first })
            let gone = goldens.filter { golden in !pages.contains(golden.entry.page - 1) }
            return pages.map { Pair(page: $0, golden: known[$0 + 1]) } + gone.map { Pair(page: nil, golden: $0) }
        }
        let drawn = try await checksums(pool)
        var pairs: [Pair] = []
        for part in PageAlignment.align(left: goldens.map { Array($0.entry.checksum.utf8) }, right: drawn) {
            switch part {
            case .equal(let left, let right): pairs += inOrder(left, right)
            case .gap(let left, let right): pairs += try await fill(left, right, pool)
            }
        }
        return pairs
    }

    /// Pairs the first with the first, and so on.
    private func inOrder(_ left: Range<Int>, _ right: Range<Int>) -> [Pair] {
        (0..<max(left.count, right.count)).map { offset in
            Pair(
                page: offset < right.count ? pages[right.lowerBound + offset] : nil,
                golden: offset < left.count ? goldens[left.lowerBound + offset] : nil)
        }
    }

    /// Pairs pages with goldens that are not equal, by what they look like from afar.
    ///
    /// Of goldens without files nothing is known but that, so they are taken in order.
    private func fill(_ left: Range<Int>, _ right: Range<Int>, _ pool: Pool<GoldenWorker>) async throws -> [Pair] {
        let files = left.map { goldens[$0].file }
        guard !left.isEmpty, !right.isEmpty, files.contains(where: { $0 != nil }) else { return inOrder(left, right) }
        async let ones = signatures(files.map { file in file.map { GoldenTask.signGolden(index, file: $0) } }, pool)
        async let others = signatures(right.map { GoldenTask.sign(index, page: pages[$0]) }, pool)
        return PageAlignment.alignGap(left: try await ones, right: try await others).map { pair in
            Pair(
                page: pair.right.map { pages[right.lowerBound + $0] },
                golden: pair.left.map { goldens[left.lowerBound + $0] })
        }
    }

    /// What cannot be drawn or read counts as blank here, and is told when it is checked.
    private func signatures(_ tasks: [GoldenTask?], _ pool: Pool<GoldenWorker>) async throws -> [PageSignature] {
        var signatures = [PageSignature](repeating: .blank, count: tasks.count)
        let present = tasks.indices.filter { tasks[$0] != nil }
        for try await outcome in pool.imap(present.compactMap { tasks[$0] }) {
            try Task.checkCancellation()
            if case .success(.signature(let signature)) = outcome.result {
                signatures[present[outcome.index]] = signature
            }
        }
        return signatures
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
