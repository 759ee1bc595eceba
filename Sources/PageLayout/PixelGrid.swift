/// The pixels of a sheet, at least one each way.
struct PixelGrid {
    let width: Int
    let height: Int
    /// Pixels per inch, in both directions.
    let dpi: Double

    /// The longest edge in pixels: what PDF, TIFF, PNG and the engine hold in 32 bits with a sign.
    static let longestEdge = Int(Int32.max)

    /// Counts a sheet's pixels.
    ///
    /// - Throws: `LayoutError` of kind `tooManyPixels`, or `unusablePage` for a page too small for that many.
    init(sheet: Size, resolution: Resolution, maxPixels: Int) throws(LayoutError) {
        guard let (width, height, dpi) = PixelGrid.extent(of: sheet, resolution), width * height <= maxPixels else {
            throw PixelGrid.tooManyPixels(sheet: sheet, resolution, maxPixels: maxPixels)
        }
        guard dpi <= Resolution.highestDerived else {
            throw LayoutError(
                kind: .unusablePage,
                message: "A sheet of \(sheet.pointsText) is too small to have \(width) x \(height) pixels. "
                    + "Choose fewer pixels, or give --dpi.")
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
        let (x0, x1) = span(from: area.x0, to: area.x1, count: width)
        let (y0, y1) = span(from: area.y0, to: area.y1, count: height)
        return PixelRect(x0: x0, y0: y0, x1: x1, y1: y1)
    }

    private func span(from start: Double, to end: Double, count: Int) -> (Int, Int) {
        // Both ends lie on the sheet, whose edges fit an Int, so the conversions cannot trap.
        let first = Int((start * dpi / 72 + Tolerance.pixels).rounded(.down))
        let past = Int((end * dpi / 72 - Tolerance.pixels).rounded(.up))
        // An area within the tolerance of a pixel's edge still gets that pixel: what is there must be seen.
        let x0 = min(max(first, 0), count - 1)
        return (x0, min(max(past, x0 + 1), count))
    }

    /// Returns the sheet's extent in pixels, or nil if an edge is longer than `longestEdge`.
    ///
    /// Two edges of 31 bits multiply to 62 bits, so the product of these cannot overflow.
    private static func extent(of sheet: Size, _ resolution: Resolution) -> (width: Int, height: Int, dpi: Double)? {
        let (width, height, dpi) = resolution.extent(of: sheet)
        guard width <= Double(longestEdge), height <= Double(longestEdge) else { return nil }
        return (Int(width), Int(height), dpi)
    }

    private static func tooManyPixels(sheet: Size, _ resolution: Resolution, maxPixels: Int) -> LayoutError {
        let (width, height, dpi) = resolution.extent(of: sheet)
        let remedy =
            if case .dpi = resolution {
                highestFittingResolution(for: sheet, below: dpi, maxPixels: maxPixels).map { "It fits at \($0) dpi" }
                    ?? "It does not fit at any whole number of dpi"
            } else {
                "Choose fewer pixels"
            }
        let limits =
            extent(of: sheet, resolution) == nil
            ? "more than \(longestEdge) pixels along an edge, which no format holds. \(remedy)."
            : "more than the limit of \(maxPixels). \(remedy); or raise the limit with --max-pixels."
        return LayoutError(
            kind: .tooManyPixels,
            message: "A sheet of \(sheet.pointsText) (\(sheet.millimetresText)) at \(dpi.text()) dpi has "
                + "\(width.text()) x \(height.text()) pixels, \(limits)"
        )
    }

    /// Returns the highest whole resolution at which a sheet is within the limit, or nil if there is none.
    private static func highestFittingResolution(for sheet: Size, below dpi: Double, maxPixels: Int) -> Int? {
        // Bisection, because rounding up and the minimum of one pixel make the count no plain square.
        var (fits, tooHigh) = (0, Int(dpi.rounded(.up)))
        while tooHigh - fits > 1 {
            let middle = (fits + tooHigh) / 2
            if let (width, height, _) = extent(of: sheet, .dpi(Double(middle))), width * height <= maxPixels {
                fits = middle
            } else {
                tooHigh = middle
            }
        }
        return fits > 0 ? fits : nil
    }
}
