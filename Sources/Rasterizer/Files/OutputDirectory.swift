internal import Glibc

/// Directories that outputs go to.
public enum OutputDirectory {
    /// Makes a directory, and those that it lies in, unless they are there.
    ///
    /// - Returns: The paths of those that were not there, each before those in it.
    @discardableResult
    public static func make(_ path: String) throws(JobError) -> [String] {
        if mkdir(path, 0o777) == 0 { return [path] }
        var outer: [String] = []
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            outer = try make(String(path[..<slash]))
            if mkdir(path, 0o777) == 0 { return outer + [path] }
        }
        // Behind a slash at its end it has just been made.
        if errno == EEXIST { return outer }
        throw JobError(.outputUnwritable, "\(path) cannot be made: \(String(cString: strerror(errno))).")
    }

    /// Removes directories that were made and in which nothing is.
    ///
    /// - Parameter made: What ``make(_:)`` returned.
    static func removeEmpty(_ made: [String]) {
        for path in made.reversed() { rmdir(path) }
    }
}
