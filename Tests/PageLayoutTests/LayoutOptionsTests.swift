import PageLayout
import Testing

@Suite("Options and limits")
struct LayoutOptionsTests {
    @Test("The defaults are those documented")
    func defaults() throws {
        let options = LayoutOptions()
        #expect(options.dpi == 300)
        #expect(options.paper == nil)
        #expect(options.scaling == .fit)
        #expect(options.box == .crop)
        #expect(options.maxPixels == 4_000_000_000)
        try options.validate()
    }

    @Test("Resolutions above 0 and up to 9600 are taken", arguments: [0.001, 1, 299.7, 9600])
    func resolutions(dpi: Double) throws {
        try LayoutOptions(dpi: dpi).validate()
    }

    @Test("Any other resolution is refused", arguments: [0, -300, 9600.1, Double.nan, .infinity])
    func refusedResolutions(dpi: Double) throws {
        #expect(try refusal { try LayoutOptions(dpi: dpi).validate() }.kind == .invalidResolution)
        let placed = try refusal { try Layout.place(page: letter, options: LayoutOptions(dpi: dpi)) }
        #expect(placed.kind == .invalidResolution)
    }

    @Test("A pixel limit that is not above zero is refused", arguments: [0, -1])
    func refusedLimits(maxPixels: Int) throws {
        #expect(try refusal { try LayoutOptions(maxPixels: maxPixels).validate() }.kind == .invalidLimit)
    }

    @Test("Margins that are negative or not finite are refused", arguments: [-1, Double.nan, .infinity])
    func refusedMargins(value: Double) throws {
        let options = LayoutOptions(margins: Margins(top: 0, right: 0, bottom: 0, left: value))
        let error = try refusal { try options.validate() }
        #expect(error.kind == .invalidMargins)
        #expect(error.message.contains("left margin"))
    }

    @Test(
        "Paper made without parsing is checked all the same",
        arguments: [
            Size(width: 0, height: 5), Size(width: 5, height: -5), Size(width: .nan, height: 5),
            Size(width: 5, height: 14_401),
        ]
    )
    func refusedPaper(size: Size) throws {
        let options = LayoutOptions(paper: PaperSize(name: "made", size: size))
        #expect(try refusal { try options.validate() }.kind == .invalidPaper)
    }

    @Test("Margins are checked against the sheet that the page gets")
    func marginsAndOrientation() throws {
        // 150 + 150 fits the long edge of 400 and not the short one of 300.
        let margins = Margins(top: 0, right: 150, bottom: 0, left: 150)
        var options = LayoutOptions(dpi: 72, paper: .points(300, 400), margins: margins)
        try options.validate()
        _ = try Layout.place(page: Size(width: 400, height: 300), options: options)
        let standing = try refusal { try Layout.place(page: Size(width: 300, height: 400), options: options) }
        #expect(standing.kind == .noPrintableArea)

        options.orientation = .landscape
        try options.validate()
        options.orientation = .portrait
        #expect(try refusal { try options.validate() }.kind == .noPrintableArea)
        options.orientation = .auto
        options.margins = Margins(all: 200)
        #expect(try refusal { try options.validate() }.kind == .noPrintableArea)
    }

    @Test(
        "A page without a usable size is refused",
        arguments: [
            Size(width: 0, height: 5), Size(width: 5, height: -1), Size(width: .nan, height: 5),
            Size(width: 5, height: .infinity),
        ]
    )
    func refusedPages(page: Size) throws {
        #expect(try refusal { try Layout.place(page: page, options: LayoutOptions()) }.kind == .unusablePage)
    }

    @Test("The pixel limit is inclusive")
    func pixelLimit() throws {
        _ = try Layout.place(page: letter, options: LayoutOptions(maxPixels: 2550 * 3300))
        let error = try refusal { try Layout.place(page: letter, options: LayoutOptions(maxPixels: 2550 * 3300 - 1)) }
        #expect(error.kind == .tooManyPixels)
    }

    @Test("Too many pixels are refused with the sizes and a resolution that fits")
    func pixelLimitMessage() throws {
        // 8.5 x 11 inches: at 100 dpi 850 x 1100 = 935000 pixels, at 103 dpi 876 x 1133 = 992508, at 104 over a million.
        let options = LayoutOptions(maxPixels: 1_000_000)
        let message = try refusal { try Layout.place(page: letter, options: options) }.message
        for part in ["2550 x 3300 pixels", "612 x 792 pt", "215.9 x 279.4 mm", "fits at 103 dpi", "--max-pixels"] {
            #expect(message.contains(part))
        }
        _ = try Layout.place(page: letter, options: LayoutOptions(dpi: 103, maxPixels: 1_000_000))
        #expect(throws: LayoutError.self) {
            try Layout.place(page: letter, options: LayoutOptions(dpi: 104, maxPixels: 1_000_000))
        }
    }

    @Test("The largest page that boxes allow is counted without overflow")
    func largestPage() throws {
        let page = Size(width: 1e7, height: 1e7)
        let layout = try Layout.place(page: page, options: LayoutOptions(dpi: 9600, maxPixels: .max))
        #expect([layout.pixelWidth, layout.pixelHeight] == [1_333_333_334, 1_333_333_334])
        let error = try refusal { try Layout.place(page: page, options: LayoutOptions(dpi: 9600)) }
        #expect(error.kind == .tooManyPixels)
    }

    @Test(
        "Edges that no format holds are refused whatever the limit",
        arguments: [
            Size(width: 1e300, height: 1), Size(width: 1, height: 1e308), Size(width: 2_147_483_648, height: 1),
        ]
    )
    func endlessEdges(page: Size) throws {
        let options = LayoutOptions(dpi: 72, maxPixels: .max)
        let error = try refusal { try Layout.place(page: page, options: options) }
        #expect(error.kind == .tooManyPixels)
        #expect(!error.message.contains("--max-pixels"))
        let longest = Size(width: 2_147_483_647, height: 1)
        #expect(try Layout.place(page: longest, options: options).pixelWidth == 2_147_483_647)
    }
}
