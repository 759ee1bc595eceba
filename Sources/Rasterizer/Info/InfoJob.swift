internal import Glibc
public import PageLayout
internal import PagePool

/// A look at what a document and its pages are made of; nothing is rendered.
public struct InfoJob: Sendable {
    public var input: String
    public var password: String?
    public var pages = PageSelection.all
    public var pool: PoolSettings

    public init(input: String, pool: PoolSettings) {
        (self.input, self.pool) = (input, pool)
    }

    /// Does the job, the pages in parallel.
    ///
    /// A page that cannot be read, or whose worker dies, is reported as failed, and the others stand.
    ///
    /// - Throws: A ``JobError``, or `CancellationError`.
    public func run() async throws -> InfoReport {
        try pool.validate()
        let setup = InfoWorker.Setup(input: input, password: password)
        do {
            return try await withPool(of: InfoWorker.self, setup: setup, configuration: pool.configuration) { pool in
                try await run(in: pool)
            }
        } catch let failure as PoolFailure<RenderFailure> {
            throw JobError(failure, input: input)
        }
    }

    private func run(in pool: Pool<InfoWorker>) async throws -> InfoReport {
        let document = try await document(pool)
        let numbers = try pages.selected(of: document.pages, input: input)
        var found: [InfoReport.Page] = []
        var limits = 0
        for try await outcome in pool.imap(numbers.map { .page($0) }) {
            try Task.checkCancellation()
            let page = outcome.index < numbers.count ? numbers[outcome.index] + 1 : 0
            switch outcome.result {
            case .success(.page(let info)):
                let status: JobReport.Status = info.warnings.isEmpty ? .ok : .warned
                found.append(InfoReport.Page(page: page, status: status, info: info))
            case .success:
                found.append(
                    InfoReport.Page(page: page, status: .failed, error: "its worker answered another question"))
            case .failure(let failure):
                let failure = PageFailure(failure)
                if failure.isLimit { limits += 1 }
                found.append(InfoReport.Page(page: page, status: .failed, error: failure.reason))
            }
        }
        try Task.checkCancellation()
        let failed = found.count { $0.status == .failed }
        return InfoReport(
            input: input, bytes: inputBytes, document: document, pages: found,
            onlyLimitsFailed: failed > 0 && failed == limits)
    }

    private func document(_ pool: Pool<InfoWorker>) async throws -> DocumentInfo {
        try await pool.ask(.document, about: input) { output in
            if case .document(let info) = output { info } else { nil }
        }
    }

    private var inputBytes: Int {
        var status = stat()
        return stat(input, &status) == 0 ? Int(status.st_size) : 0
    }
}
