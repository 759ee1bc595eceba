internal import Glibc
public import RasterOutput
internal import SystemPackage

/// Reads the file of an output profile, of which only the header is looked at.
public enum ProfileFile {
    /// Reads a profile.
    ///
    /// Blocks.
    ///
    /// - Throws: A ``JobError`` if the file cannot be read, or is no profile of colours that pages can have.
    public static func read(_ path: String) throws(JobError) -> OutputProfile {
        let bytes: [UInt8]
        do {
            // A pipe or a terminal that nobody writes to would be waited for.
            let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
            bytes = try file.closeAfter { try read(file) }
        } catch {
            throw JobError(.inputUnreadable, "The profile \(path) cannot be read: \(error).")
        }
        do throws(OutputError) {
            return try OutputProfile(name: path, bytes: bytes)
        } catch {
            throw JobError(.inputUnreadable, "\(error).")
        }
    }

    /// Reads a file to its end, or a byte beyond what a profile may have.
    private static func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= OutputProfile.byteLimit {
            let count = try part.withUnsafeMutableBytes { try file.read(into: $0) }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return bytes
    }
}
