internal import PagePool
internal import RasterOutput

/// What has become of each page so far.
struct JobLedger {
    private(set) var pages: [JobReport.Page?]
    private(set) var ok = 0
    private(set) var warned = 0
    private(set) var failed = 0
    /// Failures at a limit.
    private(set) var limits = 0
    private(set) var peakMemory = 0

    init(places: Int) {
        pages = Array(repeating: nil, count: places)
    }

    mutating func note(_ result: PageResult) {
        let elapsed = result.duration.components
        var entry = JobReport.Page(
            page: result.page + 1, status: .ok,
            milliseconds: Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15,
            attempts: result.attempts, warnings: [])
        switch result.result {
        case .rendered(let page):
            entry.status = page.warnings.isEmpty ? .ok : .warned
            (entry.width, entry.height) = (page.image.width, page.image.height)
            (entry.color, entry.bits, entry.codec) = (page.image.color, page.image.bits, page.image.codec)
            entry.bytes = page.image.byteCount
            entry.milliseconds = page.milliseconds
            entry.warnings = page.warnings
            peakMemory = max(peakMemory, page.peakMemory)
            if page.warnings.isEmpty { ok += 1 } else { warned += 1 }
        case .failed(let failure):
            entry.status = .failed
            entry.error = failure.reason
            failed += 1
            if failure.isLimit { limits += 1 }
        }
        pages[result.place] = entry
    }
}

extension PageResult {
    init(_ outcome: TaskOutcome<RenderWorker>, page: Int) {
        self.init(
            page: page, place: outcome.index, result: Self.result(outcome.result), attempts: outcome.attempts,
            duration: outcome.duration)
    }

    private static func result(
        _ result: Swift.Result<RenderOutput, TaskFailure<RenderFailure>>
    ) -> Result {
        switch result {
        case .success(.page(let page)): .rendered(page)
        case .success: .failed(PageFailure(reason: "a worker answered another question"))
        case .failure(let failure): .failed(PageFailure(failure))
        }
    }
}
