import CComparison

/// Rows of two pages that have been compared.
///
/// Its pointers last as long as the call that it is passed to.
public struct ComparedRows {
    /// What became of a pixel.
    public enum PixelClass: UInt8, Sendable {
        case equal = 0
        case differs = 1
        /// Not equal, but within the threshold.
        case tolerated = 2
        /// Beyond the threshold, but antialiasing in one of the pages.
        case antialiased = 3
        /// Not equal, but masked.
        case masked = 4
    }

    /// The rows of the page, from its top.
    public var rows: Range<Int>
    /// A byte for each pixel, the raw value of its class, row after row; nil if all of them are equal.
    public var classes: UnsafePointer<UInt8>?
    /// The rows' pixels on either side.
    public var left, right: UnsafePointer<UInt8>
}
