import Comparison
import Rasterizer
import Testing

@testable import Reports

@Suite("Summaries")
struct CompareSummaryTests {
    private func lines(_ pages: [ComparedPage], limit: Int = 20) -> [String] {
        CompareSummary(CompareReport(pages), limit: limit).text.split(separator: "\n").map(String.init)
    }

    @Test("A page that differs is told with its figures and words in a line")
    func different() {
        var page = ComparedPage.different(3)
        page.words = [WordChange(.removed, "foo"), WordChange(.inserted, "bar\u{1B}baz")]
        #expect(
            lines([page])[0]
                == "page 3: 1,204 of 2,174,960 px differ (0.055 %), worst 32x32 window 41 % at 12.0mm,33.5mm, "
                + "2 regions, 1,100 px in the one at 12.0mm,33.5mm, largest distance 0.83; words: -\"foo\" +\"bar baz\""
        )
    }

    @Test("A single region is told by its place alone")
    func oneRegion() {
        var page = ComparedPage.different(1)
        page.difference?.regions.removeLast()
        #expect(lines([page])[0].contains(", 1 region at 12.0mm,33.5mm, "))
    }

    @Test("Pages of directories of images are called by their files, and beside a PDF by both")
    func fileNames() {
        var page = ComparedPage.different(3)
        (page.leftName, page.rightName) = ("cover.png", "cover.png")
        func label(_ kinds: (CompareReport.Side.Kind, CompareReport.Side.Kind)) -> Substring? {
            CompareSummary(CompareReport([page], kinds: kinds)).text.split(separator: ":").first
        }
        #expect(label((.images, .images)) == "cover.png")
        page.rightName = "cover\u{1B}.tif"
        #expect(label((.images, .images)) == "cover.png, right cover .tif")
        page.rightName = nil
        #expect(label((.images, .pdf)) == "page 3 (cover.png)")
    }

    @Test("Goldens are told apart from other images")
    func goldens() {
        var moved = ComparedPage.different(3)
        moved.right = 4
        var sizes = ComparedPage.sizes((1240, 1754), (1654, 2339))
        sizes.rightSheet?.dpi = 200
        let pages = [
            moved, ComparedPage(left: 2, right: nil, status: .removed),
            ComparedPage(left: nil, right: 3, status: .inserted),
            sizes,
        ]
        let text = CompareSummary(CompareReport(pages, kinds: (.goldens, .pdf))).text.split(separator: "\n")
        #expect(text[0].hasPrefix("page 4, golden 3: 1,204 of"))
        #expect(
            text[1...3] == [
                "page 2: gone: it has a golden, but the PDF has no such page", "page 3: new: it has no golden",
                "page 1: the sizes differ: 1,240 x 1,754 px in the golden, 1,654 x 2,339 px in the PDF",
            ])
        #expect(text[4].hasPrefix("Different: 4 of 4 pages (1 in pixels, 1 in size, 1 gone and 1 new)"))
    }

    @Test("Many changed words are cut short")
    func manyWords() throws {
        var page = ComparedPage.different(1)
        page.words = (0..<1234).map { WordChange(.inserted, "word\($0)" + String(repeating: "x", count: 100)) }
        let line = try #require(lines([page]).first)
        #expect(line.hasSuffix(" and 1,228 more"))
        #expect(line.count < 500)
    }

    @Test("Pages without partner, of another size and that failed are told plainly")
    func otherPages() {
        var failed = ComparedPage(left: 4, right: 5, status: .failed)
        failed.error = "it took\nlonger than 30 s"
        let text = lines([
            ComparedPage(left: 2, right: nil, status: .removed), ComparedPage(left: nil, right: 3, status: .inserted),
            .sizes((2480, 3508), (1240, 900)), failed,
        ])
        #expect(
            text.dropLast() == [
                "page 2: removed: only the left side has it", "page 3: inserted: only the right side has it",
                "page 1: the sizes differ: 2,480 x 3,508 px left, 1,240 x 900 px right",
                "page 4, right 5: could not be compared: it took longer than 30 s",
            ])
        #expect(
            text.last
                == "Different: 4 of 4 pages (1 in size, 1 removed, 1 inserted and 1 could not be compared); "
                + "distance <= 0.1 (oklab), antialiasing ignored, 0 px may differ, 150 dpi")
    }

    @Test(
        "Only so many pages are described, and the others counted",
        arguments: [
            (22, "and 17 more pages differ"), (6, "and 1 more page differs"),
        ])
    func limit(_ count: Int, _ rest: String) {
        let text = lines([.same(1)] + (2..<(count + 2)).map { ComparedPage.different($0) }, limit: 5)
        #expect(text.count == 7)
        #expect(text[5] == rest)
    }

    @Test("Pages that are the same need one line")
    func same() {
        #expect(lines([.same(1), .same(2)]).count == 1)
        #expect(CompareSummary(CompareReport([.same(1), .same(2)])).verdict == "Same: 2 pages")
        #expect(CompareSummary(CompareReport([])).verdict == "No pages were compared")
    }

    @Test("A verdict says what it passes over")
    func tolerated() {
        var page = ComparedPage.different(1)
        page.status = .tolerated
        page.difference?.differing = 0
        #expect(
            CompareSummary(CompareReport([page, .same(2)])).verdict
                == "Same but for 99 px in masks, 77 px of antialiasing and 88 px within the threshold")
    }

    @Test("What was applied is told as it was")
    func applied() {
        var rule = ComparisonRule.exact
        (rule.budget, rule.densityLimit) = (.ratio(0.001), 0.05)
        let report = CompareReport([.same(1)], rule: rule, masks: ["2@0,0,1inx1in"])
        #expect(
            CompareSummary(report).lastLine
                == "Same: 1 page; colours must be equal, antialiasing counts, 0.1 % may differ, "
                + "at most 5 % of any 32x32 window, 1 mask, 150 dpi")
    }

    @Test("Warnings do not go unseen")
    func warnings() {
        var page = ComparedPage.different(1)
        page.status = .tolerated
        page.rightSheet?.warnings = ["a font is damaged"]
        #expect(CompareSummary(CompareReport([page, .same(2)])).lastLine.contains("; warnings on 1 page, which"))
    }

    @Test("No resolution is told where nothing is drawn")
    func nothingDrawn() {
        #expect(
            CompareSummary(CompareReport([.same(1)], kinds: (.images, .images))).lastLine
                == "Same: 1 page; distance <= 0.1 (oklab), antialiasing ignored, 0 px may differ")
    }

    // A4 is 210 x 297 mm, that is 8.268 x 11.693 in: pixels are these times the resolution.
    @Test(
        "An image that fits a page at another resolution has it suggested",
        arguments: [
            ((1240, 1754), "150"), ((1241, 1754), "150"), ((1654, 2339), "200"), ((827, 1169), "100"),
            ((4961, 7016), "600"),
            ((1100, 1556), "133"),
        ])
    func suggestedResolution(_ size: (Int, Int), _ dpi: String) {
        let page = ComparedPage.sizes((2480, 3508), size)
        let advice = "px right; the image fits the page at \(dpi) dpi, so try --dpi \(dpi)\n"
        #expect(CompareSummary(CompareReport([page], kinds: (.pdf, .images))).text.contains(advice))
        let swapped = swapped(page)
        #expect(CompareSummary(CompareReport([swapped], kinds: (.images, .pdf))).text.contains(advice))
    }

    private func swapped(_ page: ComparedPage) -> ComparedPage {
        var page = page
        (page.leftSheet, page.rightSheet) = (page.rightSheet, page.leftSheet)
        return page
    }

    @Test("No resolution is suggested where none helps")
    func noSuggestion() {
        let letter = ComparedPage.sizes((2480, 3508), (1275, 1650))
        #expect(!CompareSummary(CompareReport([letter], kinds: (.pdf, .images))).text.contains("--dpi"))
        let pdfs = ComparedPage.sizes((2480, 3508), (1240, 1754))
        #expect(!CompareSummary(CompareReport([pdfs])).text.contains("--dpi"))
        let turned = CompareReport([.sizes((2480, 3508), (3508, 2480))], kinds: (.pdf, .images))
        #expect(CompareSummary(turned).text.contains("one of them lies on its side"))
    }
}
