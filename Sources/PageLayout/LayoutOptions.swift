/// What the user asked for; it can be encoded, so that it travels to workers as it is.
public struct LayoutOptions: Sendable, Equatable, Codable {
    /// Pixels per inch of the sheet, above 0 and at most 9600.
    public var dpi: Double = 300

    /// The sheet's paper, or nil for each page's own size.
    public var paper: PaperSize?

    /// How the sheet is turned.
    public var orientation: Orientation = .auto

    /// How the page's size is brought to the sheet's.
    public var scaling: Scaling = .fit

    /// Borders of the sheet that stay unpainted.
    public var margins: Margins = .zero

    /// Where the page lies in what it does not fill.
    public var alignment: Alignment = .center

    /// The box that becomes the page's visible area.
    public var box: PageBox = .crop

    /// The most pixels that one sheet may have, above 0.
    public var maxPixels: Int = 4_000_000_000

    /// The highest resolution, in pixels per inch.
    public static let highestResolution = 9600.0

    /// Creates options: 300 dpi, each page at its own size, the CropBox, no margins.
    public init(
        dpi: Double = 300,
        paper: PaperSize? = nil,
        orientation: Orientation = .auto,
        scaling: Scaling = .fit,
        margins: Margins = .zero,
        alignment: Alignment = .center,
        box: PageBox = .crop,
        maxPixels: Int = 4_000_000_000
    ) {
        self.dpi = dpi
        self.paper = paper
        self.orientation = orientation
        self.scaling = scaling
        self.margins = margins
        self.alignment = alignment
        self.box = box
        self.maxPixels = maxPixels
    }

    /// Checks what can be checked before any page is known.
    ///
    /// With paper and automatic orientation the margins are refused only if neither way of turning leaves room;
    /// `Layout.place(page:options:)` checks the sheet that a page really gets.
    ///
    /// - Throws: `LayoutError` for a value outside its range, or for margins that leave no room on the paper.
    public func validate() throws(LayoutError) {
        guard dpi.isFinite, dpi > 0, dpi <= LayoutOptions.highestResolution else {
            throw LayoutError(
                kind: .invalidResolution,
                message: "The resolution \(dpi) dpi is out of range. "
                    + "Choose one above 0 and at most \(LayoutOptions.highestResolution.text()) dpi."
            )
        }
        guard maxPixels > 0 else {
            throw LayoutError(
                kind: .invalidLimit,
                message: "The pixel limit \(maxPixels) is out of range. Give --max-pixels a number above zero."
            )
        }
        try margins.validate()
        guard let paper else { return }
        try paper.validate()
        do {
            _ = try margins.printableArea(of: orientation.sheet(for: paper.size.portrait, on: paper.size))
        } catch {
            guard orientation == .auto else { throw error }
            _ = try margins.printableArea(of: paper.size.landscape)
        }
    }
}
