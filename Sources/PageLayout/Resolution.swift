/// How many pixels a sheet gets: so many for each inch, or so many in all.
public enum Resolution: Sendable, Equatable, Codable {
    /// Pixels per inch, above 0 and at most `highest`.
    case dpi(Double)

    /// For each page the highest resolution of its images, in pixels per inch, but no less and no more than these; where
    /// there are none, `withoutImages` or the bound that is nearer to it.
    case ofImages(lowest: Double, highest: Double)

    /// So many pixels across; how many down follows from the sheet's proportions.
    case width(Int)

    /// So many pixels down; how many across follows from the sheet's proportions.
    case height(Int)

    /// A sheet of just so many pixels, which takes the place of a paper.
    case exactly(width: Int, height: Int)

    /// The most pixels of the sheet's proportions within so many; one side has them all.
    case within(width: Int, height: Int)

    /// The highest resolution that can be asked for, in pixels per inch.
    public static let highest = 9600.0

    /// The resolution of a page without images where images decide.
    public static let withoutImages = 300.0

    /// The highest that pixels may come to on a small page, where single precision still tells them apart.
    static let highestDerived = 1e7

    /// Reads a resolution in pixels per inch, such as 300 or 72.5, or `auto` for that of images from 72 to 600, or these
    /// with bounds of their own as in `auto:150-300`.
    ///
    /// - Parameter text: The resolution as the user wrote it.
    /// - Throws: `LayoutError` of kind `invalidResolution`.
    public init(parsing text: String) throws(LayoutError) {
        if text == "auto" {
            self = .ofImages(lowest: 72, highest: 600)
        } else if text.hasPrefix("auto:") {
            let bounds = text.dropFirst(5).split(separator: "-", omittingEmptySubsequences: false)
            guard bounds.count == 2, let lowest = bounds[0].plainDecimal(), let highest = bounds[1].plainDecimal()
            else {
                throw Resolution.unreadable(text)
            }
            self = .ofImages(lowest: lowest, highest: highest)
        } else {
            guard let number = text.plainDecimal() else { throw Resolution.unreadable(text) }
            self = .dpi(number)
        }
        try validate()
    }

    /// Reads the pixels to keep within, such as 800x600.
    ///
    /// - Parameter text: Width and height in pixels with an x between them.
    /// - Throws: `LayoutError` of kind `invalidResolution`.
    public init(fittingWithin text: String) throws(LayoutError) {
        let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { side in
            side.utf8.allSatisfy(isASCIIDigit) ? Int(side) : nil
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else {
            throw Resolution.refusal(
                "\"\(text)\" is not a size in pixels.", "Write width x height without spaces, such as 800x600.")
        }
        self = .within(width: width, height: height)
        try validate()
    }

    /// Checks what can be checked before any page is known.
    ///
    /// - Throws: `LayoutError` of kind `invalidResolution` for a value outside its range.
    public func validate() throws(LayoutError) {
        switch self {
        case .dpi(let dpi): try Resolution.validate(dpi)
        case .ofImages(let lowest, let highest):
            try Resolution.validate(lowest)
            try Resolution.validate(highest)
            guard lowest <= highest else {
                throw Resolution.refusal(
                    "The lowest resolution, \(lowest.text()) dpi, is above the highest, \(highest.text()) dpi.",
                    "Write the lower one first.")
            }
        case .width(let width): try Resolution.validate(width, "width")
        case .height(let height): try Resolution.validate(height, "height")
        case .exactly(let width, let height), .within(let width, let height):
            try Resolution.validate(width, "width")
            try Resolution.validate(height, "height")
        }
    }

    private static func validate(_ dpi: Double) throws(LayoutError) {
        guard dpi.isFinite, dpi > 0, dpi <= Resolution.highest else {
            throw refusal(
                "The resolution \(dpi) dpi is out of range.",
                "Choose one above 0 and at most \(Resolution.highest.text()) dpi.")
        }
    }

    private static func validate(_ pixels: Int, _ side: String) throws(LayoutError) {
        guard (1...PixelGrid.longestEdge).contains(pixels) else {
            throw refusal(
                "The \(side) of \(pixels) pixels is out of range.", "Choose one from 1 to \(PixelGrid.longestEdge).")
        }
    }

    private static func unreadable(_ text: String) -> LayoutError {
        refusal(
            "\"\(text)\" is not a resolution.", "Write a number of dots per inch, such as 300, auto or auto:150-600.")
    }

    private static func refusal(_ problem: String, _ advice: String) -> LayoutError {
        LayoutError(kind: .invalidResolution, message: "\(problem) \(advice)")
    }
}

extension Resolution {
    /// Returns what holds for a page whose images' resolution is known: one that does not depend on images.
    ///
    /// - Parameters:
    ///   - images: The highest resolution of the page's images in pixels per inch, or nil without images.
    ///   - scale: How much larger than itself the page is on the sheet.
    ///   - sheet: The sheet in points.
    func resolved(images: Double?, scale: Double, sheet: Size) -> Resolution {
        guard case .ofImages(let lowest, let highest) = self else { return self }
        guard let images, scale > 0 else {
            return .dpi(min(max(Resolution.withoutImages, lowest), highest))
        }
        let dpi = min(max(images / scale, lowest), highest)
        // An image as large as the sheet gets its own pixels: single precision, in which the engine holds its place, could
        // make them a hair more, and so one row or column more.
        for side in [sheet.width, sheet.height] {
            let pixels = (side * dpi / 72).rounded()
            if pixels >= 1, (pixels - side * dpi / 72).magnitude < 0.01 { return .dpi(pixels * 72 / side) }
        }
        return .dpi(dpi)
    }

    /// Returns the sheet that just so many pixels make for a page, or nil where they make none.
    ///
    /// It is as large as leaves the page its size: the smallest that holds it or, where it is to be filled, the largest
    /// that the page covers.
    func sheet(for page: Size, scaling: Scaling) -> Size? {
        guard case .exactly(let width, let height) = self else { return nil }
        let ratios = [page.width / Double(width), page.height / Double(height)]
        let pointsPerPixel = scaling == .fill ? min(ratios[0], ratios[1]) : max(ratios[0], ratios[1])
        return Size(width: Double(width) * pointsPerPixel, height: Double(height) * pointsPerPixel)
    }

    /// Returns a sheet's extent in pixels, whole numbers of at least one, and the pixels per inch that make it.
    func extent(of sheet: Size) -> (width: Double, height: Double, dpi: Double) {
        switch self {
        case .ofImages: return resolved(images: nil, scale: 1, sheet: sheet).extent(of: sheet)
        case .dpi(let dpi):
            func touched(_ points: Double) -> Double { max(1, (points * dpi / 72 - Tolerance.pixels).rounded(.up)) }
            return (touched(sheet.width), touched(sheet.height), dpi)
        case .width(let width):
            return (
                Double(width), Resolution.side(sheet.height, to: sheet.width, width), Double(width) * 72 / sheet.width
            )
        case .height(let height):
            return (
                Resolution.side(sheet.width, to: sheet.height, height), Double(height),
                Double(height) * 72 / sheet.height
            )
        case .exactly(let width, let height):
            return (Double(width), Double(height), Double(width) * 72 / sheet.width)
        case .within(let width, let height):
            // Compared without dividing, so that a sheet of just these proportions has both sides exact.
            let isWide = sheet.width * Double(height) >= sheet.height * Double(width)
            let side: Resolution = isWide ? .width(width) : .height(height)
            return side.extent(of: sheet)
        }
    }

    /// Returns the pixels of a side beside another that has so many.
    private static func side(_ points: Double, to other: Double, _ pixels: Int) -> Double {
        max(1, (Double(pixels) * points / other).rounded())
    }
}
