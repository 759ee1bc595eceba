internal import MuPDF
internal import PageLayout
internal import RasterOutput

/// How a page is cut into bands of rows.
///
/// Where bands meet, antialiasing and image scaling show it, so the cut must depend on the page and the options alone.
struct BandPlan: Equatable {
    /// The most pixel bytes held at a time; an A4 page in RGB at 300 dpi is drawn whole.
    static let byteLimit = 32 << 20
    /// Groups make the engine allocate what they cover, so pages with groups are drawn in low bands.
    static let groupRows = 512

    let width, height: Int
    let rowsPerBand: Int

    init(_ layout: Layout, content: Page.Content) throws(RenderFailure) {
        width = layout.pixelWidth
        height = layout.pixelHeight
        let color: ColorModel = content.mayBeColored ? .rgb : .gray
        // Even rows of JPEG's blocks, so that a band ends where a block does.
        let fitting = Self.byteLimit / (width * color.components) / 16 * 16
        guard fitting > 0 else {
            throw RenderFailure(.limit, "the page is \(width) pixels wide; choose a lower --dpi")
        }
        rowsPerBand = content.hasGroups ? min(fitting, Self.groupRows) : min(fitting, height)
    }

    var bands: [Range<Int>] {
        stride(from: 0, to: height, by: rowsPerBand).map { $0..<min($0 + rowsPerBand, height) }
    }
}
