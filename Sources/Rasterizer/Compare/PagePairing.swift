internal import Comparison
internal import PagePool

/// Finds which page of one side answers to which of the other.
struct PagePairing {
    /// A page of either side, or of both.
    struct Pair: Equatable {
        /// Pages from zero; nil where the side has none.
        var left, right: Int?
        /// Both are made of the same objects.
        var isProven = false
    }

    /// So many pages are digested by one task.
    private static let chunk = 32

    /// What is compared of a side.
    struct Side {
        let source: CompareSource
        let numbers: PageNumbers
        /// The pages asked for, from zero.
        let pages: [Int]

        var isPDF: Bool { source.isPDF }
    }

    let left, right: Side
    /// Whether equal objects count as a proof, and not only as a sign of which pages belong together.
    let trustsObjects: Bool

    func pairs(_ pool: Pool<CompareWorker>) async throws -> [Pair] {
        switch (left.source.contents, right.source.contents) {
        case (.pdf, .pdf): return try await pairsOfDocuments(pool)
        case (.images(let ones), .images(let others)) where ones.count > 1 && others.count > 1:
            let names = Self.names(ones, others)
            return named(
                left.pages.map { names.left[$0] }, right.pages.map { names.right[$0] }, by: NumberedName.isOrdered)
        case (.images, .pdf) where left.numbers.areNamed, (.pdf, .images) where right.numbers.areNamed:
            return named(left.pages.map { left.numbers[$0] }, right.pages.map { right.numbers[$0] }, by: <)
        case (.images, _), (.pdf, .images): return try await fill(left.pages.indices, right.pages.indices, pool)
        }
    }

    /// What the files of two directories are called, in bytes: without their extensions, unless these alone tell two of
    /// them apart.
    private static func names(_ ones: [String], _ others: [String]) -> (left: [[UInt8]], right: [[UInt8]]) {
        func stem(_ path: String) -> [UInt8] { Array(NumberedName.stem(of: path).utf8) }
        func file(_ path: String) -> [UInt8] { Array(NumberedName.file(of: path).utf8) }
        let stems = (left: ones.map(stem), right: others.map(stem))
        let areDistinct = Set(stems.left).count == ones.count && Set(stems.right).count == others.count
        return areDistinct ? stems : (ones.map(file), others.map(file))
    }

    /// Pairs what has the same name, in the order of the names.
    ///
    /// - Parameters:
    ///   - ones: A name for each page of the left side, as `others` are of the right.
    private func named<Name: Hashable>(
        _ ones: [Name], _ others: [Name], by areInOrder: (Name, Name) -> Bool
    ) -> [Pair] {
        let (one, other) = (Self.pages(left, by: ones), Self.pages(right, by: others))
        return Set(ones).union(others).sorted(by: areInOrder).map { Pair(left: one[$0], right: other[$0]) }
    }

    private static func pages<Name: Hashable>(_ side: Side, by names: [Name]) -> [Name: Int] {
        Dictionary(zip(names, side.pages), uniquingKeysWith: { first, _ in first })
    }

    private func pairsOfDocuments(_ pool: Pool<CompareWorker>) async throws -> [Pair] {
        async let ones = digests(0, left.pages, pool)
        async let others = digests(1, right.pages, pool)
        var pairs: [Pair] = []
        for part in PageAlignment.align(left: try await ones, right: try await others) {
            switch part {
            case .equal(let ones, let others):
                pairs += zip(ones, others).map {
                    Pair(left: left.pages[$0], right: right.pages[$1], isProven: trustsObjects)
                }
            case .gap(let ones, let others): pairs += try await fill(ones, others, pool)
            }
        }
        return pairs
    }

    private func digests(_ source: Int, _ pages: [Int], _ pool: Pool<CompareWorker>) async throws -> [[UInt8]?] {
        let tasks = stride(from: 0, to: pages.count, by: Self.chunk).map {
            CompareTask.digest(source: source, pages: Array(pages[$0..<min($0 + Self.chunk, pages.count)]))
        }
        var digests: [[UInt8]?] = []
        for try await outcome in pool.imap(tasks) {
            try Task.checkCancellation()
            guard case .digest(_, let pages) = outcome.task else { continue }
            // Pages whose worker dies over them will be drawn, and said to have failed then.
            if case .success(.digests(let found)) = outcome.result, found.count == pages.count {
                digests += found
            } else {
                digests += pages.map { _ in nil }
            }
        }
        return digests
    }

    /// Pairs pages that are not known to be equal.
    private func fill(
        _ leftRange: Range<Int>, _ rightRange: Range<Int>, _ pool: Pool<CompareWorker>
    ) async throws -> [Pair] {
        let (ones, others) = (Array(left.pages[leftRange]), Array(right.pages[rightRange]))
        let mayShift = ones.count != others.count || (left.isPDF && right.isPDF && ones.count > 1)
        guard !ones.isEmpty, !others.isEmpty, mayShift else {
            let count = max(ones.count, others.count)
            return (0..<count).map { index in
                Pair(left: ones.dropFirst(index).first, right: others.dropFirst(index).first)
            }
        }
        async let left = signatures(0, ones, pool)
        async let right = signatures(1, others, pool)
        return PageAlignment.alignGap(left: try await left, right: try await right).map { pair in
            Pair(left: pair.left.map { ones[$0] }, right: pair.right.map { others[$0] })
        }
    }

    private func signatures(
        _ source: Int, _ pages: [Int], _ pool: Pool<CompareWorker>
    ) async throws -> [PageSignature] {
        var signatures: [PageSignature] = []
        let tasks = pages.map { CompareTask.sign(PageReference(source: source, page: $0), settings: 0) }
        for try await outcome in pool.imap(tasks) {
            try Task.checkCancellation()
            if case .success(.signature(let signature)) = outcome.result {
                signatures.append(signature)
            } else {
                signatures.append(.blank)
            }
        }
        return signatures
    }
}
