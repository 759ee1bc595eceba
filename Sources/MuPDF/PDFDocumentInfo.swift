internal import CMuPDF

/// What a document says of itself.
public struct PDFDocumentInfo: Sendable, Equatable {
    /// How a document is encrypted.
    public struct Encryption: Sendable, Equatable {
        /// V and R of the encryption dictionary.
        public var version, revision: Int
        /// "RC4", "AES" or "None".
        public var method: String
        public var keyBits: Int
        /// P of the encryption dictionary: what who has not the owner's password may do.
        public var permissions: Int32
    }

    /// Such as "1.7".
    public var version: String
    /// Entries of the information dictionary; nil where they are absent or empty.
    public var title, author, subject, keywords, creator, producer: String?
    /// Dates as they stand there, such as "D:20260229120000+01'00'".
    public var creationDate, modificationDate: String?
    public var encryption: Encryption?

    init(_ info: CMuPDFDocumentInfo) {
        func entry(_ value: CMuPDFInfoText) -> String? {
            let value = text(of: value)
            return value.isEmpty ? nil : value
        }
        version = "\(info.version / 10).\(info.version % 10)"
        title = entry(info.title)
        author = entry(info.author)
        subject = entry(info.subject)
        keywords = entry(info.keywords)
        creator = entry(info.creator)
        producer = entry(info.producer)
        creationDate = entry(info.creationDate)
        modificationDate = entry(info.modificationDate)
        guard info.isEncrypted else { return }
        encryption = Encryption(
            version: Int(info.encryptionVersion), revision: Int(info.encryptionRevision), method: text(of: info.method),
            keyBits: Int(info.keyBits), permissions: info.permissions)
    }
}

extension Document {
    /// Reads what the document says of itself.
    public func info() throws(PDFError) -> PDFDocumentInfo {
        var info = CMuPDFDocumentInfo()
        var error = CMuPDFError()
        let status = cmupdf_document_info(handle, &info, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .notAPDF) }
        return PDFDocumentInfo(info)
    }

    /// Finds out what a page is made of, without drawing it.
    ///
    /// A document that was asked this must not be drawn from afterwards: what is kept of its images has no pixels.
    ///
    /// - Parameters:
    ///   - page: The page, counted from zero.
    ///   - box: The part of user space that is the page.
    ///   - userUnit: The size of a user space unit in 1/72 inch, above zero.
    public func info(ofPage page: Int, box: PDFRectangle, userUnit: Double) throws(PDFError) -> PDFPageInfo {
        let rect = CMuPDFRect(x0: Float(box.x0), y0: Float(box.y0), x1: Float(box.x1), y1: Float(box.y1))
        var info = CMuPDFPageInfo()
        var error = CMuPDFError()
        let status = cmupdf_page_info(handle, Int32(page), rect, Float(userUnit), &info, &error)
        defer { cmupdf_page_info_clear(handle, &info) }
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return PDFPageInfo(info)
    }
}
