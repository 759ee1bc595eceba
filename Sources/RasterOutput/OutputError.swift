public import SystemPackage

/// A failure to encode or write.
public struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Sendable, Equatable {
        /// The system refused a write; ``OutputError/errno`` says why.
        case writeFailed
        /// The image has a size or form that the codec or the file format cannot hold.
        case unsupported
        /// A codec failed for a reason of its own.
        case codecFailed
        /// An encoded page is not what its maker said it was.
        case mismatch
    }

    public let code: Code
    public let errno: Errno?
    /// A phrase that names the file.
    public let description: String

    public init(_ code: Code, _ description: String, errno: Errno? = nil) {
        self.code = code
        self.errno = errno
        self.description = errno.map { "\(description): \($0)" } ?? description
    }
}
