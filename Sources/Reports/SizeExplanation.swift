internal import Rasterizer

/// Why two pages may have different sizes.
enum SizeExplanation {
    /// Resolutions that people choose.
    private static let usual: [Double] = [72, 96, 100, 120, 144, 150, 200, 240, 300, 360, 400, 600, 720, 1200]

    /// A phrase that says what to do, or what the pages have in common; nil if nothing explains the sizes.
    static func text(_ page: ComparedPage, of report: CompareReport) -> String? {
        guard let left = page.leftSheet, let right = page.rightSheet else { return nil }
        if left.width == right.height, left.height == right.width { return "one of them lies on its side" }
        let sides = (report.left.kind, report.right.kind)
        let dpi: Double?
        switch sides {
        case (.pdf, .images): dpi = resolution(of: right, as: left)
        case (.images, .pdf): dpi = resolution(of: left, as: right)
        default: return nil
        }
        return dpi.map { "the image fits the page at \(Figures.number($0, places: 2)) dpi, so try --dpi \(plain($0))" }
    }

    /// Returns the resolution at which a page that was drawn would have had the image's size.
    ///
    /// Either edge of the page is known to a pixel, and either edge of the image may have been rounded the other way, so
    /// that each allows a range of resolutions.
    static func resolution(of image: ComparedPage.Sheet, as drawn: ComparedPage.Sheet) -> Double? {
        guard drawn.width > 1, drawn.height > 1, drawn.dpi > 0 else { return nil }
        func range(_ pixels: Int, _ drawnPixels: Int) -> (low: Double, high: Double) {
            let (wanted, known) = (Double(pixels), Double(drawnPixels))
            return (drawn.dpi * (wanted - 1) / (known + 1), drawn.dpi * (wanted + 1) / (known - 1))
        }
        let (across, down) = (range(image.width, drawn.width), range(image.height, drawn.height))
        let (low, high) = (max(across.low, down.low), min(across.high, down.high))
        guard low <= high, low > 0 else { return nil }
        let middle = (low + high) / 2
        if let usual = usual.first(where: { low <= $0 && $0 <= high }) { return usual }
        return low <= middle.rounded() && middle.rounded() <= high ? middle.rounded() : middle
    }

    /// As an option takes it, without separators.
    private static func plain(_ dpi: Double) -> String {
        dpi == dpi.rounded() ? String(Int(dpi)) : String((dpi * 100).rounded() / 100)
    }
}
