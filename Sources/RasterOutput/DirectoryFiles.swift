internal import Glibc
public import SystemPackage

extension FileDescriptor {
    /// Creates a file in the directory that this descriptor is open on, or empties the one that is there.
    ///
    /// Symbolic links are not followed.
    public func openFile(_ name: String) throws(Errno) -> FileDescriptor {
        let fd = openat(rawValue, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard fd >= 0 else { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: fd)
    }
}
