internal import Glibc

/// Directories that outputs go to.
public enum OutputDirectory {
    /// Makes a directory, and those that it lies in, unless they are there.
    public static func make(_ path: String) throws(JobError) {
        guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try make(String(path[..<slash]))
            guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
        }
        throw JobError(.outputUnwritable, "\(path) cannot be made: \(String(cString: strerror(errno))).")
    }
}
