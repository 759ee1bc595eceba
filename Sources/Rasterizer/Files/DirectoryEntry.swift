internal import Glibc

/// An entry of a directory as the system lists it.
enum DirectoryEntry {
    /// An entry's name, read where it lies.
    ///
    /// It has as many bytes as it needs. To copy all that the type declares can run over the end of memory.
    static func name(_ entry: UnsafeMutablePointer<dirent>) -> String {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        return String(cString: UnsafeMutableRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
    }
}
