/// Writes a document of page images front to back, but leaves it to others to write the images and what comes before them.
///
/// The bytes are a function of the pages alone.
public protocol DocumentWriter: AnyObject {
    /// The bytes written so far, those still held back included.
    var byteCount: Int { get }

    /// Adds a page that shows an encoded image.
    ///
    /// - Parameter resolution: Pixels an inch.
    /// - Returns: What remains to be done to have the page's image, and all before it, in the document.
    func appendPage(
        _ size: PDFPageSize, image: EncodedImage, resolution: Double
    ) throws(OutputError) -> [Placement]

    /// Adds a page that stands for one that could not be made, and says why.
    func appendPlaceholder(_ size: PDFPageSize, lines: [String]) throws(OutputError)

    /// Writes what a reader needs to find the pages.
    ///
    /// The writer is of no use after it.
    func finish() throws(OutputError)
}
