internal import CMuPDF

/// A PDF opened for reading.
///
/// It belongs to one thread. Calls block while the engine works; damaged documents can keep it busy for long.
public final class Document {
    /// The version of the engine that makes the pixels.
    public static var engineVersion: String { String(cString: cmupdf_version()) }

    let handle: OpaquePointer
    private let file: MappedFile
    private var separation: OutputConversion?
    private var fonts: FontDirectory?

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

    /// Decides how finely edges are graded on all pages drawn from now on.
    ///
    /// - Parameters:
    ///   - text: Bits from 0 (black or white) to 8 for glyphs; the engine has 0, 2, 4, 6 and 8 and takes the next larger.
    ///   - graphics: The same for everything else.
    public func setAntialiasing(text: Int, graphics: Int) {
        precondition((0...8).contains(text) && (0...8).contains(graphics))
        cmupdf_document_set_antialiasing(handle, Int32(text), Int32(graphics))
    }

    /// Has the inks for colours that are none found by a profile, on pages that are drawn in CMYK.
    ///
    /// - Parameter conversion: To a profile of CMYK; nil finds inks that look like the colours when DeviceCMYK is shown.
    public func setSeparation(_ conversion: OutputConversion?) {
        precondition(conversion.map { $0.components == 4 } ?? true)
        separation = conversion
        cmupdf_document_set_separation(handle, conversion?.handle)
    }

    /// Has fonts that pages name and that are not embedded looked for in a directory, before the engine's own.
    ///
    /// Call it before the first page is read. Without it, nothing but the engine's own fonts is ever used.
    public func setFonts(_ fonts: FontDirectory) {
        self.fonts = fonts
        cmupdf_document_set_fonts(handle, fonts.handle)
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

    /// Lets the system take back the memory of the parts of a large file that were read so far, as on a page of scans.
    ///
    /// They count as this process's memory otherwise, until it has mapped the whole file. Reading them again is cheap as
    /// long as the system has them cached.
    public func forgetFilePages() {
        // Below this, mapping again what all pages share costs more than the memory is worth.
        if file.count > 4 << 20 { file.forgetPages() }
    }

    /// Drops what was read of the document's objects since the pages were counted; they are read again when needed.
    ///
    /// The engine keeps all of them otherwise, so that memory grows with every page. Nothing is dropped from a document
    /// whose cross-reference table the engine has rebuilt.
    public func forgetObjects() {
        cmupdf_document_forget_objects(handle)
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

    /// Bytes, as they lie in the file, of what a page is made of: content streams and forms, and images.
    ///
    /// Read off dictionaries alone; a page that lies about itself is misjudged.
    public func weight(ofPage page: Int) throws(PDFError) -> (content: Int, images: Int) {
        var weight = CMuPDFPageWeight()
        var error = CMuPDFError()
        let status = cmupdf_page_weigh(handle, Int32(page), &weight, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return (Int(clamping: weight.contentBytes), Int(clamping: weight.imageBytes))
    }
}
