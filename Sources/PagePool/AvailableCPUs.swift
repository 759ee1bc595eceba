internal import CPagePool
internal import Glibc

/// The CPUs that this process may use.
public enum AvailableCPUs {
    /// The least of the affinity mask and the quota of any cgroup above this process, at least 1.
    ///
    /// Both may change while a program runs, so they are read anew each time. Both versions of cgroups are understood.
    /// A quota of one and a half CPUs counts as two, since one worker would leave half of it unused.
    public static var count: Int {
        let affinity = Int(cpagepool_affinity_count())
        guard let quota = CgroupQuota.current() else { return affinity }
        return max(1, min(affinity, Int(quota.rounded(.up))))
    }
}

/// CPU bandwidth limits of control groups, in CPUs.
enum CgroupQuota {
    static func current() -> Double? {
        guard let groups = SmallFile.text("/proc/self/cgroup") else { return nil }
        var least: Double?
        for directory in directories(groups: groups) {
            guard let quota = quota(in: directory) else { continue }
            least = min(least ?? quota, quota)
        }
        return least
    }

    /// The control group directories that hold this process, from its own to the root (cgroups(7)).
    ///
    /// Inside a container the paths may start at the host's root, which is not mounted; the mount's root then stands
    /// for the process's own group.
    static func directories(groups: String) -> [String] {
        var result: [String] = []
        for line in groups.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let root: String
            if fields[0] == "0", fields[1].isEmpty {
                root = "/sys/fs/cgroup"
            } else if fields[1].split(separator: ",").contains("cpu") {
                root = "/sys/fs/cgroup/cpu"
            } else {
                continue
            }
            var names = fields[2].split(separator: "/").map(String.init)
            while true {
                result.append(([root] + names).joined(separator: "/"))
                if names.popLast() == nil { break }
            }
        }
        return result
    }

    private static func quota(in directory: String) -> Double? {
        if let text = SmallFile.text(directory + "/cpu.max") { return quota(version2: text) }
        guard let quota = SmallFile.text(directory + "/cpu.cfs_quota_us"),
            let period = SmallFile.text(directory + "/cpu.cfs_period_us")
        else { return nil }
        return self.quota(version2: quota + " " + period)
    }

    /// Reads "200000 100000" as 2; "max" and version 1's -1 mean no limit.
    static func quota(version2 text: String) -> Double? {
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 2, let quota = Double(fields[0]), let period = Double(fields[1]), quota > 0, period > 0
        else { return nil }
        return quota / period
    }
}

/// Reads files of the kernel's, which have no size.
enum SmallFile {
    static func text(_ path: String) -> String? {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = read(fd, &buffer, buffer.count)
        return count >= 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }
}
