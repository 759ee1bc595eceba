internal import Rasterizer

/// The exit codes, which are a promise to scripts.
enum ExitStatus: Int32 {
    /// All pages are good.
    case success = 0
    /// compare: pages differ.
    case different = 1
    /// The command line or the page selection cannot be meant.
    case usage = 2
    /// Some pages failed; there is an output only with `--on-error skip` or `placeholder`.
    case pagesFailed = 3
    /// The input cannot be read, is no PDF, or is damaged beyond repair.
    case inputUnreadable = 4
    /// A password is needed, or is wrong.
    case password = 5
    /// The output or the temporary directory cannot be written.
    case outputUnwritable = 6
    /// Every page failed, or the pool of workers gave up.
    case allFailed = 7
    /// A limit of size, time or memory was hit before there was any output.
    case limit = 8
    /// Some pages have warnings, and `--strict` was given.
    case warnings = 9
    /// golden: there are no reference renderings.
    case goldenMissing = 10
    /// Something that should not be possible.
    case internalError = 15

    init(_ error: JobError) {
        switch error.kind {
        case .usage: self = .usage
        case .inputUnreadable: self = .inputUnreadable
        case .password: self = .password
        case .outputUnwritable: self = .outputUnwritable
        case .poolFailed: self = .allFailed
        case .limit: self = .limit
        case .internalError: self = .internalError
        }
    }

    /// The status of several jobs: that of those that failed if it is one for all of them, otherwise that some pages failed.
    init(_ results: [Result<JobReport, JobError>], strict: Bool) {
        var failures: Set<ExitStatus> = []
        for result in results {
            switch result {
            case .success(let report): failures.insert(ExitStatus(report, strict: strict))
            case .failure(let error): failures.insert(ExitStatus(error))
            }
        }
        failures.remove(.success)
        self = failures.count > 1 ? .pagesFailed : failures.first ?? .success
    }

    init(_ report: InfoReport) {
        if report.failed == 0 {
            self = .success
        } else if report.failed < report.pages.count {
            self = .pagesFailed
        } else {
            self = report.onlyLimitsFailed ? .limit : .allFailed
        }
    }

    /// What could not be compared comes before what differs, and that before what is missing.
    init(_ report: GoldenReport) {
        let failures = Set(report.cases.compactMap(\.failure))
        let statuses = Set(report.cases.map(\.status))
        if !failures.isEmpty || statuses.contains(.failed) {
            let codes = Set(failures.map { ExitStatus(JobError($0, "")) })
            self = codes.count == 1 && codes != [.allFailed] ? codes.first ?? .pagesFailed : .pagesFailed
        } else if !statuses.isDisjoint(with: [.different, .engineChanged, .settingsChanged]) {
            self = .different
        } else {
            self = statuses.contains(.missing) ? .goldenMissing : .success
        }
    }

    /// What could not be compared may be the same or not, and is said first.
    init(_ report: CompareReport) {
        let failed = report.pages.count { $0.status == .failed }
        if failed > 0 {
            self = failed < report.pages.count ? .pagesFailed : .allFailed
        } else {
            self = report.isSame ? .success : .different
        }
    }

    init(_ report: JobReport, strict: Bool) {
        let summary = report.summary
        if summary.failed == 0 {
            let warnings = summary.warnings + (summary.fonts?.unusableFiles ?? [])
            self = strict && (summary.warned > 0 || !warnings.isEmpty) ? .warnings : .success
        } else if summary.failed < summary.pages {
            self = .pagesFailed
        } else {
            self = report.onlyLimitsFailed ? .limit : .allFailed
        }
    }
}
