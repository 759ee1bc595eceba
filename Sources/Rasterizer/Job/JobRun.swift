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
    /// The job's place among those that share the pool.
    private let document: Int
    /// Whether no other job shares the pool.
    private let isAlone: Bool
    private let inputPath: String
    private let directory: SpoolDirectory
    private let fileName: PageFileName
    private let onEvent: @Sendable (RasterJob.Event) -> Void

    private var spoolPath: String { directory.path }
    private var spool: FileDescriptor { directory.descriptor }

    /// - Parameters:
    ///   - document: The job's place among those that share the pool.
    ///   - directory: For page files, shared with those jobs that have the same ``RasterJob/spoolParent``.
    init(
        _ job: RasterJob, document: Int, isAlone: Bool, directory: SpoolDirectory,
        onEvent: @escaping @Sendable (RasterJob.Event) -> Void
    ) throws(JobError) {
        (self.job, self.document, self.isAlone, self.onEvent) = (job, document, isAlone, onEvent)
        self.directory = directory
        fileName = PageFileName(prefix: isAlone ? "" : "\(document + 1).")
        inputPath = job.input == "-" ? try StandardInput.save(in: directory) : job.input
    }

    /// What workers need to know of the document.
    var setup: RenderSetup {
        RenderSetup(
            input: inputPath, password: job.password, options: job.options, spoolDirectory: spoolPath,
            filePrefix: fileName.prefix)
    }

    /// Does the job.
    ///
    /// - Throws: Only what concerns all jobs.
    func result(in pool: Pool<DocumentWorkers>) async throws -> Result<JobReport, JobError> {
        // One thread for all of the job: a page that changed threads on its way into the output would cost a wake-up for
        // each change, which is more than all that is done for it.
        try await withTaskExecutorPreference(FileExecutor(name: "pdfsplit.job")) {
            do {
                return .success(try await self(in: pool))
            } catch let error as JobError {
                return .failure(error)
            }
        }
    }

    private func callAsFunction(in pool: Pool<DocumentWorkers>) async throws -> JobReport {
        let start = ContinuousClock.now
        async let others: Void = startOthers(pool)
        let summary = try await inspect(pool)
        let pages = try job.pages.selected(of: summary.pageCount, input: job.inputName)
        let assembler = try makeAssembler(pages, of: summary.pageCount)
        onEvent(.started(pages: pages.count, temporaryDirectory: spoolPath))

        let tasks = TaskFeed(document: document)
        var progress = JobProgress(
            pages: pages, storage: job.options.storage, feed: tasks, spool: spool, output: assembler.path,
            keepsFiles: job.keepsTemporaryFiles, fileName: fileName)
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
        // The directory stays for the jobs that share it.
        if !isAlone, !job.keepsTemporaryFiles { for file in progress.placed { spool.removeFile(file) } }

        let ledger = progress.ledger
        let mayWrite = ledger.failed == 0 || (job.errorPolicy != .fail && ledger.failed < pages.count)
        let size = mayWrite ? try assembler.finish() : 0
        return report(ledger, summary, outputBytes: mayWrite ? size : nil, since: start)
    }

    /// Puts the pages into the feed, window by window in the order that suits their costs.
    private func feed(_ feed: TaskFeed, _ pages: [Int], _ pool: Pool<DocumentWorkers>) async {
        func tasks(_ places: some Sequence<Int>) -> [RenderTask] { places.map { .render(page: pages[$0], place: $0) } }
        // So many go out at once whatever they cost, so that no worker waits for the weighing.
        var next = min(pages.count, job.pool.processes)
        feed.append(tasks(0..<next))
        while next < pages.count, !Task.isCancelled {
            let window = next..<min(pages.count, next + PageSchedule.window)
            next = window.upperBound
            var order = Array(window)
            // Costs that cannot be had (a page may kill whoever looks at it) leave the pages in their order.
            if let outcome = try? await pool.apply(task(.weigh(pages: window.map { pages[$0] }))),
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
    private func startOthers(_ pool: Pool<DocumentWorkers>) async {
        guard isAlone, job.pages == .all, inputBytes > Self.smallFile else { return }
        await withTaskGroup { group in
            for _ in 1..<max(job.pool.processes, 1) { group.addTask { _ = try? await pool.apply(task(.prepare)) } }
        }
    }

    private func inspect(_ pool: Pool<DocumentWorkers>) async throws -> DocumentSummary {
        try await pool.ask(task(.inspect), about: job.inputName) { output in
            if case .document(let summary) = output { summary } else { nil }
        }
    }

    private func makeAssembler(_ pages: [Int], of pageCount: Int) throws(JobError) -> any PageAssembler {
        let target: String
        switch job.output {
        case .files(let template):
            try template.check(pages)
            return PageFilesAssembler(
                template, pageCount: pageCount, spool: spool, keepsFiles: job.keepsTemporaryFiles, fileName: fileName,
                storage: job.options.storage)
        case .document(let path): target = path
        case .standardOutput: target = OutputFile.standardOutput
        }
        return try DocumentAssembler(
            target: target, spoolPath: spoolPath, spool: spool, keepsFiles: job.keepsTemporaryFiles,
            storage: job.options.storage, producer: job.producer)
    }

    /// - Returns: The placements that come of it.
    private func place(
        _ result: PageResult, in assembler: any PageAssembler, _ pool: Pool<DocumentWorkers>
    ) async throws -> [Placement] {
        switch (result.result, job.errorPolicy) {
        case (.rendered(let page), _): return try assembler.add(page, number: result.page, at: result.place)
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
    private func sheet(of page: Int, _ pool: Pool<DocumentWorkers>) async throws -> PDFPageSize {
        if case .success(.sheet(let size)) = try await pool.apply(task(.measure(page: page))).result { return size }
        let size = job.options.layout.paper?.size ?? Size(width: 612, height: 792)
        return PDFPageSize(width: size.width, height: size.height)
    }

    private func task(_ task: RenderTask) -> DocumentTask { DocumentTask(document: document, task: task) }

    private var inputBytes: Int {
        var status = stat()
        return stat(inputPath, &status) == 0 ? Int(status.st_size) : 0
    }

    private func report(
        _ ledger: JobLedger, _ document: DocumentSummary, outputBytes: Int?, since start: ContinuousClock.Instant
    ) -> JobReport {
        let elapsed = start.duration(to: .now).components
        return JobReport(
            pages: ledger.pages.compactMap { $0 },
            summary: JobReport.Summary(
                input: job.inputName, output: job.output.name, outputWritten: outputBytes != nil,
                box: job.options.layout.box.rawValue, dpi: job.options.layout.dpi, pages: ledger.pages.count,
                ok: ledger.ok, warned: ledger.warned, failed: ledger.failed, inputBytes: inputBytes,
                outputBytes: outputBytes ?? 0, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
                warnings: document.warnings,
                versions: [job.producer, "MuPDF \(Document.engineVersion)"] + ImageEncoder.versions,
                workerPeakMemory: ledger.peakMemory, fonts: document.fonts),
            onlyLimitsFailed: ledger.failed > 0 && ledger.failed == ledger.limits)
    }
}
