internal import CMuPDF

/// A failure to open, read or draw a PDF, or an image or font file.
public struct PDFError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is, which decides what the caller can do about it.
    public enum Code: Sendable, Equatable {
        /// The file could not be opened, mapped or is no regular file.
        case fileUnreadable
        /// The file is no PDF, or damaged beyond repair.
        case notAPDF
        /// The document needs a password that was not given.
        case passwordNeeded
        /// The password given is neither the user's nor the owner's.
        case passwordWrong
        /// Memory ran out, so that nothing drawn is to be trusted.
        case outOfMemory
        /// The engine gave up on a page.
        case pageUnreadable
        /// The file is no image of a kind that can be read.
        case notAnImage
        /// An image is damaged, cut short or too large.
        case imageUnreadable
        /// A directory cannot be read, or has no font that can be used.
        case noFonts
    }

    public let code: Code
    /// What was said about it; a phrase without the file's or page's name, which the caller knows.
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Translates a status that is not OK.
    init(_ status: CMuPDFStatus, _ error: CMuPDFError, otherwise code: Code) {
        let text = withUnsafeBytes(of: error.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        self.init(status == .outOfMemory ? .outOfMemory : code, text)
    }
}
