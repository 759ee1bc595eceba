/// Where a page goes on its sheet, in points and in pixels.
public struct Layout: Sendable, Equatable, Codable {
    /// The output page's exact size in points.
    public var sheet: Size

    /// The sheet's width in pixels; the last column may be covered in part only, or less than half a column left out.
    public var pixelWidth: Int

    /// The sheet's height in pixels; the last row may be covered in part only, or less than half a row left out.
    public var pixelHeight: Int

    /// The map from upright page space to sheet pixels; only scale and translation.
    ///
    /// Upright page space starts at the top left of the chosen box, y down, in 1/72 inch, after rotation and UserUnit.
    public var matrix: Matrix

    /// The pixels that may be painted: the page's box on the sheet, cut by the sheet and the printable area.
    public var clip: PixelRect

    /// Pixels per inch, in both directions and exactly.
    public var dpi: Double

    /// Creates a layout from its parts without a check.
    public init(sheet: Size, pixelWidth: Int, pixelHeight: Int, matrix: Matrix, clip: PixelRect, dpi: Double) {
        self.sheet = sheet
        self.pixelWidth = pixelWidth
        self.pixelHeight = pixelHeight
        self.matrix = matrix
        self.clip = clip
        self.dpi = dpi
    }

    /// Works out where a page goes.
    ///
    /// Scaling follows PWG 5100.13, see `Scaling`. Sizes that differ by 0.01 point or less count as equal, so that a
    /// page on its own paper is drawn at exactly dpi / 72 without a shift. At a resolution in pixels per inch a sheet has
    /// as many pixels as it touches; where one side's pixels are given the other's are rounded.
    ///
    /// - Parameters:
    ///   - page: The page's upright size in points, such as `PageBoxes.uprightSize(of:)` returns.
    ///   - options: What the user asked for.
    ///   - imageResolution: The highest resolution of the page's images in pixels per inch, nil without images; of use
    ///     where the options leave the resolution to images.
    /// - Returns: The sheet, its pixels and the page's place among them.
    /// - Throws: `LayoutError` for options out of range, margins that leave no room, a page without a usable size,
    ///   or a sheet with more pixels than allowed.
    public static func place(
        page: Size, options: LayoutOptions, imageResolution: Double? = nil
    ) throws(LayoutError) -> Layout {
        try options.validate()
        guard page.isPositive else {
            throw LayoutError(
                kind: .unusablePage,
                message: "The page's size \(page.pointsText) is not above zero. Repair the file or leave the page out."
            )
        }
        let sheet = options.sheet(for: page)
        let printable = try options.margins.printableArea(of: sheet)
        let placement = Placement(page: page, sheet: sheet, printable: printable, options: options)
        let resolution = options.resolution.resolved(images: imageResolution, scale: placement.scale, sheet: sheet)
        let grid = try PixelGrid(sheet: sheet, resolution: resolution, maxPixels: options.maxPixels)

        let pixelsPerPoint = grid.dpi / 72
        let matrix = Matrix(
            a: placement.scale * pixelsPerPoint,
            b: 0,
            c: 0,
            d: placement.scale * pixelsPerPoint,
            e: placement.x * pixelsPerPoint,
            f: placement.y * pixelsPerPoint
        )
        let painted = placement.area(of: page).intersection(printable)
        return Layout(
            sheet: sheet,
            pixelWidth: grid.width,
            pixelHeight: grid.height,
            matrix: matrix,
            clip: grid.pixels(touching: painted),
            dpi: grid.dpi
        )
    }
}

/// A page's scale and the place of its top left corner on the sheet, in points.
private struct Placement {
    var scale: Double
    var x: Double
    var y: Double

    init(page: Size, sheet: Size, printable: Rectangle, options: LayoutOptions) {
        let room = Size(width: printable.width, height: printable.height)
        let mode = options.scaling.resolved(
            page: page,
            sheet: sheet,
            printable: room,
            margins: !options.margins.isZero
        )
        let target = mode == .fill ? Rectangle(x0: 0, y0: 0, x1: sheet.width, y1: sheet.height) : printable
        let ratios = [
            Placement.ratio(of: target.width, to: page.width),
            Placement.ratio(of: target.height, to: page.height),
        ]
        scale =
            switch mode {
            case .fit: min(ratios[0], ratios[1])
            case .fill: max(ratios[0], ratios[1])
            default: 1
            }
        x = target.x0 + options.alignment.horizontalShare * Placement.slack(target.width - page.width * scale)
        y = target.y0 + options.alignment.verticalShare * Placement.slack(target.height - page.height * scale)
    }

    func area(of page: Size) -> Rectangle {
        Rectangle(x0: x, y0: y, x1: x + page.width * scale, y1: y + page.height * scale)
    }

    private static func ratio(of target: Double, to page: Double) -> Double {
        (target - page).magnitude <= Tolerance.points ? 1 : target / page
    }

    private static func slack(_ points: Double) -> Double {
        points.magnitude <= Tolerance.points ? 0 : points
    }
}
