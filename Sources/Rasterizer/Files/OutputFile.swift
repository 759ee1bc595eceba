internal import Glibc
internal import RasterOutput
internal import SystemPackage

/// The output, written beside its final name and given that name only when it is complete.
///
/// Until then it has no name at all where the file system allows that, so that nothing is left of it however the
/// program ends.
struct OutputFile: ~Copyable {
    /// The target that stands for standard output.
    static let standardOutput = "-"

    let descriptor: FileDescriptor
    private let target: String
    private let partial: String
    private var hasPartialName: Bool
    // Devices and pipes cannot be replaced by renaming; they are filled at the end.
    private let isSpecial: Bool

    /// Opens a file for a target that may exist.
    ///
    /// - Parameter spool: Where the output is gathered if the target is a device or a pipe.
    init(target: String, spool: String) throws(JobError) {
        var status = stat()
        let isStandardOutput = target == Self.standardOutput
        let exists = !isStandardOutput && stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR {
            throw JobError(
                .outputUnwritable,
                "\(target) is a directory. Name a file for the output, or say with --format which files to fill it with."
            )
        }
        let isSpecial = isStandardOutput || (exists && status.st_mode & S_IFMT != S_IFREG)
        // A link keeps pointing where it does; the file it points to is replaced.
        let resolved = isSpecial ? target : Self.resolved(target)
        let directory = isSpecial ? spool : FileIdentity.directory(of: resolved)
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        // Not made from the output's name, which may be as long as a name can be.
        let partial = "\(directory)/.pdfsplit-\(random)"
        var fd = open(directory, Self.unnamed | O_RDWR | O_CLOEXEC, 0o666)
        let hasPartialName = fd < 0
        if hasPartialName { fd = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
        guard fd >= 0 else { throw Self.failure(target) }
        // A file that is replaced passes its mode on.
        if exists, !isSpecial { fchmod(fd, status.st_mode & 0o777) }
        // A value that cannot be copied must not be half made when an error is thrown, so its fields come last.
        descriptor = FileDescriptor(rawValue: fd)
        self.target = resolved
        self.partial = partial
        self.hasPartialName = hasPartialName
        self.isSpecial = isSpecial
    }

    // O_TMPFILE, which the C library's headers hide from Swift.
    private static let unnamed: Int32 = 0o20_000_000 | O_DIRECTORY

    deinit {
        if hasPartialName { unlink(partial) }
        try? descriptor.close()
    }

    /// Makes the file's contents safe on disk and gives it its name.
    ///
    /// Blocks.
    mutating func commit() throws(JobError) {
        if isSpecial {
            try fillTarget()
        } else {
            guard fsync(descriptor.rawValue) == 0 else { throw Self.failure(target) }
            if !hasPartialName {
                // An unnamed file cannot take the place of another in one step; a named one can.
                let source = "/proc/self/fd/\(descriptor.rawValue)"
                guard linkat(AT_FDCWD, source, AT_FDCWD, partial, AT_SYMLINK_FOLLOW) == 0 else {
                    throw Self.failure(target)
                }
                hasPartialName = true
            }
            guard rename(partial, target) == 0 else { throw Self.failure(target) }
            hasPartialName = false
            Self.syncDirectory(of: target)
        }
    }

    private func fillTarget() throws(JobError) {
        do {
            try descriptor.seek(offset: 0, from: .start)
            if target == Self.standardOutput {
                _ = try descriptor.copyContents(to: .standardOutput)
                return
            }
            let file = try FileDescriptor.open(FilePath(target), .writeOnly, options: [.closeOnExec])
            defer { try? file.close() }
            _ = try descriptor.copyContents(to: file)
        } catch {
            let name = target == Self.standardOutput ? "standard output" : target
            throw JobError(.outputUnwritable, "\(name): \(error)")
        }
    }

    /// Makes the new name itself safe; a file system that cannot do that has done what it can.
    private static func syncDirectory(of path: String) {
        let fd = open(FileIdentity.directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard fd >= 0 else { return }
        fsync(fd)
        close(fd)
    }

    private static func failure(_ path: String) -> JobError {
        JobError(.outputUnwritable, "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }

    /// Follows symbolic links to the file that they name, which need not exist.
    private static func resolved(_ path: String) -> String {
        var path = path
        // As many as the kernel follows.
        for _ in 0..<40 {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &buffer, buffer.count)
            guard count > 0 else { break }
            let link = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            path = link.hasPrefix("/") ? link : FileIdentity.directory(of: path) + "/" + link
        }
        return path
    }
}
