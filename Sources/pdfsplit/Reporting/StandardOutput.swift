internal import Glibc
internal import Rasterizer

/// Standard output, for what was asked for.
enum StandardOutput {
    /// Writes all of the bytes; nobody reading them any more is no error.
    static func write(_ bytes: [UInt8]) throws(JobError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EPIPE { return }
            guard count > 0 else {
                throw JobError(
                    .outputUnwritable, "Standard output cannot be written: \(String(cString: strerror(errno))).")
            }
            rest = rest.dropFirst(count)
        }
    }
}
