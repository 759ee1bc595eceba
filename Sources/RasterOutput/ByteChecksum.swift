internal import CCodecs
public import SystemPackage

/// A checksum of bytes: two CRCs of 64 bits, of different polynomials.
///
/// Different bytes come to the same one by accident with a probability of 2 to the power of -128. It is no protection against
/// somebody who wants two files to have the same.
public struct ByteChecksum: Sendable {
    private var words: (UInt64, UInt64) = (0, 0)

    public init() {}

    /// Reads a file from its beginning to its end.
    ///
    /// - Parameter file: Open for reading, at its beginning; it stays the caller's.
    public init(contentsOf file: FileDescriptor) throws(Errno) {
        do {
            try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 64) { buffer in
                while case let count = try file.read(into: buffer), count > 0 {
                    insert(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                }
            }
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// Takes in bytes, in pieces of any length.
    public mutating func insert(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        withUnsafeMutableBytes(of: &words) { words in
            if let words = words.assumingMemoryBound(to: UInt64.self).baseAddress {
                ccodecs_checksum(words, base, bytes.count)
            }
        }
    }

    /// 32 hexadecimal digits.
    public var text: String {
        [words.0, words.1].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
