/// What the user asked for; it can be encoded, so that it travels to workers as it is.
public struct LayoutOptions: Sendable, Equatable, Codable {
    /// How many pixels the sheet has.
    public var resolution = Resolution.dpi(300)

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
        resolution = .dpi(dpi)
        self.paper = paper
        self.orientation = orientation
        self.scaling = scaling
        self.margins = margins
        self.alignment = alignment
        self.box = box
        self.maxPixels = maxPixels
    }

    /// Creates options that differ from the usual ones by how many pixels a sheet has.
    public init(resolution: Resolution) {
        self.init()
        self.resolution = resolution
    }

    /// Pixels per inch where they are the same for every page; nil where each page has its own.
    public var dpi: Double? {
        if case .dpi(let dpi) = resolution { dpi } else { nil }
    }

    /// Whether a page's images must be known to lay it out.
    public var needsImages: Bool {
        if case .ofImages = resolution { true } else { false }
    }

    /// Checks what can be checked before any page is known.
    ///
    /// With paper and automatic orientation the margins are refused only if neither way of turning leaves room;
    /// `Layout.place(page:options:)` checks the sheet that a page really gets.
    ///
    /// - Throws: `LayoutError` for a value outside its range, or for margins that leave no room on the paper.
    public func validate() throws(LayoutError) {
        try resolution.validate()
        guard maxPixels > 0 else {
            throw LayoutError(
                kind: .invalidLimit,
                message: "The pixel limit \(maxPixels) is out of range. Give --max-pixels a number above zero."
            )
        }
        try margins.validate()
        if case .exactly = resolution { try validateExactSize() }
        guard let paper else { return }
        try paper.validate()
        do {
            _ = try margins.printableArea(of: orientation.sheet(for: paper.size.portrait, on: paper.size))
        } catch {
            guard orientation == .auto else { throw error }
            _ = try margins.printableArea(of: paper.size.landscape)
        }
    }

    /// Refuses what would give a sheet of so many pixels another form.
    private func validateExactSize() throws(LayoutError) {
        if let paper {
            throw LayoutError(
                kind: .invalidResolution,
                message: "A width and a height in pixels give the sheet its form, and so does the paper \(paper.name). "
                    + "Leave one of the three out, or use --fit-within.")
        }
        if orientation != .auto {
            throw LayoutError(
                kind: .invalidResolution,
                message: "A width and a height in pixels say how the sheet is turned, and so does --orientation. "
                    + "Leave one of the three out.")
        }
    }

    /// Returns the sheet for a page, in points.
    func sheet(for page: Size) -> Size {
        resolution.sheet(for: page, scaling: scaling) ?? orientation.sheet(for: page, on: paper?.size)
    }
}
