/// The pixels of a sheet: as many as it touches, at least one each way.
struct PixelGrid {
    let width: Int
    let height: Int
    private let dpi: Double

    /// The longest edge in pixels: what PDF, TIFF, PNG and the engine hold in 32 bits with a sign.
    static let longestEdge = Int(Int32.max)

    /// Counts a sheet's pixels.
    ///
    /// - Throws: `LayoutError` of kind `tooManyPixels`.
    init(sheet: Size, dpi: Double, maxPixels: Int) throws(LayoutError) {
        guard
            let (width, height) = PixelGrid.extent(of: sheet, dpi: dpi),
            // Two edges of 31 bits multiply to 62 bits, so this cannot overflow.
            width * height <= maxPixels
        else {
            throw PixelGrid.tooManyPixels(sheet: sheet, dpi: dpi, maxPixels: maxPixels)
        }
        self.width = width
        self.height = height
        self.dpi = dpi
    }

    /// Returns the pixels that an area of the sheet touches, at least one each way.
    ///
    /// - Parameter area: A part of the sheet in points, y down.
    /// - Returns: Pixels of this grid.
    func pixels(touching area: Rectangle) -> PixelRect {
        let (x0, x1) = PixelGrid.span(from: area.x0, to: area.x1, dpi: dpi, count: width)
        let (y0, y1) = PixelGrid.span(from: area.y0, to: area.y1, dpi: dpi, count: height)
        return PixelRect(x0: x0, y0: y0, x1: x1, y1: y1)
    }

    private static func span(from start: Double, to end: Double, dpi: Double, count: Int) -> (Int, Int) {
        // Both ends lie on the sheet, whose edges fit an Int, so the conversions cannot trap.
        let first = Int((start * dpi / 72 + Tolerance.pixels).rounded(.down))
        let past = Int((end * dpi / 72 - Tolerance.pixels).rounded(.up))
        // An area within the tolerance of a pixel's edge still gets that pixel: what is there must be seen.
        let x0 = min(max(first, 0), count - 1)
        return (x0, min(max(past, x0 + 1), count))
    }

    /// Returns the sheet's extent in pixels, or nil if an edge is longer than `longestEdge`.
    private static func extent(of sheet: Size, dpi: Double) -> (width: Int, height: Int)? {
        let width = edge(sheet.width, dpi: dpi)
        let height = edge(sheet.height, dpi: dpi)
        guard width <= Double(longestEdge), height <= Double(longestEdge) else { return nil }
        return (Int(width), Int(height))
    }

    private static func edge(_ points: Double, dpi: Double) -> Double {
        max(1, (points * dpi / 72 - Tolerance.pixels).rounded(.up))
    }

    private static func tooManyPixels(sheet: Size, dpi: Double, maxPixels: Int) -> LayoutError {
        let width = edge(sheet.width, dpi: dpi).text()
        let height = edge(sheet.height, dpi: dpi).text()
        let remedy =
            if let fitting = highestFittingResolution(for: sheet, below: dpi, maxPixels: maxPixels) {
                "It fits at \(fitting) dpi"
            } else {
                "It does not fit at any whole number of dpi"
            }
        let limits =
            extent(of: sheet, dpi: dpi) == nil
            ? "more than \(longestEdge) pixels along an edge, which no format holds. \(remedy)."
            : "more than the limit of \(maxPixels). \(remedy); or raise the limit with --max-pixels."
        return LayoutError(
            kind: .tooManyPixels,
            message: "A sheet of \(sheet.pointsText) (\(sheet.millimetresText)) at \(dpi.text()) dpi has "
                + "\(width) x \(height) pixels, \(limits)"
        )
    }

    /// Returns the highest whole resolution at which a sheet is within the limit, or nil if there is none.
    private static func highestFittingResolution(for sheet: Size, below dpi: Double, maxPixels: Int) -> Int? {
        // Bisection, because rounding up and the minimum of one pixel make the count no plain square.
        var (fits, tooHigh) = (0, Int(dpi.rounded(.up)))
        while tooHigh - fits > 1 {
            let middle = (fits + tooHigh) / 2
            if let (width, height) = extent(of: sheet, dpi: Double(middle)), width * height <= maxPixels {
                fits = middle
            } else {
                tooHigh = middle
            }
        }
        return fits > 0 ? fits : nil
    }
}
