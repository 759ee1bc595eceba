internal import Glibc
internal import Rasterizer

/// Writes `--report`.
enum ReportFile {
    static func write(_ report: JobReport, to path: String) throws {
        let bytes = try JSONLines.encode(report, pretty: true)
        let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard fd >= 0 else { throw failure(path) }
        defer { close(fd) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> JobError {
        JobError(.outputUnwritable, "The report \(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
