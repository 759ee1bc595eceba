/// How the sheet is turned; what is on the page is never turned by it.
public enum Orientation: String, CaseIterable, Codable, Sendable {
    /// Paper lies for a page that is wider than high and stands otherwise; a page without paper keeps its form.
    case auto

    /// The sheet stands: not wider than high.
    case portrait

    /// The sheet lies: not higher than wide.
    case landscape

    /// Returns the sheet for a page.
    ///
    /// - Parameters:
    ///   - page: The page's upright size in points.
    ///   - paper: The paper's size in points in any form, or nil for the page's own size.
    /// - Returns: The turned sheet in points.
    public func sheet(for page: Size, on paper: Size?) -> Size {
        let sheet = paper ?? page
        switch self {
        case .portrait: return sheet.portrait
        case .landscape: return sheet.landscape
        // Without paper this turns a page to its own form, which leaves it as it is.
        case .auto: return page.width > page.height ? sheet.landscape : sheet.portrait
        }
    }
}
