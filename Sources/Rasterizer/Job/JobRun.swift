internal import Glibc
internal import MuPDF
internal import PageLayout
internal import PagePool
internal import RasterOutput
internal import SystemPackage

/// A job under way: the pages go out to the pool, come back in any order, and go into the output in theirs.
struct JobRun: Sendable {
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
        let document = try await inspect(pool)
        let pages = try selected(of: document.pageCount)
        let assembler = try Assembler(
            target: job.output, spoolPath: spoolPath, spool: spool, keepsFiles: job.keepsTemporaryFiles,
            dpi: job.options.layout.dpi, producer: job.producer)
        onEvent(.started(pages: pages.count, temporaryDirectory: spoolPath))

        var ledger = JobLedger(places: pages.count)
        let tasks = pages.enumerated().lazy.map { RenderTask.render(page: $1, place: $0) }
        for try await outcome in pool.imapUnordered(Array(tasks), chunkSize: 1) {
            try Task.checkCancellation()
            let result = verified(PageResult(outcome, page: pages[outcome.index]))
            ledger.note(result)
            onEvent(.page(result))
            try await place(result, in: assembler, pool)
        }
        try Task.checkCancellation()

        let mayWrite = ledger.failed == 0 || (job.errorPolicy != .fail && ledger.failed < pages.count)
        let size = mayWrite ? try await assembler.finish() : 0
        return report(ledger, document, outputBytes: mayWrite ? size : nil, since: start)
    }

    private func inspect(_ pool: Pool<RenderWorker>) async throws -> DocumentSummary {
        let outcome = try await pool.apply(.inspect)
        try Task.checkCancellation()
        switch outcome.result {
        case .success(.document(let summary)): return summary
        case .success: throw JobError(.internalError, "\(job.input): a worker answered another question.")
        case .failure(.thrown(let error)): throw job.explain(error)
        case .failure(let failure):
            throw JobError(.poolFailed, "\(job.input) cannot be opened: \(PageFailure(failure).reason).")
        }
    }

    private func selected(of count: Int) throws(JobError) -> [Int] {
        do {
            return try job.pages.pages(of: count)
        } catch {
            throw JobError(.usage, "\(job.input): \(error.message)")
        }
    }

    /// Believes a worker only what the file system says too: it may have lost its mind over the page.
    private func verified(_ result: PageResult) -> PageResult {
        guard case .rendered(let page) = result.result else { return result }
        let image = page.image
        var status = stat()
        if image.file == PageFileName.name(page: result.page, place: result.place, codec: image.codec),
            fstatat(spool.rawValue, image.file, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == image.byteCount
        {
            return result
        }
        var failed = result
        failed.result = .failed(PageFailure(reason: "the worker's page file is not what it said it was"))
        return failed
    }

    private func place(
        _ result: PageResult, in assembler: Assembler, _ pool: Pool<RenderWorker>
    ) async throws {
        switch (result.result, job.errorPolicy) {
        case (.rendered(let page), _): try await assembler.add(page, at: result.place)
        case (.failed(let failure), _) where failure.isOutputTrouble:
            throw JobError(
                .outputUnwritable,
                "\(spoolPath): a page file cannot be written: \(failure.reason). Choose another place with --temp-dir.")
        case (.failed, .fail): await assembler.abandon()
        case (.failed, .skip): try await assembler.skip(result.place)
        case (.failed(let failure), .placeholder):
            let size = try await sheet(of: result.page, pool)
            let lines = ["Page \(result.page + 1) could not be rendered.", failure.reason]
            try await assembler.addPlaceholder(size, lines: lines, at: result.place)
        }
    }

    /// The size that the page would have had; where not even that can be found, the paper's or US Letter's.
    private func sheet(of page: Int, _ pool: Pool<RenderWorker>) async throws -> PDFPageSize {
        if case .success(.sheet(let size)) = try await pool.apply(.measure(page: page)).result { return size }
        let size = job.options.layout.paper?.size ?? Size(width: 612, height: 792)
        return PDFPageSize(width: size.width, height: size.height)
    }

    private func report(
        _ ledger: JobLedger, _ document: DocumentSummary, outputBytes: Int?, since start: ContinuousClock.Instant
    ) -> JobReport {
        var status = stat()
        let inputBytes = stat(job.input, &status) == 0 ? Int(status.st_size) : 0
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
