internal import CMuPDF

/// The words of a page in reading order.
public struct PageWords: Sendable, Equatable {
    /// A run of characters without white space between them.
    public struct Word: Sendable, Equatable {
        public var text: String
        /// What its characters cover in page space: origin at the top left of the page's box, y down, 1/72 inch.
        public var box: PDFRectangle
    }

    public var words: [Word]
    /// There was more text than was asked for; the rest is left out.
    public var isCut: Bool

    init(_ found: CMuPDFWords) {
        let text = UnsafeRawBufferPointer(start: found.text, count: found.textLength)
        words = UnsafeBufferPointer(start: found.words, count: found.count).map { word in
            Word(
                text: String(decoding: text[word.start..<word.start + word.length], as: UTF8.self),
                box: PDFRectangle(
                    x0: Double(word.box.x0), y0: Double(word.box.y0), x1: Double(word.box.x1), y1: Double(word.box.y1)))
        }
        isCut = found.isCut
    }
}

extension Document {
    /// Reads the words of a page, text that is invisible included, in the order in which the engine takes them to be read.
    ///
    /// Ligatures are taken apart; a word that is broken at the end of a line is two, the first with its hyphen. Characters
    /// that mean nothing outside of their font are U+FFFD.
    ///
    /// No page may be open. What is kept of fonts and images is dropped, so do not mix this with drawing page by page.
    ///
    /// - Parameters:
    ///   - page: The page, counted from zero.
    ///   - box: The part of user space that is the page; text outside of it is left out.
    ///   - userUnit: The size of a user space unit in 1/72 inch, above zero.
    ///   - characterLimit: The words end where there are more characters than this.
    public func words(
        ofPage page: Int, box: PDFRectangle, userUnit: Double, characterLimit: Int = 200_000
    ) throws(PDFError) -> PageWords {
        let rect = CMuPDFRect(x0: Float(box.x0), y0: Float(box.y0), x1: Float(box.x1), y1: Float(box.y1))
        var words = CMuPDFWords()
        var error = CMuPDFError()
        let status = cmupdf_page_words(
            handle, Int32(page), rect, Float(userUnit), Int32(clamping: characterLimit), &words, &error)
        defer { cmupdf_words_clear(handle, &words) }
        guard status == .OK else { throw PDFError(status, error, otherwise: .pageUnreadable) }
        return PageWords(words)
    }
}
