internal import RasterOutput
internal import Rasterizer
internal import SystemPackage

/// A file that a report is written to, piece by piece, so that a report is never in memory as a whole.
struct ReportStream: ~Copyable {
    private static let bufferSize = 1 << 16
    // A multiple of three, so that pieces of base 64 join.
    private static let pieceSize = 3 << 16

    private let descriptor: FileDescriptor
    private var buffer: [UInt8] = []

    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
        buffer.reserveCapacity(Self.bufferSize)
    }

    mutating func write(_ markup: Markup) throws(JobError) {
        buffer += markup.text.utf8
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes a picture as a URI that holds all of its data.
    ///
    /// - Parameters:
    ///   - name: A PNG or JPEG file in the directory.
    ///   - directory: An open directory.
    mutating func writeDataURI(of name: String, in directory: FileDescriptor) throws(JobError) {
        do {
            let file = try directory.openForReading(name)
            defer { try? file.close() }
            var piece = [UInt8](repeating: 0, count: Self.pieceSize)
            var count = try Self.fill(&piece, from: file)
            buffer += "data:\(try Self.mediaType(piece.prefix(count)));base64,".utf8
            try flush()
            while count > 0 {
                let encoded = piece.withUnsafeBytes { Base64.encode(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                try Self.write(encoded, to: descriptor)
                count = try Self.fill(&piece, from: file)
            }
        } catch let error as JobError {
            throw error
        } catch {
            throw JobError(.internalError, "The picture \(name) cannot be put into the report: \(error).")
        }
    }

    mutating func flush() throws(JobError) {
        try Self.write(buffer, to: descriptor)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Reads until the piece is full or the file ends, since a read may bring less than it was asked for.
    private static func fill(_ piece: inout [UInt8], from file: FileDescriptor) throws -> Int {
        try piece.withUnsafeMutableBytes { bytes in
            var filled = 0
            while filled < bytes.count {
                let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
                if count == 0 { break }
                filled += count
            }
            return filled
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(JobError) {
        do {
            try descriptor.writeAll(bytes)
        } catch {
            throw JobError(.outputUnwritable, "The report cannot be written: \(error).")
        }
    }

    private struct UnknownPicture: Error, CustomStringConvertible {
        let description = "it is neither PNG nor JPEG"
    }

    private static func mediaType(_ start: ArraySlice<UInt8>) throws -> String {
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        throw UnknownPicture()
    }
}
