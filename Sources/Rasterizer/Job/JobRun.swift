internal import Glibc
internal import MuPDF
internal import PageLayout
internal import PagePool
internal import RasterOutput
internal import SystemPackage

/// A job under way: the pages go out to the pool, come back in any order, and go into the output in theirs.
struct JobRun: Sendable {
    /// Bytes of an input up to which workers start one by one.
    private static let smallFile = 256 << 10

    private let job: RasterJob
    private let spoolPath: String
    private let spool: FileDescriptor
    private let onEvent: @Sendable (RasterJob.Event) -> Void

    init(
        _ job: RasterJob, spoolPath: String, spool: FileDescriptor,
        onEvent: @escaping @Sendable (RasterJob.Event) -> Void
    ) {
        (self.job, self.spoolPath, self.spool, self.onEvent) = (job, spoolPath, spool, onEvent)
    }

    func callAsFunction(in pool: Pool<RenderWorker>) async throws -> JobReport {
        let start = ContinuousClock.now
        async let others: Void = startOthers(pool)
        let document = try await inspect(pool)
        let pages = try job.pages.selected(of: document.pageCount, input: job.input)
        let assembler = try Assembler(
            target: job.output, spoolPath: spoolPath, spool: spool, keepsFiles: job.keepsTemporaryFiles,
            producer: job.producer)
        onEvent(.started(pages: pages.count, temporaryDirectory: spoolPath))

        let tasks = TaskFeed()
        var progress = JobProgress(
            pages: pages, storage: job.options.storage, feed: tasks, spool: spool, output: assembler.path,
            keepsFiles: job.keepsTemporaryFiles)
        async let feeding: Void = feed(tasks, pages, pool)
        for try await outcome in pool.imapUnordered(tasks) {
            try Task.checkCancellation()
            switch progress.take(outcome) {
            case .page(let result):
                onEvent(.page(result))
                progress.send(try await place(result, in: assembler, pool))
            case .unplaced(let placements):
                // Whatever kept the worker from it, here it has its proper error.
                try assembler.carryOut(placements)
                progress.send([])
            case .nothing: break
            }
        }
        await feeding
        await others
        try Task.checkCancellation()

        let ledger = progress.ledger
        let mayWrite = ledger.failed == 0 || (job.errorPolicy != .fail && ledger.failed < pages.count)
        let size = mayWrite ? try assembler.finish() : 0
        return report(ledger, document, outputBytes: mayWrite ? size : nil, since: start)
    }

    /// Puts the pages into the feed, window by window in the order that suits their costs.
    private func feed(_ feed: TaskFeed, _ pages: [Int], _ pool: Pool<RenderWorker>) async {
        func tasks(_ places: some Sequence<Int>) -> [RenderTask] { places.map { .render(page: pages[$0], place: $0) } }
        // So many go out at once whatever they cost, so that no worker waits for the weighing.
        var next = min(pages.count, job.processes)
        feed.append(tasks(0..<next))
        while next < pages.count, !Task.isCancelled {
            let window = next..<min(pages.count, next + PageSchedule.window)
            next = window.upperBound
            var order = Array(window)
            // Costs that cannot be had (a page may kill whoever looks at it) leave the pages in their order.
            if let outcome = try? await pool.apply(.weigh(pages: window.map { pages[$0] })),
                case .success(.costs(let costs)) = outcome.result, costs.count == window.count
            {
                order = PageSchedule.order(costs).map { window.lowerBound + $0 }
            }
            feed.append(tasks(order))
        }
    }

    /// Lets the other workers start and open the document while the first one opens it and counts its pages.
    ///
    /// A small file, or a selection, may have a single page, and then they would only be in its way.
    private func startOthers(_ pool: Pool<RenderWorker>) async {
        guard job.pages == .all, inputBytes > Self.smallFile else { return }
        await withTaskGroup { group in
            for _ in 1..<max(job.processes, 1) { group.addTask { _ = try? await pool.apply(.prepare) } }
        }
    }

    private func inspect(_ pool: Pool<RenderWorker>) async throws -> DocumentSummary {
        let outcome = try await pool.apply(.inspect)
        try Task.checkCancellation()
        switch outcome.result {
        case .success(.document(let summary)): return summary
        case .success: throw JobError(.internalError, "\(job.input): a worker answered another question.")
        case .failure(.thrown(let error)): throw JobError(error, input: job.input)
        case .failure(let failure):
            throw JobError(.poolFailed, "\(job.input) cannot be opened: \(PageFailure(failure).reason).")
        }
    }

    /// - Returns: The placements that come of it.
    private func place(
        _ result: PageResult, in assembler: Assembler, _ pool: Pool<RenderWorker>
    ) async throws -> [Placement] {
        switch (result.result, job.errorPolicy) {
        case (.rendered(let page), _): return try assembler.add(page, at: result.place)
        case (.failed(let failure), _) where failure.isOutputTrouble:
            throw JobError(
                .outputUnwritable,
                "\(spoolPath): a page file cannot be written: \(failure.reason). Choose another place with --temp-dir.")
        case (.failed, .fail):
            assembler.abandon()
            return []
        case (.failed, .skip): return try assembler.skip(result.place)
        case (.failed(let failure), .placeholder):
            let size = try await sheet(of: result.page, pool)
            let lines = ["Page \(result.page + 1) could not be rendered.", failure.reason]
            return try assembler.addPlaceholder(size, lines: lines, at: result.place)
        }
    }

    /// The size that the page would have had; where not even that can be found, the paper's or US Letter's.
    private func sheet(of page: Int, _ pool: Pool<RenderWorker>) async throws -> PDFPageSize {
        if case .success(.sheet(let size)) = try await pool.apply(.measure(page: page)).result { return size }
        let size = job.options.layout.paper?.size ?? Size(width: 612, height: 792)
        return PDFPageSize(width: size.width, height: size.height)
    }

    private var inputBytes: Int {
        var status = stat()
        return stat(job.input, &status) == 0 ? Int(status.st_size) : 0
    }

    private func report(
        _ ledger: JobLedger, _ document: DocumentSummary, outputBytes: Int?, since start: ContinuousClock.Instant
    ) -> JobReport {
        let elapsed = start.duration(to: .now).components
        return JobReport(
            pages: ledger.pages.compactMap { $0 },
            summary: JobReport.Summary(
                input: job.input, output: job.output, outputWritten: outputBytes != nil,
                box: job.options.layout.box.rawValue, dpi: job.options.layout.dpi, pages: ledger.pages.count,
                ok: ledger.ok, warned: ledger.warned, failed: ledger.failed, inputBytes: inputBytes,
                outputBytes: outputBytes ?? 0, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
                warnings: document.warnings,
                versions: [job.producer, "MuPDF \(Document.engineVersion)"] + ImageEncoder.versions,
                workerPeakMemory: ledger.peakMemory),
            onlyLimitsFailed: ledger.failed > 0 && ledger.failed == ledger.limits)
    }
}
