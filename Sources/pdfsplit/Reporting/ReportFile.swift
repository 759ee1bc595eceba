internal import Glibc
internal import Rasterizer

/// Writes `--report`.
enum ReportFile {
    /// Writes the report of a job, or a list of those of several, in which a job that failed has its error.
    static func write(_ results: [Result<JobReport, JobError>], to path: String) throws {
        let entries = results.map(Entry.init)
        // A job that fails by itself has never had a report.
        if entries.count == 1, case .failed(let error) = entries[0] { throw error }
        try write(
            entries.count == 1 ? JSONLines.encode(entries[0], pretty: true) : JSONLines.encode(entries, pretty: true),
            to: path)
    }

    /// Writes a report's bytes.
    static func write(_ bytes: [UInt8], to path: String) throws(JobError) {
        try write(to: path) { fd throws(JobError) in try write(bytes, to: fd, path) }
    }

    /// Opens a report's file for as long as it is written.
    static func write(to path: String, _ body: (Int32) throws(JobError) -> Void) throws(JobError) {
        let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard fd >= 0 else { throw failure(path) }
        defer { close(fd) }
        try body(fd)
    }

    private static func write(_ bytes: [UInt8], to fd: Int32, _ path: String) throws(JobError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    private enum Entry: Encodable {
        case done(JobReport)
        case failed(JobError)

        init(_ result: Result<JobReport, JobError>) {
            switch result {
            case .success(let report): self = .done(report)
            case .failure(let error): self = .failed(error)
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .done(let report): try report.encode(to: encoder)
            case .failed(let error): try ["error": error.description].encode(to: encoder)
            }
        }
    }

    private static func failure(_ path: String) -> JobError {
        JobError(.outputUnwritable, "The report \(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
