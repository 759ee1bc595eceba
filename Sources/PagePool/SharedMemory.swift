internal import CPagePool
internal import Glibc

/// Bytes that processes share instead of copying them.
///
/// Put one into a task or an output that is too large to be sent: only a descriptor crosses, and the bytes stay where
/// they are. They are filled once and cannot change any more (memfd_create(2), F_SEAL_WRITE), so that neither side need
/// mistrust the other. They are released with the last value that refers to them, in whatever process.
///
/// A task, an output or a worker's error may hold some; a set-up value and a report of progress may not. Each value
/// keeps a descriptor open and a mapping in its process.
public final class SharedMemory: Codable, Sendable {
    /// The most that one task or one output can refer to: 64.
    ///
    /// A task with more is an encoding error where it is given; an output with more ends its worker.
    public static let maximumPerMessage = Int(CPagePoolMaximumAttachments)

    /// Why memory could not be made or mapped.
    public struct Failure: Error, CustomStringConvertible {
        /// The step that failed, and the system's reason.
        public let description: String

        init(_ step: String) {
            description = "shared memory: \(step): \(String(cString: strerror(errno)))"
        }
    }

    /// The size in bytes.
    public let byteCount: Int
    let descriptor: Int32
    // Written by nobody after the sealing.
    private nonisolated(unsafe) let base: UnsafeRawPointer

    /// Makes memory and fills it.
    ///
    /// - Parameters:
    ///   - byteCount: Its size; at least one byte.
    ///   - fill: Writes the bytes, which are zero before.
    /// - Throws: A ``Failure``, or what `fill` throws.
    public convenience init(byteCount: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
        precondition(byteCount > 0, "shared memory holds at least one byte")
        let descriptor = cpagepool_memory_create(byteCount)
        guard descriptor >= 0 else { throw Failure("making it") }
        do {
            guard let pointer = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
                pointer != MAP_FAILED
            else { throw Failure("mapping it") }
            // The system seals nothing that is still mapped for writing.
            defer { munmap(pointer, byteCount) }
            try fill(UnsafeMutableRawBufferPointer(start: pointer, count: byteCount))
        } catch {
            close(descriptor)
            throw error
        }
        guard cpagepool_memory_seal(descriptor, 1) == 0 else {
            let failure = Failure("sealing it")
            close(descriptor)
            throw failure
        }
        try self.init(adopting: descriptor)
    }

    /// Takes over a descriptor that another process has sent; it is closed also on failure.
    init(adopting descriptor: Int32) throws(Failure) {
        // A size that could still change would let the sender kill the reader.
        let size = cpagepool_memory_sealed_size(descriptor)
        let pointer = size > 0 ? mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0) : MAP_FAILED
        guard let pointer, pointer != MAP_FAILED else {
            let failure = Failure("mapping what was received")
            close(descriptor)
            throw failure
        }
        (self.byteCount, self.descriptor, base) = (size, descriptor, UnsafeRawPointer(pointer))
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: base), byteCount)
        close(descriptor)
    }

    /// Gives the bytes to a closure, without copying them.
    ///
    /// - Parameter body: Reads the bytes; the pointer is valid as long as it runs.
    public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try body(UnsafeRawBufferPointer(start: base, count: byteCount))
    }

    /// Writes a reference that only a pool can resolve.
    ///
    /// - Throws: An encoding error if the encoder is not that of a task, an output or a worker's error.
    public func encode(to encoder: any Encoder) throws {
        guard let attachments = Attachments.of(encoder.userInfo) else {
            throw EncodingError.invalidValue(
                self,
                EncodingError.Context(
                    codingPath: encoder.codingPath,
                    debugDescription: "shared memory goes with tasks and outputs of a pool only"))
        }
        var container = encoder.singleValueContainer()
        try container.encode(attachments.add(self))
    }

    /// Maps the memory that came with a task or an output.
    ///
    /// - Throws: A decoding error if none came; a ``Failure`` if it cannot be mapped.
    public convenience init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let index = try container.decode(Int.self)
        guard let memories = Attachments.of(decoder.userInfo)?.memories, memories.indices.contains(index) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "the shared memory referred to did not come with the message")
        }
        // A class cannot stand for an existing object when it is decoded, but another mapping of the same bytes can.
        let copy = fcntl(memories[index].descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw Failure("duplicating its descriptor") }
        try self.init(adopting: copy)
    }
}
