internal import CMuPDF

/// A PDF opened for reading.
///
/// It belongs to one thread. Calls block while the engine works; damaged documents can keep it busy for long.
public final class Document {
    /// The version of the engine that makes the pixels.
    public static var engineVersion: String { String(cString: cmupdf_version()) }

    let handle: OpaquePointer
    private let file: MappedFile

    /// Maps and opens a document.
    ///
    /// - Parameters:
    ///   - path: The file. It is read through the mapping for as long as the document lives.
    ///   - password: The user or owner password in UTF-8, if there is one.
    /// - Throws: A ``PDFError`` whose code tells an unreadable file, one that is no PDF and a missing or wrong
    ///   password apart.
    public init(path: String, password: String?) throws(PDFError) {
        let file = try MappedFile(path: path)
        var handle: OpaquePointer?
        var error = CMuPDFError()
        let status = cmupdf_document_open(
            file.start.assumingMemoryBound(to: UInt8.self), file.count, password, &handle, &error)
        guard status == .OK, let handle else {
            let code: PDFError.Code =
                status == .password ? (password == nil ? .passwordNeeded : .passwordWrong) : .notAPDF
            throw PDFError(status, error, otherwise: code)
        }
        self.handle = handle
        self.file = file
    }

    deinit {
        cmupdf_document_drop(handle)
    }

    /// Counts the pages that the document's page tree really holds.
    public func countPages() throws(PDFError) -> Int {
        var count: Int32 = 0
        var error = CMuPDFError()
        let status = cmupdf_document_count_pages(handle, &count, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .notAPDF) }
        return Int(count)
    }

    /// Whether the engine has rebuilt the cross-reference table since the document was opened.
    ///
    /// Objects may then mean something else than before, so that a page would look different from one that a fresh
    /// process draws. Open the document again before the next page.
    public var wasRepairedSinceOpening: Bool { cmupdf_document_was_repaired_since_open(handle) }

    /// Lets go of all that was read and opens the same file again, so that pages look as they do to a fresh process.
    ///
    /// No page may be open. After an error the document must not be used any more.
    public func reopen() throws(PDFError) {
        var error = CMuPDFError()
        let status = cmupdf_document_reopen(handle, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .notAPDF) }
    }

    /// Takes the warnings and errors that the engine has reported since the last call.
    public func takeMessages() -> [String] {
        let messages = (0..<cmupdf_document_message_count(handle)).map { index in
            String(cString: cmupdf_document_message(handle, index))
        }
        cmupdf_document_clear_messages(handle)
        return messages
    }

    /// Reads the boxes, rotation and UserUnit of a page, which counts from zero.
    public func geometry(ofPage page: Int) throws(PDFError) -> PageGeometry {
        var boxes = CMuPDFPageBoxes()
        var error = CMuPDFError()
        let status = cmupdf_page_boxes(handle, Int32(page), &boxes, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return PageGeometry(boxes)
    }
}
