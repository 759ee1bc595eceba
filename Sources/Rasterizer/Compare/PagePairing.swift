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

    let left, right: CompareSource
    /// The pages asked for, from zero.
    let leftPages, rightPages: [Int]
    /// Whether equal objects count as a proof, and not only as a sign of which pages belong together.
    let trustsObjects: Bool

    func pairs(_ pool: Pool<CompareWorker>) async throws -> [Pair] {
        switch (left.contents, right.contents) {
        case (.pdf, .pdf): return try await pairsOfDocuments(pool)
        case (.images(let ones), .images(let others)) where ones.count > 1 && others.count > 1:
            let (left, right) = Self.names(ones, others)
            return named(leftPages.map { left[$0] }, rightPages.map { right[$0] }, by: NumberedName.isOrdered)
        case (.images(let paths), .pdf):
            if let numbers = Self.numbers(paths) {
                return named(leftPages.map { numbers[$0] }, rightPages.map { $0 + 1 }, by: <)
            }
        case (.pdf, .images(let paths)):
            if let numbers = Self.numbers(paths) {
                return named(leftPages.map { $0 + 1 }, rightPages.map { numbers[$0] }, by: <)
            }
        case (.images, .images): break
        }
        return try await fill(leftPages.indices, rightPages.indices, pool)
    }

    /// The page numbers that files are named after, if all are.
    private static func numbers(_ paths: [String]) -> [Int]? {
        let numbers = paths.compactMap(NumberedName.number)
        return paths.count > 1 && numbers.count == paths.count && Set(numbers).count == numbers.count ? numbers : nil
    }

    /// What the files of two directories are called: without their extensions, unless these alone tell two of them apart.
    private static func names(_ ones: [String], _ others: [String]) -> (left: [String], right: [String]) {
        let stems = (
            left: ones.map { String(NumberedName.stem(of: $0)) },
            right: others.map { String(NumberedName.stem(of: $0)) }
        )
        if Set(stems.left).count == ones.count, Set(stems.right).count == others.count { return stems }
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        return (ones.map(name), others.map(name))
    }

    /// Pairs what has the same name, in the order of the names.
    ///
    /// - Parameters:
    ///   - ones: A name for each page of the left side, as `others` are of the right.
    private func named<Name: Hashable>(
        _ ones: [Name], _ others: [Name], by areInOrder: (Name, Name) -> Bool
    ) -> [Pair] {
        let left = Dictionary(zip(ones, leftPages), uniquingKeysWith: { first, _ in first })
        let right = Dictionary(zip(others, rightPages), uniquingKeysWith: { first, _ in first })
        return Set(ones).union(others).sorted(by: areInOrder).map { Pair(left: left[$0], right: right[$0]) }
    }

    private func pairsOfDocuments(_ pool: Pool<CompareWorker>) async throws -> [Pair] {
        async let ones = digests(0, leftPages, pool)
        async let others = digests(1, rightPages, pool)
        var pairs: [Pair] = []
        for part in PageAlignment.align(left: try await ones, right: try await others) {
            switch part {
            case .equal(let left, let right):
                pairs += zip(left, right).map {
                    Pair(left: leftPages[$0], right: rightPages[$1], isProven: trustsObjects)
                }
            case .gap(let left, let right): pairs += try await fill(left, right, pool)
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
        let (ones, others) = (Array(leftPages[leftRange]), Array(rightPages[rightRange]))
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
