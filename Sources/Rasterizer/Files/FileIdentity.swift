internal import Glibc

/// What paths lead to, by whatever links.
enum FileIdentity {
    /// Whether it is the same file or directory.
    static func areSame(_ first: String, _ second: String) -> Bool {
        var one = stat(), two = stat()
        guard stat(first, &one) == 0, stat(second, &two) == 0 else { return false }
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }

    /// Whether a file that need not exist would lie in a directory, at any depth.
    static func lies(_ path: String, in directory: String) -> Bool {
        var place = path
        repeat {
            place = Self.directory(of: place)
            // As long as a part of the path does not exist, what it would lie in decides.
            if access(place, F_OK) == 0, let real = realpath(place, nil) {
                defer { free(real) }
                return isBelow(String(cString: real), directory)
            }
        } while place != "/" && place != "."
        return false
    }

    /// - Parameter path: One without links.
    private static func isBelow(_ path: String, _ directory: String) -> Bool {
        var place = path
        while !areSame(place, directory) {
            guard place != "/" else { return false }
            place = Self.directory(of: place)
        }
        return true
    }

    /// The path of the directory in which a path names something.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
