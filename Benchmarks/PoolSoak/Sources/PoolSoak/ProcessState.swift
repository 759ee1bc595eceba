import Glibc

/// What this process holds of the system.
enum ProcessState {
    /// Bytes in memory.
    static var residentMemory: Int {
        let fields = text("/proc/self/statm").split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// What the open descriptors stand for, in the order of their numbers.
    static var descriptors: [String] {
        (0..<65_536).compactMap { number in
            guard fcntl(Int32(number), F_GETFD) >= 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
            return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        }
    }

    /// Children, zombies included.
    static var hasChildren: Bool {
        var info = siginfo_t()
        // Fails if there is none to wait for.
        return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
    }

    private static func text(_ path: String) -> String {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { return "" }
        defer { close(fd) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(fd, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    }
}
