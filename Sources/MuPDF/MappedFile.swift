import Glibc

/// A file's bytes, mapped read-only for as long as this value lives.
///
/// The engine reads from memory and not from a descriptor, because processes that share a descriptor share its
/// position. A file that is cut short meanwhile raises SIGBUS in the process that reads it.
struct MappedFile: ~Copyable {
    let start: UnsafeRawPointer
    let count: Int

    /// Maps a regular file; an empty one is refused with a code of the caller's.
    init(path: String, ifEmpty code: PDFError.Code = .notAPDF) throws(PDFError) {
        let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { throw PDFError(.fileUnreadable, Self.lastError()) }
        defer { close(fd) }
        var status = stat()
        guard fstat(fd, &status) == 0 else { throw PDFError(.fileUnreadable, Self.lastError()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw PDFError(.fileUnreadable, "it is not a regular file") }
        guard status.st_size > 0 else { throw PDFError(code, "the file is empty") }
        let size = Int(status.st_size)
        let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, fd, 0)
        guard let address, address != MAP_FAILED else { throw PDFError(.fileUnreadable, Self.lastError()) }
        start = UnsafeRawPointer(address)
        count = size
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: start), count)
    }

    /// All of them.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Lets the system take back the memory of what was read so far; what is read again comes from its cache.
    borrowing func forgetPages() {
        madvise(UnsafeMutableRawPointer(mutating: start), count, MADV_DONTNEED)
    }

    private static func lastError() -> String {
        String(cString: strerror(errno))
    }
}
