/// The size of a page of an output document.
public struct PDFPageSize: Sendable, Equatable {
    /// Points, 1/72 inch.
    public var width, height: Double

    public init(width: Double, height: Double) {
        (self.width, self.height) = (width, height)
    }

    /// The user space unit in points that keeps the page within the 14,400 units that readers accept
    /// (PDF 32000-1, 7.7.3.3 and annex C.2).
    var userUnit: Double { max(1, (max(width, height) / 14_400).rounded(.up)) }
}
