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

    /// Whether every page has its outcome.
    var isComplete: Bool { ok + warned + failed == pages.count }

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
            entry.dpi = page.dpi
            (entry.color, entry.bits) = (page.image.colorName, page.image.bits)
            entry.codec = page.image.codecName
            entry.passedThrough = page.image.passed.map { _ in true }
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
