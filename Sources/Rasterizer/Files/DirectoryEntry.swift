internal import Glibc

/// An entry of a directory as the system lists it.
enum DirectoryEntry {
    /// An entry's name, read where it lies; bytes that are no UTF-8 are replaced.
    ///
    /// It has as many bytes as it needs. To copy all that the type declares can run over the end of memory.
    static func name(_ entry: UnsafeMutablePointer<dirent>) -> String { String(cString: bytes(entry)) }

    /// An entry's name; nil if it is no UTF-8, so that no path leads there.
    static func exactName(_ entry: UnsafeMutablePointer<dirent>) -> String? { String(validatingCString: bytes(entry)) }

    /// Says that a file is left out because of its name, which must not happen unseen.
    static func unusableName(_ name: String, in directory: String) -> JobError {
        JobError(.usage, "\(directory)/\(name): the file's name is not UTF-8. Rename it.")
    }

    /// The names of a directory's files that have one that can be used; none if it cannot be read.
    static func names(in directory: String) -> [String] {
        guard let listing = opendir(directory) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            if let name = exactName(entry) { names.append(name) }
        }
        return names
    }

    /// Whether an entry is a directory, and not a link to one.
    static func isDirectory(_ entry: UnsafeMutablePointer<dirent>, in listing: OpaquePointer) -> Bool {
        var status = stat()
        return fstatat(dirfd(listing), bytes(entry), &status, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func bytes(_ entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar> {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        return UnsafePointer(
            UnsafeMutableRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
    }
}
