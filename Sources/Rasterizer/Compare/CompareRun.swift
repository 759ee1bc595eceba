internal import Comparison
internal import MuPDF
internal import PageLayout
internal import PagePool
internal import RasterOutput
internal import SystemPackage

/// A comparison under way.
struct CompareRun: Sendable {
    let job: CompareJob
    let setup: CompareSetup
    let spool: SpoolDirectory?
    let onEvent: @Sendable (CompareJob.Event) -> Void

    func callAsFunction(_ pool: Pool<CompareWorker>) async throws -> CompareReport {
        let start = ContinuousClock.now
        let (left, right) = try await openBoth(pool)
        let pairing = PagePairing(
            left: try pairingSide(0, left), right: try pairingSide(1, right), trustsObjects: !job.drawsAll)
        try checkMasks(pages: pairing.left.numbers.last)
        let pairs = try await pairing.pairs(pool)
        let pages = try await compare(pairs, of: pairing, pool)
        // Images have the pixels that they have.
        let isDrawn = setup.sources.contains(where: \.isPDF)
        return CompareReport(
            left: side(0, left), right: side(1, right), dpi: isDrawn ? job.settings.layout.dpi : nil,
            rule: job.settings.rule,
            masks: job.settings.masks.map(\.text), pages: pages, versions: ["MuPDF \(Document.engineVersion)"],
            seconds: start.elapsedMilliseconds / 1000, fonts: left.fonts ?? right.fonts)
    }

    private func pairingSide(_ index: Int, _ summary: DocumentSummary) throws(JobError) -> PagePairing.Side {
        let source = setup.sources[index]
        let numbers = PageNumbers(source, count: summary.pageCount)
        return PagePairing.Side(
            source: source, numbers: numbers, pages: try numbers.pages(in: job.pages, of: source.name))
    }

    /// Pages that no mask can have are found here, also if no page will be drawn.
    private func checkMasks(pages: Int) throws(JobError) {
        for mask in job.settings.masks {
            do {
                _ = try mask.applies(toPage: 0, of: pages)
            } catch {
                throw JobError(.usage, "\"\(mask.text)\": \(error.message)")
            }
        }
    }

    private func side(_ index: Int, _ summary: DocumentSummary) -> CompareReport.Side {
        let source = setup.sources[index]
        return CompareReport.Side(
            path: source.name, kind: source.isPDF ? .pdf : .images, pages: summary.pageCount,
            warnings: summary.warnings)
    }

    private func openBoth(_ pool: Pool<CompareWorker>) async throws -> (DocumentSummary, DocumentSummary) {
        guard setup.sources.contains(where: \.isPDF) else {
            // Images are opened sooner than a second worker has started.
            return (try await open(0, pool), try await open(1, pool))
        }
        async let left = open(0, pool)
        async let right = open(1, pool)
        return (try await left, try await right)
    }

    private func open(_ source: Int, _ pool: Pool<CompareWorker>) async throws -> DocumentSummary {
        try await pool.ask(.open(source: source), about: setup.sources[source].name) { output in
            if case .opened(let summary) = output { summary } else { nil }
        }
    }

    /// Compares the pairs that have to be drawn, in any order, and puts all in theirs.
    private func compare(
        _ pairs: [PagePairing.Pair], of pairing: PagePairing, _ pool: Pool<CompareWorker>
    ) async throws -> [ComparedPage] {
        var pages = pairs.map { pair -> ComparedPage in
            var page = ComparedPage(
                left: pair.left.map { pairing.left.numbers[$0] }, right: pair.right.map { pairing.right.numbers[$0] },
                status: pair.isProven ? .same : .failed)
            if pair.isProven { page.proof = .objects }
            return page
        }
        let drawn = pairs.indices.filter { !pairs[$0].isProven }
        onEvent(.started(pages: drawn.count))
        let book = try makeBook(count: drawn.count)
        for try await outcome in pool.imapUnordered(drawn.map { task(pairs[$0], place: $0) }) {
            try Task.checkCancellation()
            let index = drawn[outcome.index]
            var sheet: FramedSheet?
            switch outcome.result {
            case .success(.compared(let page, let framed)): (pages[index], sheet) = (page, framed)
            case .success: pages[index].error = "its worker answered another question"
            case .failure(let failure):
                try throwIfSingle(failure)
                pages[index].error = PageFailure(failure).reason
            }
            try book?.add(sheet, at: outcome.index)
            onEvent(.page(pages[index]))
        }
        try Task.checkCancellation()
        try book?.finish()
        if book == nil { FramedBook.removeStale(job.framedOutput) }
        for index in pages.indices {
            pages[index].leftName = setup.sources[0].fileName(of: pairs[index].left)
            pages[index].rightName = setup.sources[1].fileName(of: pairs[index].right)
        }
        return pages
    }

    /// An image that cannot be read fails its page, but where it is all that a side is it is an input that cannot be read.
    private func throwIfSingle(_ failure: TaskFailure<RenderFailure>) throws(JobError) {
        guard case .thrown(let error) = failure, error.kind == .inputUnreadable else { return }
        for case .images(let paths) in setup.sources.map(\.contents) where paths.count == 1 {
            if error.message.hasPrefix(paths[0]) { throw JobError(.inputUnreadable, "\(error.message).") }
        }
    }

    private func makeBook(count: Int) throws(JobError) -> FramedBook? {
        guard let path = job.framedOutput, let spool, count > 0 else { return nil }
        return try FramedBook(path: path, spool: spool, producer: job.producer)
    }

    private func task(_ pair: PagePairing.Pair, place: Int) -> CompareTask {
        let left = pair.left.map { PageReference(source: 0, page: $0) }
        let right = pair.right.map { PageReference(source: 1, page: $0) }
        switch (left, right) {
        case (let left?, let right?):
            return .compare(left, right, settings: 0, place: place, pictures: job.pictures)
        case (let left?, nil): return .draw(left, side: .left, settings: 0, place: place, pictures: job.pictures)
        case (nil, let right):
            return .draw(
                right ?? PageReference(source: 1, page: 0), side: .right, settings: 0, place: place,
                pictures: job.pictures)
        }
    }
}
