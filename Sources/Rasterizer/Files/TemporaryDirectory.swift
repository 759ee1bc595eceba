internal import Glibc
internal import SystemPackage

/// A private directory for a run's page files.
///
/// It is locked for as long as it is in use. The lock goes with the process however that ends, so that the next run
/// can tell what was left behind from what another run is using.
struct TemporaryDirectory: ~Copyable {
    static let prefix = "pdfsplit-run-"
    // Not locked yet, so not to be swept until it is old.
    private static let unlockedPrefix = ".pdfsplit-new-"
    /// What mkdtemp puts a name of its own in the place of.
    private static let placeholder = String(repeating: "X", count: 6)
    /// A file that only such a directory holds: a name alone is no proof that it is ours to remove.
    static let mark = ".made-by-pdfsplit"
    /// A file that says that whoever asked for the directory will remove it.
    private static let keepMark = "kept"

    let path: String
    let descriptor: FileDescriptor
    /// Leave the directory where it is when this value ends.
    var keep = false

    /// Makes a directory that nobody else can read or guess the name of.
    ///
    /// - Parameter remedy: What to do if it cannot be made there, in a sentence.
    init(
        in parent: String, remedy: String = "Choose another place with --temp-dir."
    ) throws(JobError) {
        var template = Array("\(parent)/\(Self.unlockedPrefix)\(Self.placeholder)".utf8CString)
        guard mkdtemp(&template) != nil else { throw Self.failure(parent, remedy) }
        let fresh = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let fd = open(fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let suffix = fresh.dropFirst("\(parent)/\(Self.unlockedPrefix)".count)
        let path = "\(parent)/\(Self.prefix)\(suffix)"
        // Locked first and then given its name, so that under that name it is never seen unlocked while in use.
        guard fd >= 0, flock(fd, LOCK_EX | LOCK_NB) == 0, Self.create(Self.mark, in: fd), rename(fresh, path) == 0
        else {
            let error = Self.failure(parent, remedy)
            if fd >= 0 {
                Self.remove(fd, path: fresh)
                close(fd)
            }
            throw error
        }
        self.path = path
        descriptor = FileDescriptor(rawValue: fd)
    }

    deinit {
        if !keep { Self.remove(descriptor.rawValue, path: path) }
        try? descriptor.close()
    }

    private static func failure(_ parent: String, _ remedy: String) -> JobError {
        JobError(
            .outputUnwritable,
            "\(parent): no temporary directory can be made there: \(String(cString: strerror(errno))). \(remedy)")
    }

    /// Removes the directories that runs have left behind which were killed.
    static func sweep(_ parent: String) {
        guard let listing = opendir(parent) else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = DirectoryEntry.name(entry)
            if name.hasPrefix(prefix) { sweep("\(parent)/\(name)", olderThan: 0) }
            if name.hasPrefix(unlockedPrefix) { sweep("\(parent)/\(name)", olderThan: 3600) }
        }
    }

    private static func sweep(_ path: String, olderThan age: Int) {
        let fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard fd >= 0 else { return }
        defer { close(fd) }
        var status = stat()
        guard fstat(fd, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o777 == 0o700,
            time(nil) - status.st_mtim.tv_sec >= age, flock(fd, LOCK_EX | LOCK_NB) == 0
        else { return }
        guard faccessat(fd, mark, F_OK, 0) == 0, faccessat(fd, keepMark, F_OK, 0) != 0 else { return }
        remove(fd, path: path)
    }

    private static func create(_ name: String, in directory: Int32) -> Bool {
        let fd = openat(directory, name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if fd >= 0 { close(fd) }
        return fd >= 0
    }

    /// Leaves the directory behind, also for the sweeps of later runs.
    mutating func keepForGood() {
        keep = true
        _ = Self.create(Self.keepMark, in: descriptor.rawValue)
    }

    /// Removes a directory of plain files.
    private static func remove(_ directory: Int32, path: String) {
        guard let listing = fdopendir(dup(directory)) else { return }
        rewinddir(listing)
        while let entry = readdir(listing) {
            unlinkat(directory, DirectoryEntry.name(entry), 0)
        }
        closedir(listing)
        rmdir(path)
    }
}

/// A temporary directory that several hold, and that goes with the last of them.
final class SpoolDirectory: Sendable {
    let path: String
    let descriptor: FileDescriptor
    private let directory: TemporaryDirectory

    init(_ directory: consuming TemporaryDirectory) {
        path = directory.path
        descriptor = directory.descriptor
        self.directory = directory
    }

    /// Opens it in a worker.
    static func open(_ path: String) throws(RenderFailure) -> FileDescriptor {
        do {
            return try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
        } catch {
            throw RenderFailure(.outputUnwritable, "\(path): \(error)")
        }
    }
}
