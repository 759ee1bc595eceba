/// How a page's size is brought to its sheet's, as the print-scaling attribute of PWG 5100.13 has it.
///
/// The aspect ratio is always kept. The printable area is the sheet without its margins.
public enum Scaling: String, CaseIterable, Codable, Sendable {
    /// Up or down into the printable area, all of the page shown.
    case fit

    /// Up or down until the whole sheet is covered; what hangs over, and what falls on the margins, is cut.
    case fill

    /// Never; what does not go into the printable area is cut.
    case none

    /// Down only, to fit a page larger than the printable area; others as with none: the attribute's auto-fit.
    case shrink

    /// Fits a page larger than the sheet within margins, or fills the sheet if there are none; others as with none.
    case auto

    /// Returns which of the three plain modes this one comes to for a page.
    ///
    /// - Parameters:
    ///   - page: The page's upright size in points.
    ///   - sheet: The sheet's size in points.
    ///   - printable: The printable area's size in points.
    ///   - margins: Whether any margin is above zero.
    /// - Returns: `fit`, `fill` or `none`.
    func resolved(page: Size, sheet: Size, printable: Size, margins: Bool) -> Scaling {
        switch self {
        case .fit, .fill, .none: self
        case .shrink: Tolerance.exceeds(page, printable) ? .fit : .none
        case .auto: Tolerance.exceeds(page, sheet) ? (margins ? .fit : .fill) : .none
        }
    }
}

/// Differences that come from rounding in files and not from intent.
enum Tolerance {
    /// In points: writers round sizes to two or three decimals, so A4 comes as 595.28, 595.276 or 595.2756.
    static let points = 0.01

    /// In pixels: an edge this near to a whole pixel lies on it, as in MuPDF's rounding of rectangles.
    static let pixels = 0.001

    /// Whether a size is larger than another in at least one direction.
    static func exceeds(_ size: Size, _ other: Size) -> Bool {
        size.width > other.width + points || size.height > other.height + points
    }
}
