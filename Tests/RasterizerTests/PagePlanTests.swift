import PageLayout
import RasterOutput
import Testing

@testable import MuPDF
@testable import Rasterizer

@Suite("How a page is cut")
struct PagePlanTests {
    private func plan(
        _ width: Int, _ height: Int, _ color: ColorModel, groups: Bool = false, leadInRows: Int = 0
    ) throws -> PagePlan {
        let layout = Layout(
            sheet: Size(width: 1, height: 1), pixelWidth: width, pixelHeight: height, matrix: .identity,
            clip: PixelRect(x0: 0, y0: 0, x1: width, y1: height), dpi: 72)
        let content = Page.Content(
            mayBeColored: color == .rgb, hasImages: false, hasShadings: false, hasGroups: groups, isBlackOnWhite: false)
        return try PagePlan(layout, content: content, color: color, leadInRows: leadInRows)
    }

    @Test(
        "A page of at most 32 MiB of pixels is one piece",
        arguments: [(2481, 3508, ColorModel.rgb), (2481, 3508, .gray), (1, 1, .rgb), (699_050, 10, .rgb)])
    func whole(width: Int, height: Int, color: ColorModel) throws {
        #expect(try plan(width, height, color).pieces == [0..<height])
    }

    /// A4 and A0 at 600 dpi, and the widest page there is.
    static let large: [(width: Int, height: Int, color: ColorModel)] = [
        (4961, 7016, .gray), (4961, 7016, .rgb), (19_866, 28_087, .rgb), (19_866, 28_087, .gray), (699_050, 100, .rgb),
    ]

    @Test("A larger one is cut into pieces that end where JPEG's blocks do, and of about one size", arguments: large)
    func pieces(width: Int, height: Int, color: ColorModel) throws {
        let plan = try plan(width, height, color)
        let pieces = plan.pieces
        #expect(pieces.count > 1)
        #expect(pieces.first?.lowerBound == 0)
        #expect(pieces.last?.upperBound == height)
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
            #expect(piece.upperBound == next.lowerBound)
            #expect(piece.count % 16 == 0)
            #expect(piece.count == pieces[0].count)
        }
        #expect(pieces.allSatisfy { $0.count * plan.rowBytes <= 32 << 20 })
        let fewest = (height * plan.rowBytes + (32 << 20) - 1) / (32 << 20)
        #expect(pieces.count <= fewest * 3 / 2 + 1)
        #expect(try #require(pieces.last).count > pieces[0].count - 16 * pieces.count)
    }

    @Test("Pages with groups are drawn in bands of at most 256 rows, which begin anew in each piece")
    func bands() throws {
        let small = try plan(2481, 3508, .rgb, groups: true)
        #expect(small.pieces == [0..<3508])
        #expect(small.bands(of: 0..<3508).map(\.count) == Array(repeating: 256, count: 13) + [180])
        let large = try plan(4961, 7016, .rgb, groups: true)
        for piece in large.pieces {
            let bands = large.bands(of: piece)
            #expect(bands.first?.lowerBound == piece.lowerBound)
            #expect(bands.last?.upperBound == piece.upperBound)
            #expect(bands.allSatisfy { $0.count <= 256 })
        }
        #expect(try plan(2481, 3508, .rgb).bands(of: 0..<3508) == [0..<3508])
    }

    @Test("Rows above a piece that are drawn with it have room within the limit", arguments: [4961, 19_866, 600_000])
    func leadIn(width: Int) throws {
        let plan = try plan(width, 28_000, .gray, leadInRows: 32)
        let pieces = plan.pieces
        #expect(pieces.count > 1)
        #expect(plan.drawnRows(for: pieces[0]) == pieces[0])
        for piece in pieces.dropFirst() {
            let drawn = plan.drawnRows(for: piece)
            #expect(drawn == piece.lowerBound - 32..<piece.upperBound || piece.lowerBound < 32)
            #expect(drawn.count * width <= 32 << 20)
            #expect(plan.bands(of: drawn) == [drawn])
        }
        // A page that is one piece needs none.
        #expect(try self.plan(width, 48, .gray, leadInRows: 32).pieces == [0..<48])
    }

    @Test("The strips looked at beforehand are rows of blocks from all over the page", arguments: large)
    func samples(width: Int, height: Int, color: ColorModel) throws {
        let samples = try plan(width, height, color).samples
        #expect(samples.count == 8)
        #expect(samples.allSatisfy { $0.count == 16 && $0.lowerBound % 16 == 0 && $0.upperBound <= height })
        #expect(samples[0].lowerBound <= height / 8)
        #expect(samples[7].upperBound >= height - height / 8)
    }

    @Test(
        "A page too wide for sixteen rows is refused as beyond a limit",
        arguments: [(2 << 20 + 1, ColorModel.gray), (699_051, .rgb), (Int(Int32.max), .gray)])
    func tooWide(width: Int, color: ColorModel) throws {
        let failure = try refusal(RenderFailure.self) { _ = try plan(width, 1, color) }
        #expect(failure.kind == .limit)
        #expect(failure.message.contains("\(width)") && failure.message.contains("--dpi"))
    }

    @Test("The plan depends on nothing but the page and the options")
    func same() throws {
        #expect(try plan(4961, 7016, .rgb, groups: true) == plan(4961, 7016, .rgb, groups: true))
    }
}
