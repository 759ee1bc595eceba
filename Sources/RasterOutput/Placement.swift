internal import CCodecs
internal import Glibc
public import SystemPackage

/// The way of an encoded file into the room that a document has for it.
///
/// Whoever carries it out needs to know nothing else of the document, so that many can do it at once.
public struct Placement: Codable, Sendable, Equatable {
    /// Where the first byte goes.
    public var offset: Int
    /// What of the document comes before the file, so that whoever copies the file writes that too.
    public var prefix: [UInt8]
    /// The name of the file within its directory.
    public var file: String
    /// The bytes of the file, which come after the prefix.
    public var byteCount: Int

    public init(offset: Int, prefix: [UInt8] = [], file: String, byteCount: Int) {
        (self.offset, self.prefix, self.file, self.byteCount) = (offset, prefix, file, byteCount)
    }

    /// Writes the prefix, and copies the file's bytes behind it.
    ///
    /// Blocks. The output's own position is moved, so that each who carries out placements needs a description of its own.
    ///
    /// - Parameters:
    ///   - name: What messages call the output.
    public func carryOut(
        from files: FileDescriptor, to output: FileDescriptor, name: String
    ) throws(OutputError) {
        let data: FileDescriptor
        do {
            data = try files.openForReading(file)
        } catch {
            throw OutputError(.mismatch, "the page file \(file) is gone", errno: error)
        }
        defer { try? data.close() }
        let copied: Int
        do throws(Errno) {
            guard lseek(output.rawValue, off_t(offset), SEEK_SET) >= 0 else { throw Errno(rawValue: errno) }
            do {
                try output.writeAll(prefix)
            } catch {
                throw error as? Errno ?? .ioError
            }
            copied = try data.copyContents(to: output)
        } catch {
            throw OutputError(.writeFailed, name, errno: error)
        }
        guard copied == byteCount else {
            throw OutputError(.mismatch, "\(file) holds \(copied) bytes and not \(byteCount)")
        }
    }
}

extension [Placement] {
    /// Carries placements out on an output that is opened for them, and then removes the files unless they are kept.
    ///
    /// Blocks.
    public func carryOut(
        from files: FileDescriptor, to path: String, name: String, keepsFiles: Bool
    ) throws(OutputError) {
        let output: FileDescriptor
        do {
            output = try FileDescriptor.open(FilePath(path), .writeOnly, options: [.closeOnExec])
        } catch {
            throw OutputError(.writeFailed, name, errno: error as? Errno)
        }
        defer { try? output.close() }
        for placement in self {
            try placement.carryOut(from: files, to: output, name: name)
        }
        // The output will be made safe on disk when it is complete; so much of it can be there by then.
        if let start = first?.offset, let end = last.map({ $0.offset + $0.prefix.count + $0.byteCount }), start < end {
            ccodecs_begin_writeback(output.rawValue, Int64(start), Int64(end - start))
        }
        // Last, because all of them are done again if the process ends before.
        if !keepsFiles { for placement in self { files.removeFile(placement.file) } }
    }
}
