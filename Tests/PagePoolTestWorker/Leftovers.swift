import Glibc
import PoolTestWork

/// What this process holds, and so what pools that are gone have left behind.
struct Leftovers {
    private let descriptors: [String]
    private let boards: Int
    private let threads: Int

    /// Notes what there is before.
    init() {
        descriptors = Self.descriptors
        boards = Self.boards
        // Swift's own threads come and go with the work, up to one for each CPU; those of pools would add up.
        threads = Self.threads + sysconf(Int32(_SC_NPROCESSORS_CONF))
    }

    /// What each open descriptor is of, but for timers, which Swift's scheduler opens when it first needs one; pools have
    /// none.
    ///
    /// The one by which they are listed is closed when it is read, and of nothing then, unless a timer got its number.
    private static var descriptors: [String] {
        SystemState.links(in: "/proc/self/fd").filter { !$0.isEmpty && $0 != "anon_inode:[timerfd]" }
    }
    private static var threads: Int { SystemState.entries(of: "/proc/self/task").count }

    /// The memory mapped that pools share with workers.
    private static var boards: Int {
        (SystemState.text(of: "/proc/self/maps") ?? "").split(separator: "\n").count { $0.contains("memfd:pagepool") }
    }

    /// What is there now that was not before; nil if nothing.
    ///
    /// What the pool's thread still holds may be released in the moments after the pool's end, but no child may be left
    /// by then.
    ///
    /// - Parameter directory: Where nothing but marks should be.
    func complaint(files directory: String) -> String? {
        var child = siginfo_t()
        if waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0 {
            return "children are left: \(descendants())"
        }
        let limit = Duration.seconds(5)
        guard SystemState.eventually(within: limit, { descendants().isEmpty }) else {
            return "processes are left: \(descendants())"
        }
        guard SystemState.eventually(within: limit, { Self.descriptors.count == descriptors.count }) else {
            return "descriptors are open: \(Self.descriptors); before: \(descriptors)"
        }
        guard SystemState.eventually(within: limit, { Self.boards == boards }) else {
            return "\(Self.boards) boards are mapped, \(boards) before"
        }
        guard SystemState.eventually(within: limit, { Self.threads <= threads }) else {
            return "\(Self.threads) threads run, \(threads) at most are right"
        }
        let files = SystemState.entries(of: directory).filter { !$0.hasPrefix("mark") }
        return files.isEmpty ? nil : "files are left: \(files)"
    }

    /// All of this process's group that live, however their parents have ended; zombies among them are init's.
    private func descendants() -> [SystemState.Process] {
        SystemState.processes().filter { $0.group == getpgrp() && $0.pid != getpid() && !$0.isZombie }
    }
}

/// The working directory of a run, and where temporary files go, removed at its end.
struct ScratchDirectory: ~Copyable {
    let path: String

    init() {
        path = "/tmp/pagepool-matrix-\(getpid())"
        mkdir(path, 0o700)
        chdir(path)
        setenv("TMPDIR", path, 1)
    }

    func empty() {
        for name in SystemState.entries(of: path) { unlink(path + "/" + name) }
    }

    deinit {
        empty()
        rmdir(path)
    }
}
