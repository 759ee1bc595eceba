internal import Rasterizer

/// The size in which a page's picture is shown.
struct ShownSize {
    /// Pixels of the picture.
    let width, height: Int
    private let sheet: ComparedPage.Sheet
    /// So many pixels of the page, across and down, are one of the picture.
    private let factor: Int

    init(_ sheet: ComparedPage.Sheet, reduction: Int) {
        (self.sheet, factor) = (sheet, max(1, reduction))
        (width, height) = ((sheet.width + factor - 1) / factor, (sheet.height + factor - 1) / factor)
    }

    /// The page's own size, and what became of it.
    var caption: Markup {
        let size = "\(Figures.grouped(sheet.width)) \u{D7} \(Figures.grouped(sheet.height)) px"
        return factor == 1
            ? "<span>\(size)</span>" : "<span>\(size),</span> <span>shown at 1/\(factor) of its size</span>"
    }

    /// The part of the plane, in the page's pixels, that the picture shows: its last pixels may reach beyond the page.
    var viewBox: String { "0 0 \(width * factor) \(height * factor)" }
}
