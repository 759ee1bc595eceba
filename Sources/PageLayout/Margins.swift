/// Borders of the sheet that stay unpainted, in points (1/72 inch).
///
/// They belong to the sheet as it lies in front of the reader, after its orientation is chosen.
public struct Margins: Codable, Sendable, Equatable {
    /// The border along the upper edge.
    public var top: Double

    /// The border along the right edge.
    public var right: Double

    /// The border along the lower edge.
    public var bottom: Double

    /// The border along the left edge.
    public var left: Double

    /// No margins.
    public static let zero = Margins(top: 0, right: 0, bottom: 0, left: 0)

    /// Creates margins in points from any values; their check comes with that of the options.
    public init(top: Double, right: Double, bottom: Double, left: Double) {
        self.top = top
        self.right = right
        self.bottom = bottom
        self.left = left
    }

    /// Reads margins in the order of CSS: one for all, vertical and horizontal, or top, right, bottom, left.
    ///
    /// - Parameter text: Such as 10mm, or 10mm,5mm, or 1cm,2cm,1cm,2cm.
    /// - Throws: `LayoutError` of kind `invalidMargins`.
    public init(parsing text: String) throws(LayoutError) {
        var points: [Double] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            points.append(try Margins.points(of: part, in: text))
        }
        switch points.count {
        case 1: self.init(top: points[0], right: points[0], bottom: points[0], left: points[0])
        case 2: self.init(top: points[0], right: points[1], bottom: points[0], left: points[1])
        case 4: self.init(top: points[0], right: points[1], bottom: points[2], left: points[3])
        default: throw Margins.refusal(text, "it has \(points.count) lengths")
        }
    }

    /// Whether there are no margins at all.
    public var isZero: Bool { self == .zero }

    /// Checks that every margin is finite and at least zero.
    ///
    /// - Throws: `LayoutError` of kind `invalidMargins`.
    public func validate() throws(LayoutError) {
        for (name, value) in [("top", top), ("right", right), ("bottom", bottom), ("left", left)]
        where !(value.isFinite && value >= 0) {
            throw LayoutError(
                kind: .invalidMargins,
                message: "The \(name) margin is \(value.text()) pt. A margin must be zero or more."
            )
        }
    }

    /// Returns what the margins leave of a sheet, from the sheet's top left corner, y down, in points.
    ///
    /// - Throws: `LayoutError` of kind `noPrintableArea` when nothing is left.
    public func printableArea(of sheet: Size) throws(LayoutError) -> Rectangle {
        let area = Rectangle(x0: left, y0: top, x1: sheet.width - right, y1: sheet.height - bottom)
        // Margins that add up to the sheet's edge may leave a sliver by rounding, which nobody wants a page fitted to.
        let least = isZero ? 0 : Tolerance.points
        guard area.width > least, area.height > least else {
            throw LayoutError(
                kind: .noPrintableArea,
                message: "The margins (top \(top.text()), right \(right.text()), bottom \(bottom.text()), "
                    + "left \(left.text()) pt) leave nothing of a sheet of \(sheet.pointsText) "
                    + "(\(sheet.millimetresText)). Choose smaller margins or larger paper."
            )
        }
        return area
    }
}

extension Margins {
    private static func points(of part: Substring, in text: String) throws(LayoutError) -> Double {
        do {
            return try Length(parsing: String(part)).points
        } catch {
            throw LayoutError(
                kind: .invalidMargins,
                message: "The margins \"\(text)\" cannot be read. \(error.message)"
            )
        }
    }

    private static func refusal(_ text: String, _ reason: String) -> LayoutError {
        LayoutError(
            kind: .invalidMargins,
            message: "The margins \"\(text)\" cannot be read: \(reason). Give one length for all sides, two for "
                + "vertical,horizontal or four for top,right,bottom,left, such as 10mm or 10mm,5mm."
        )
    }
}
