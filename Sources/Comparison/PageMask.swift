public import PageLayout

/// A rectangle of pages in which differences do not count, or outside of which they do not.
public struct PageMask: Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
        /// What differs in it does not count.
        case exclude
        /// Where a page has such masks, only what differs in one of them counts.
        case include
    }

    /// A distance from an edge of the page, or between two.
    enum Extent: Sendable, Equatable {
        case points(Double)
        case pixels(Double)
        /// Of the page's width or height; 1 is all of it.
        case part(Double)

        func pixels(of side: Int, dpi: Double) -> Double {
            switch self {
            case .points(let points): points * dpi / 72
            case .pixels(let pixels): pixels
            case .part(let part): part * Double(side)
            }
        }
    }

    public let kind: Kind
    /// The mask as it was written.
    public let text: String
    /// nil for all pages.
    let pages: PageSelection?
    let x, y, width, height: Extent

    /// Returns whether a page has this mask.
    ///
    /// - Parameters:
    ///   - page: The page, from 0, of the left side.
    ///   - count: The number of pages of that side.
    /// - Throws: `LayoutError` of kind `pageOutOfRange` or `emptySelection`.
    public func applies(toPage page: Int, of count: Int) throws(LayoutError) -> Bool {
        guard let pages else { return true }
        return try pages.pages(of: count).contains(page)
    }

    /// Returns the pixels of a page that the mask touches, or nil if it touches none, as it lies beyond the page.
    ///
    /// - Parameters:
    ///   - width: Pixels of a row of the page.
    ///   - height: Its rows.
    ///   - dpi: Its pixels per inch.
    public func resolve(width: Int, height: Int, dpi: Double) -> MaskArea? {
        let columns = PageMask.pixels(from: x, by: self.width, side: width, dpi: dpi)
        let rows = PageMask.pixels(from: y, by: self.height, side: height, dpi: dpi)
        guard !columns.isEmpty && !rows.isEmpty else { return nil }
        let rect = PixelRect(
            x0: columns.lowerBound, y0: rows.lowerBound, x1: columns.upperBound, y1: rows.upperBound)
        return MaskArea(rect, kind)
    }

    private static func pixels(from start: Extent, by extent: Extent, side: Int, dpi: Double) -> Range<Int> {
        // What lies this close to the edge of a pixel was meant to lie on it: 10mm at 254 dpi are 100 pixels.
        let tolerance = 1e-6
        let first = start.pixels(of: side, dpi: dpi)
        let end = first + extent.pixels(of: side, dpi: dpi)
        let limit = Double(side)
        let low = min((first + tolerance).rounded(.down), limit)
        return Int(low)..<Int(max(min((end - tolerance).rounded(.up), limit), low))
    }
}
