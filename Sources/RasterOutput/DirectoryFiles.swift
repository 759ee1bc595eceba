internal import CCodecs
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

extension FileDescriptor {
    /// Does what ``openFile(_:)`` does, with an error that names the file.
    func createFile(_ name: String) throws(OutputError) -> FileDescriptor {
        do {
            return try openFile(name)
        } catch {
            throw OutputError(.writeFailed, name, errno: error)
        }
    }

    /// Opens a file in the directory that this descriptor is open on, for writing over what it holds.
    ///
    /// Symbolic links are not followed.
    func openForChanging(_ name: String) throws(Errno) -> FileDescriptor {
        let fd = openat(rawValue, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard fd >= 0 else { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: fd)
    }

    /// Opens a file in the directory that this descriptor is open on.
    ///
    /// Symbolic links are not followed.
    public func openForReading(_ name: String) throws(Errno) -> FileDescriptor {
        let fd = openat(rawValue, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard fd >= 0 else { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: fd)
    }

    /// Makes the contents of all files safe on disk that lie where this one does, as far as they can be.
    ///
    /// Blocks. For many files this is one wait, and not one for each.
    public func syncFileSystem() {
        ccodecs_sync_file_system(rawValue)
    }

    /// Removes a file from the directory that this descriptor is open on; one that is gone is no matter.
    public func removeFile(_ name: String) {
        unlinkat(rawValue, name, 0)
    }
}
