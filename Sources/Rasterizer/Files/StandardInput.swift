internal import RasterOutput
internal import SystemPackage

/// A document that comes on standard input, which workers cannot open.
enum StandardInput {
    private static let name = "input.pdf"

    /// Saves all of it in a run's directory, with which it goes.
    ///
    /// Blocks.
    ///
    /// - Returns: The file's path.
    static func save(in spool: SpoolDirectory) throws(JobError) -> String {
        do {
            let file = try spool.descriptor.openFile(name)
            defer { try? file.close() }
            _ = try FileDescriptor.standardInput.copyContents(to: file)
        } catch {
            throw JobError(.inputUnreadable, "standard input cannot be read and kept in \(spool.path): \(error).")
        }
        return "\(spool.path)/\(name)"
    }
}
