import PageLayout
import Testing

@Suite("Pixel size and default scale")
struct LayoutTests {
    static let ownSizes: [(Size, Double, Int, Int)] = [
        (Size(width: 612, height: 792), 300, 2550, 3300),
        (Size(width: 595.276, height: 841.89), 300, 2481, 3508),
        (Size(width: 612, height: 792), 72, 612, 792),
        (Size(width: 612, height: 792), 600, 5100, 6600),
        (Size(width: 842, height: 595), 150, 1755, 1240),
        (Size(width: 419.53, height: 595.28), 299.7, 1747, 2478),
    ]

    @Test("A page at its own size is scaled by dpi / 72 exactly and not shifted", arguments: ownSizes)
    func ownSize(page: Size, dpi: Double, columns: Int, rows: Int) throws {
        let layout = try Layout.place(page: page, options: LayoutOptions(dpi: dpi))
        #expect(layout.sheet == page)
        #expect(layout.matrix == Matrix(a: dpi / 72, b: 0, c: 0, d: dpi / 72, e: 0, f: 0))
        #expect([layout.pixelWidth, layout.pixelHeight] == [columns, rows])
        #expect(layout.clip == PixelRect(0, 0, columns, rows))
        #expect(layout.dpi == dpi)
    }

    @Test(
        "A page within 0.01 point of its paper counts as equal to it, whatever the scaling",
        arguments: Scaling.allCases,
        [Size(width: 595.28, height: 841.89), Size(width: 595.27, height: 841.88), Size(width: 595.28, height: 841.88)]
    )
    func ownPaper(scaling: Scaling, page: Size) throws {
        let paper = try PaperSize(parsing: "A4")
        let layout = try Layout.place(page: page, options: LayoutOptions(paper: paper, scaling: scaling))
        #expect(layout.sheet == paper.size)
        #expect(layout.matrix == Matrix(a: 300.0 / 72, b: 0, c: 0, d: 300.0 / 72, e: 0, f: 0))
        #expect(layout.clip == PixelRect(0, 0, 2481, 3508))
    }

    @Test("A page 0.02 point off its paper is fitted")
    func nearlyOwnPaper() throws {
        let options = LayoutOptions(dpi: 72, paper: .points(100, 200))
        let layout = try Layout.place(page: Size(width: 100.02, height: 200.04), options: options)
        #expect(near(layout.matrix.a, 100 / 100.02))
    }

    static let edges: [(Double, Int)] = [
        (100, 100), (100.0009, 100), (100.0011, 101), (99.5, 100), (0.4, 1), (0.0005, 1), (1e-9, 1),
    ]

    @Test("A sheet has the pixels that it touches by more than a thousandth, and at least one", arguments: edges)
    func roundingUp(points: Double, pixels: Int) throws {
        let page = Size(width: points, height: points)
        let layout = try Layout.place(page: page, options: LayoutOptions(dpi: 72))
        #expect([layout.pixelWidth, layout.pixelHeight] == [pixels, pixels])
        #expect(layout.clip == PixelRect(0, 0, pixels, pixels))
    }

    static let leftMargins: [(Double, Int, Int)] = [
        (10, 10, 60), (9.9995, 10, 60), (9.99, 9, 60), (10.01, 10, 61), (10.0005, 10, 60),
    ]

    @Test("Clips take in the pixels that the page touches by more than a thousandth", arguments: leftMargins)
    func clipRounding(margin: Double, x0: Int, x1: Int) throws {
        let options = LayoutOptions(
            dpi: 72,
            paper: .points(100, 100),
            scaling: .none,
            margins: Margins(top: 0, right: 0, bottom: 0, left: margin),
            alignment: .topLeft
        )
        let layout = try Layout.place(page: Size(width: 50, height: 50), options: options)
        #expect(layout.clip == PixelRect(x0, 0, x1, 50))
        #expect(near(layout.matrix.e, margin))
    }

    static let turns: [(Size, Orientation, Size)] = [
        (Size(width: 30, height: 40), .auto, Size(width: 100, height: 200)),
        (Size(width: 40, height: 30), .auto, Size(width: 200, height: 100)),
        (Size(width: 40, height: 40), .auto, Size(width: 100, height: 200)),
        (Size(width: 40, height: 30), .portrait, Size(width: 100, height: 200)),
        (Size(width: 30, height: 40), .landscape, Size(width: 200, height: 100)),
    ]

    @Test(
        "Orientation turns the sheet, whatever the paper's own form, and not the page",
        arguments: turns,
        [PaperSize.points(100, 200), .points(200, 100)]
    )
    func orientation(turn: (page: Size, orientation: Orientation, sheet: Size), paper: PaperSize) throws {
        let options = LayoutOptions(dpi: 72, paper: paper, orientation: turn.orientation, alignment: .topLeft)
        let layout = try Layout.place(page: turn.page, options: options)
        #expect(layout.sheet == turn.sheet)
        let scale = min(turn.sheet.width / turn.page.width, turn.sheet.height / turn.page.height)
        #expect(layout.matrix == Matrix(a: scale, b: 0, c: 0, d: scale, e: 0, f: 0))
    }

    @Test(
        "Without paper the sheet keeps the page's form unless it is forced",
        arguments: [
            (Size(width: 300, height: 400), Orientation.auto, Size(width: 300, height: 400)),
            (Size(width: 400, height: 300), .auto, Size(width: 400, height: 300)),
            (Size(width: 400, height: 300), .portrait, Size(width: 300, height: 400)),
            (Size(width: 300, height: 400), .landscape, Size(width: 400, height: 300)),
        ]
    )
    func orientationWithoutPaper(page: Size, orientation: Orientation, sheet: Size) throws {
        let layout = try Layout.place(page: page, options: LayoutOptions(dpi: 72, orientation: orientation))
        #expect(layout.sheet == sheet)
        #expect(layout.matrix.a == (page == sheet ? 1 : 0.75))
        #expect([layout.pixelWidth, layout.pixelHeight] == [Int(sheet.width), Int(sheet.height)])
    }

    @Test("A rotated page with a user unit reaches the sheet upright and scaled")
    func rotatedPage() throws {
        let boxes = PageBoxes(media: Rectangle(-100, -100, 200, 100), rotation: 270, userUnit: 2)
        let page = try boxes.uprightSize(of: boxes.effective(.crop).box)
        let layout = try Layout.place(page: page, options: LayoutOptions(dpi: 144))
        #expect(layout.sheet == Size(width: 400, height: 600))
        #expect([layout.pixelWidth, layout.pixelHeight] == [800, 1200])
    }
}
