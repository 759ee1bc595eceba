internal import MuPDF
internal import PageLayout
internal import RasterOutput

/// How a page is cut: into pieces that different workers may render, and these into bands that are drawn at a time.
///
/// Where bands meet, antialiasing and image scaling show it, so the cut depends on the page and the options alone.
struct PagePlan: Equatable {
    /// The most pixel bytes held at a time; an A4 page in RGB at 300 dpi is one piece.
    static let byteLimit = 32 << 20
    /// Groups make the engine allocate what they cover, so pages with groups are drawn in low bands; lower ones than
    /// these are no faster, as each runs the whole display list.
    static let groupRows = 256
    /// JPEG's blocks are so high where chroma is halved; pieces and bands end where a block does.
    static let blockRows = 16
    /// The strips, each a row of blocks, that are looked at before a page is cut into pieces.
    static let sampleCount = 8

    let width, height: Int
    /// The colour model that the page is drawn in.
    let color: ColorModel
    let rowsPerPiece: Int
    /// nil where all rows are drawn at once.
    private let rowsPerBand: Int?
    /// The rows above a piece that are drawn along with it.
    private let leadInRows: Int

    /// - Parameter leadInRows: How many rows above a piece are needed to make its own, a multiple of 16.
    init(
        _ layout: Layout, content: Page.Content, color: ColorModel, leadInRows: Int = 0
    ) throws(RenderFailure) {
        width = layout.pixelWidth
        height = layout.pixelHeight
        self.color = color
        self.leadInRows = leadInRows
        let limit = Self.byteLimit / (width * color.components) / Self.blockRows * Self.blockRows
        let fitting = limit - leadInRows
        guard fitting > 0 || limit >= height && limit > 0 else {
            throw RenderFailure(.limit, "the page is \(width) pixels wide; choose fewer with --dpi or --width")
        }
        if limit >= height {
            rowsPerPiece = height
        } else {
            // Of about the same size, so that no worker is left with a small rest.
            let pieces = (height + fitting - 1) / fitting
            let blocks = (height + pieces * Self.blockRows - 1) / (pieces * Self.blockRows)
            rowsPerPiece = blocks * Self.blockRows
        }
        rowsPerBand = content.hasGroups ? Self.groupRows : nil
    }

    /// Bytes of a row as it is drawn.
    var rowBytes: Int { width * color.components }

    var pieces: [Range<Int>] { Self.cut(0..<height, by: rowsPerPiece) }

    /// What has to be drawn for a piece.
    func drawnRows(for piece: Range<Int>) -> Range<Int> {
        max(0, piece.lowerBound - leadInRows)..<piece.upperBound
    }

    func bands(of rows: Range<Int>) -> [Range<Int>] { Self.cut(rows, by: rowsPerBand ?? rows.count) }

    /// Rows of blocks, evenly spread over the page.
    var samples: [Range<Int>] {
        let blocks = height / Self.blockRows
        return (0..<Self.sampleCount).map { index in
            let first = (2 * index + 1) * blocks / (2 * Self.sampleCount) * Self.blockRows
            return first..<first + Self.blockRows
        }
    }

    private static func cut(_ rows: Range<Int>, by count: Int) -> [Range<Int>] {
        stride(from: rows.lowerBound, to: rows.upperBound, by: count).map { $0..<min($0 + count, rows.upperBound) }
    }
}
