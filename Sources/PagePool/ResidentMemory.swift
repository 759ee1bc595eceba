internal import Glibc

/// The memory that processes hold.
public enum ResidentMemory {
    /// Returns the resident bytes of a process (proc(5), statm), shared pages included; 0 if it is gone.
    public static func ofProcess(_ pid: Int32) -> Int {
        let fields = SmallFile.text("/proc/\(pid)/statm")?.split(separator: " ") ?? []
        guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
