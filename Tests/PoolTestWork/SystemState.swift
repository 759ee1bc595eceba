import Glibc

/// Processes, descriptors and threads, seen from the outside.
public enum SystemState {
    /// A process as proc(5) shows it.
    public struct Process: Sendable, CustomStringConvertible {
        public var pid: Int32
        public var name: Substring
        public var state: Substring
        public var parent: Int32
        public var group: Int32

        public var isZombie: Bool { state == "Z" || state == "X" }
        public var description: String { "\(pid) (\(name), \(state), child of \(parent))" }
    }

    /// Whether a process exists and is no zombie.
    public static func isAlive(_ pid: Int32) -> Bool {
        process(pid).map { !$0.isZombie } ?? false
    }

    /// All processes there are.
    public static func processes() -> [Process] {
        entries(of: "/proc").compactMap { Int32($0) }.compactMap(process)
    }

    /// A process, unless it is gone.
    public static func process(_ pid: Int32) -> Process? {
        guard let text = text(of: "/proc/\(pid)/stat"), let open = text.firstIndex(of: "("),
            let close = text.lastIndex(of: ")")
        else { return nil }
        // The name may hold anything; the state, the parent and the group follow it.
        let fields = text[close...].dropFirst().split(separator: " ")
        guard fields.count > 2, let parent = Int32(fields[1]), let group = Int32(fields[2]) else { return nil }
        return Process(
            pid: pid, name: text[open..<close].dropFirst(), state: fields[0], parent: parent, group: group)
    }

    /// The names in a directory.
    public static func entries(of directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Where the symbolic links in a directory lead, as the kernel names descriptors' files.
    public static func links(in directory: String) -> [String] {
        entries(of: directory).map { name in
            var target = [CChar](repeating: 0, count: 256)
            let count = readlink(directory + "/" + name, &target, target.count)
            return String(decoding: target.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// What is in a file, also in one of the kernel's, which have no size.
    public static func text(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count >= 0 else { return nil }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// Looks again and again until something is as it should be, or so much time has passed.
    ///
    /// - Returns: Whether it came to be so.
    public static func eventually(within limit: Duration, _ isSo: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + limit
        while !isSo() {
            if ContinuousClock.now >= deadline { return false }
            usleep(1000)
        }
        return true
    }
}
