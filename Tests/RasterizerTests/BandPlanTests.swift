import PageLayout
import Testing

@testable import MuPDF
@testable import Rasterizer

@Suite("Bands")
struct BandPlanTests {
    private static func content(colored: Bool, groups: Bool) -> Page.Content {
        Page.Content(mayBeColored: colored, hasImages: false, hasShadings: false, hasGroups: groups)
    }

    private func plan(_ width: Int, _ height: Int, colored: Bool, groups: Bool) throws -> BandPlan {
        let layout = Layout(
            sheet: Size(width: 1, height: 1), pixelWidth: width, pixelHeight: height, matrix: .identity,
            clip: PixelRect(x0: 0, y0: 0, x1: width, y1: height), dpi: 72)
        return try BandPlan(layout, content: Self.content(colored: colored, groups: groups))
    }

    /// A4 in colour at 300 dpi takes 26 MB of the 32 MiB, at 600 dpi 104 MB.
    static let sizes: [(width: Int, height: Int, colored: Bool, groups: Bool, rows: Int)] = [
        (2481, 3508, true, false, 3508), (2481, 3508, false, false, 3508), (2481, 3508, true, true, 512),
        (1, 1, true, false, 1), (1, 1, false, true, 1), (100, 512, true, true, 512), (100, 513, true, true, 512),
        (4961, 7016, false, false, 6752), (4961, 7016, true, false, 2240), (4961, 7016, true, true, 512),
        (33_110, 46_811, true, false, 336), (33_110, 46_811, true, true, 336), (33_110, 46_811, false, true, 512),
        (2 << 20, 100, false, false, 16), (699_050, 100, true, false, 16), (699_050, 10, true, false, 10),
    ]

    @Test("A page is drawn whole if it fits and has no groups, else in bands of whole blocks", arguments: sizes)
    func rows(size: (width: Int, height: Int, colored: Bool, groups: Bool, rows: Int)) throws {
        let plan = try plan(size.width, size.height, colored: size.colored, groups: size.groups)
        #expect(min(plan.rowsPerBand, size.height) == size.rows)
        #expect(plan.bands.first == 0..<size.rows)
        #expect(plan.bands.last?.upperBound == size.height)
        for (band, next) in zip(plan.bands, plan.bands.dropFirst()) {
            #expect(band.upperBound == next.lowerBound)
            #expect(band.count % 16 == 0)
            #expect(band.count == size.rows)
        }
        let bytes = size.width * (size.colored ? 3 : 1) * size.rows
        #expect(bytes <= 32 << 20)
    }

    @Test(
        "A page too wide for sixteen rows is refused as beyond a limit",
        arguments: [(2 << 20 + 1, false), (699_051, true), (2_097_153, false), (Int(Int32.max), true)]
    )
    func tooWide(width: Int, colored: Bool) throws {
        let failure = try refusal(RenderFailure.self) { _ = try plan(width, 1, colored: colored, groups: false) }
        #expect(failure.kind == .limit)
        #expect(failure.message.contains("\(width)") && failure.message.contains("--dpi"))
    }

    @Test("The plan depends on nothing but the page and the options")
    func same() throws {
        #expect(try plan(4961, 7016, colored: true, groups: true) == plan(4961, 7016, colored: true, groups: true))
    }
}
