import PageLayout
import Testing

@Suite("Sizes in pixels")
struct ResolutionTests {
    private func place(
        _ page: Size, _ resolution: Resolution, change: (inout LayoutOptions) -> Void = { _ in }
    ) throws -> Layout {
        var options = LayoutOptions()
        options.resolution = resolution
        change(&options)
        return try Layout.place(page: page, options: options)
    }

    private static let a4 = Size(width: 595.276, height: 841.89)
    private static let banner = Size(width: 2000, height: 100)

    /// The other side by hand: 1000 * 792 / 612 = 1294.1, 1000 * 841.89 / 595.276 = 1414.3, 100 * 100 / 2000 = 5.
    static let pixelSides: [(Size, Resolution, [Int])] = [
        (letter, .width(1000), [1000, 1294]), (letter, .height(1000), [773, 1000]), (a4, .width(1000), [1000, 1414]),
        (a4, .height(1), [1, 1]), (banner, .width(100), [100, 5]), (banner, .width(9), [9, 1]),
        (banner, .height(100), [2000, 100]), (Size(width: 3, height: 2), .width(1), [1, 1]),
        (letter, .within(width: 800, height: 600), [464, 600]), (letter, .within(width: 600, height: 800), [600, 776]),
        (letter, .within(width: 612, height: 792), [612, 792]), (letter, .within(width: 306, height: 396), [306, 396]),
        (banner, .within(width: 400, height: 400), [400, 20]), (banner, .within(width: 7, height: 1), [7, 1]),
        (a4, .within(width: 1, height: 1), [1, 1]),
    ]

    @Test(
        "The side asked for is exact, the other follows from the page and is rounded, at least 1", arguments: pixelSides
    )
    func sides(page: Size, resolution: Resolution, pixels: [Int]) throws {
        let layout = try place(page, resolution)
        #expect([layout.pixelWidth, layout.pixelHeight] == pixels)
        #expect(layout.clip == PixelRect(0, 0, pixels[0], pixels[1]))
        #expect(layout.sheet == page)
    }

    @Test("The page keeps its size, and its resolution is what brings it to its pixels")
    func resolution() throws {
        let layout = try place(letter, .width(850))
        #expect(layout.dpi == 100)
        #expect(layout.matrix == Matrix(a: 100.0 / 72, b: 0, c: 0, d: 100.0 / 72, e: 0, f: 0))
        #expect(near(try place(letter, .height(1000)).dpi, 1000.0 / 11))
        #expect(near(try place(letter, .within(width: 1700, height: 9999)).dpi, 200))
    }

    @Test("A paper's proportions decide, turned as the page is")
    func paper() throws {
        let paper = PaperSize.points(400, 600)
        for resolution in [Resolution.width(200), .height(300), .within(width: 200, height: 999)] {
            let layout = try place(letter, resolution) { $0.paper = paper }
            #expect([layout.pixelWidth, layout.pixelHeight] == [200, 300])
            #expect(layout.sheet == Size(width: 400, height: 600))
            #expect(near(layout.dpi, 36))
        }
        let turned = try place(Size(width: 90, height: 80), .width(300)) { $0.paper = paper }
        #expect([turned.pixelWidth, turned.pixelHeight] == [300, 200])
    }

    @Test("Width and height are a sheet into which the page is fitted, and which holds it at its own size")
    func exactly() throws {
        // 100 x 200 points into 300 x 300 pixels: 1.5 pixels to the point, 150 pixels wide, 75 pixels beside it.
        let layout = try place(Size(width: 100, height: 200), .exactly(width: 300, height: 300))
        #expect([layout.pixelWidth, layout.pixelHeight] == [300, 300])
        #expect(layout.matrix == Matrix(a: 1.5, b: 0, c: 0, d: 1.5, e: 75, f: 0))
        #expect(layout.clip == PixelRect(75, 0, 225, 300))
        #expect(layout.sheet == Size(width: 200, height: 200))
        #expect(layout.dpi == 108)
    }

    @Test("A sheet in pixels that is filled is covered by the page, which keeps its size and is cut")
    func filled() throws {
        let layout = try place(Size(width: 100, height: 200), .exactly(width: 300, height: 300)) { $0.scaling = .fill }
        #expect([layout.pixelWidth, layout.pixelHeight] == [300, 300])
        #expect(layout.matrix == Matrix(a: 3, b: 0, c: 0, d: 3, e: 0, f: -150))
        #expect(layout.clip == PixelRect(0, 0, 300, 300))
        #expect(layout.sheet == Size(width: 100, height: 100))
    }

    @Test(
        "Whatever the page, margins and scaling, there are exactly so many pixels", arguments: Scaling.allCases,
        [letter, a4, banner, Size(width: 1, height: 1e6), Size(width: 33.3, height: 77.7)])
    func exactPixels(scaling: Scaling, page: Size) throws {
        for pixels in [[1, 1], [333, 777], [1920, 1080]] {
            let layout = try place(page, .exactly(width: pixels[0], height: pixels[1])) { $0.scaling = scaling }
            #expect([layout.pixelWidth, layout.pixelHeight] == pixels)
            #expect(near(layout.sheet.width * layout.dpi / 72, Double(pixels[0]), within: 1e-6))
            #expect(near(layout.sheet.height * layout.dpi / 72, Double(pixels[1]), within: 1e-6))
        }
    }

    @Test("A sheet in pixels is not turned, and nothing else may give it a form")
    func exactForm() throws {
        let lying = try place(letter, .exactly(width: 400, height: 300))
        #expect([lying.pixelWidth, lying.pixelHeight] == [400, 300])
        let paper = try refusal { try place(letter, .exactly(width: 4, height: 3)) { $0.paper = .points(40, 30) } }
        #expect(paper.kind == .invalidResolution && paper.message.contains("--fit-within"))
        let turned = try refusal { try place(letter, .exactly(width: 4, height: 3)) { $0.orientation = .landscape } }
        #expect(turned.kind == .invalidResolution && turned.message.contains("--orientation"))
    }

    static let outOfRange: [Resolution] = [
        .width(0), .width(-1), .height(0), .width(1 << 31), .exactly(width: 5, height: 0),
        .exactly(width: -5, height: 5),
        .within(width: 0, height: 5), .within(width: 5, height: 1 << 31),
    ]

    @Test("Sides that are no number of pixels are refused", arguments: outOfRange)
    func refusedSides(resolution: Resolution) throws {
        #expect(try refusal { try resolution.validate() }.kind == .invalidResolution)
        #expect(try refusal { try place(letter, resolution) }.kind == .invalidResolution)
    }

    @Test("The pixel limit holds for the side that follows, too, and the advice is fewer pixels")
    func limits() throws {
        let error = try refusal { try place(Size(width: 1, height: 1e6), .width(1000)) { $0.maxPixels = 999_999 } }
        #expect(error.kind == .tooManyPixels)
        for part in ["1000 x 1000000000 pixels", "fewer pixels", "--max-pixels"] {
            #expect(error.message.contains(part))
        }
        let edge = try refusal { try place(Size(width: 1, height: 1e7), .width(1000)) { $0.maxPixels = .max } }
        #expect(edge.kind == .tooManyPixels && !edge.message.contains("--max-pixels"))
    }

    @Test("A page so small that its pixels could not be told apart is refused")
    func smallPage() throws {
        let error = try refusal { try place(Size(width: 1e-9, height: 1e-9), .width(1000)) }
        #expect(error.kind == .unusablePage)
        #expect(error.message.contains("--dpi"))
    }

    @Test("Resolutions are read as plain numbers", arguments: [("300", 300.0), ("72.5", 72.5), (".5", 0.5)])
    func parsing(text: String, dpi: Double) throws {
        #expect(try Resolution(parsing: text) == .dpi(dpi))
    }

    @Test(
        "What is no resolution is refused",
        arguments: ["", "x", "-300", "0", "9601", "1e3", "nan", "inf", "300dpi", "0x10", " 300"])
    func refusedParsing(text: String) throws {
        #expect(try refusal { try Resolution(parsing: text) }.kind == .invalidResolution)
    }

    @Test("Sizes in pixels are two whole numbers", arguments: ["800x600", "800X600"])
    func parsingSize(text: String) throws {
        #expect(try Resolution(fittingWithin: text) == .within(width: 800, height: 600))
    }

    @Test(
        "What is no size in pixels is refused",
        arguments: ["", "x", "800", "800x", "x600", "800x600x2", "8.5x6", "-1x5", "0x5", "800x600px", "+8x6", "8 x 6"])
    func refusedSizes(text: String) throws {
        let error = try refusal { try Resolution(fittingWithin: text) }
        #expect(error.kind == .invalidResolution)
    }

    static let images: [(images: Double?, lowest: Double, highest: Double, dpi: Double)] = [
        (200, 72, 600, 200), (50, 72, 600, 72), (1200, 72, 600, 600), (nil, 72, 600, 300), (nil, 400, 600, 400),
        (nil, 72, 150, 150), (150, 150, 150, 150),
    ]

    @Test("Where images decide, their resolution is the page's, within bounds", arguments: images)
    func ofImages(images: Double?, lowest: Double, highest: Double, dpi: Double) throws {
        let options = LayoutOptions(resolution: .ofImages(lowest: lowest, highest: highest))
        let layout = try Layout.place(page: letter, options: options, imageResolution: images)
        #expect(layout.dpi == dpi)
        #expect(layout.matrix.a == dpi / 72)
    }

    @Test("A page that is scaled has its images at another resolution on the sheet")
    func scaledImages() throws {
        var options = LayoutOptions(resolution: .ofImages(lowest: 72, highest: 600))
        options.paper = .points(306, 396)
        #expect(try Layout.place(page: letter, options: options, imageResolution: 150).dpi == 300)
    }

    @Test("An image as large as the page keeps its pixels, though its resolution is known in single precision only")
    func ownPixels() throws {
        let options = LayoutOptions(resolution: .ofImages(lowest: 72, highest: 9600))
        for columns in [1240, 2480, 9921, 39_683] {
            let resolution = Double(Float(columns) * 72 / Float(595.276))
            let layout = try Layout.place(
                page: Size(width: Double(Float(595.276)), height: 841.89), options: options, imageResolution: resolution
            )
            #expect(layout.pixelWidth == columns)
        }
    }

    @Test(
        "auto has bounds of its own or those given",
        arguments: [
            ("auto", 72.0, 600.0), ("auto:150-300", 150, 300), ("auto:96-96", 96, 96), ("auto:0.5-9600", 0.5, 9600),
        ])
    func parsingBounds(text: String, lowest: Double, highest: Double) throws {
        #expect(try Resolution(parsing: text) == .ofImages(lowest: lowest, highest: highest))
    }

    @Test(
        "Bounds that are none are refused",
        arguments: [
            "auto:", "auto:300", "auto:300-", "auto:-300", "auto:300-150", "auto:0-300", "auto:72-9601", "Auto",
            "auto:1-2-3",
        ])
    func refusedBounds(text: String) throws {
        #expect(try refusal { try Resolution(parsing: text) }.kind == .invalidResolution)
    }
}
