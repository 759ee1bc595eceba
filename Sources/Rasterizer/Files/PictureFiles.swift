internal import Glibc
internal import RasterOutput
public import SystemPackage

/// Picture files that are left for people to look at.
public enum PictureFiles {
    private static let kinds = ["expected", "actual", "difference"]

    /// Removes what an earlier run has left in a directory, and nothing else.
    static func remove(from directory: String) {
        for name in DirectoryEntry.names(in: directory) {
            if name.hasPrefix("page-"), kinds.contains(where: { name.hasSuffix(".\($0).png") }) {
                unlink("\(directory)/\(name)")
            }
        }
    }

    /// Copies a file of a directory to a path.
    public static func copy(_ file: String, from directory: FileDescriptor, to path: String) throws(JobError) {
        try copy(to: path) { try directory.openForReading(file) }
    }

    /// Copies a file from one path to another.
    static func copy(_ file: String, to path: String) throws(JobError) {
        try copy(to: path) { try FileDescriptor.open(FilePath(file), .readOnly, options: [.closeOnExec]) }
    }

    private static func copy(to path: String, from open: () throws -> FileDescriptor) throws(JobError) {
        do {
            let source = try open()
            defer { try? source.close() }
            let target = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            defer { try? target.close() }
            _ = try source.copyContents(to: target)
        } catch {
            throw JobError(.outputUnwritable, "\(path) cannot be written: \(error).")
        }
    }
}
