import PageLayout
import Testing

/// All figures at 72 dpi, where a point is a pixel, on a sheet of 400 x 600.
@Suite("Scaling, margins and alignment")
struct ScalingTests {
    private func place(
        _ width: Double,
        _ height: Double,
        _ scaling: Scaling,
        margins: Margins = .zero,
        alignment: Alignment = .center
    ) throws -> Layout {
        let options = LayoutOptions(
            dpi: 72,
            paper: .points(400, 600),
            orientation: .portrait,
            scaling: scaling,
            margins: margins,
            alignment: alignment
        )
        return try Layout.place(page: Size(width: width, height: height), options: options)
    }

    private func expect(
        _ layout: Layout,
        scale: Double,
        x: Double,
        y: Double,
        clip: PixelRect,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let matrix = Matrix(a: scale, b: 0, c: 0, d: scale, e: x, f: y)
        #expect(layout.matrix == matrix, sourceLocation: sourceLocation)
        #expect(layout.clip == clip, sourceLocation: sourceLocation)
        #expect([layout.pixelWidth, layout.pixelHeight] == [400, 600], sourceLocation: sourceLocation)
    }

    @Test("Fit scales up and down until one edge touches, and crops nothing")
    func fit() throws {
        expect(try place(800, 800, .fit), scale: 0.5, x: 0, y: 100, clip: PixelRect(0, 100, 400, 500))
        expect(try place(100, 300, .fit), scale: 2, x: 100, y: 0, clip: PixelRect(100, 0, 300, 600))
        let margins = Margins(top: 50, right: 100, bottom: 150, left: 100)
        expect(
            try place(100, 100, .fit, margins: margins),
            scale: 2,
            x: 100,
            y: 150,
            clip: PixelRect(100, 150, 300, 350)
        )
    }

    @Test("Fill covers the sheet and cuts what hangs over")
    func fill() throws {
        expect(try place(800, 800, .fill), scale: 0.75, x: -100, y: 0, clip: PixelRect(0, 0, 400, 600))
        expect(try place(100, 300, .fill), scale: 4, x: 0, y: -300, clip: PixelRect(0, 0, 400, 600))
    }

    @Test("Fill covers the sheet whatever the margins, and leaves them unpainted")
    func fillWithMargins() throws {
        let margins = Margins(top: 10, right: 20, bottom: 30, left: 40)
        expect(
            try place(800, 800, .fill, margins: margins),
            scale: 0.75,
            x: -100,
            y: 0,
            clip: PixelRect(40, 10, 380, 570)
        )
    }

    @Test("None never scales; what does not go into the printable area is cut")
    func none() throws {
        expect(try place(200, 300, .none), scale: 1, x: 100, y: 150, clip: PixelRect(100, 150, 300, 450))
        expect(try place(800, 300, .none), scale: 1, x: -200, y: 150, clip: PixelRect(0, 150, 400, 450))
        let margins = Margins(top: 0, right: 0, bottom: 0, left: 100)
        expect(
            try place(350, 300, .none, margins: margins),
            scale: 1,
            x: 75,
            y: 150,
            clip: PixelRect(100, 150, 400, 450)
        )
    }

    @Test("Shrink fits what is larger than the printable area and leaves the rest")
    func shrink() throws {
        expect(try place(800, 800, .shrink), scale: 0.5, x: 0, y: 100, clip: PixelRect(0, 100, 400, 500))
        expect(try place(200, 300, .shrink), scale: 1, x: 100, y: 150, clip: PixelRect(100, 150, 300, 450))
        // As large as the sheet, so larger than the printable area.
        let margins = Margins(top: 0, right: 100, bottom: 0, left: 100)
        expect(
            try place(400, 600, .shrink, margins: margins),
            scale: 0.5,
            x: 100,
            y: 150,
            clip: PixelRect(100, 150, 300, 450)
        )
    }

    @Test("Auto fills for a page larger than the sheet, fits it within margins, and leaves a smaller one")
    func auto() throws {
        expect(try place(800, 800, .auto), scale: 0.75, x: -100, y: 0, clip: PixelRect(0, 0, 400, 600))
        expect(try place(200, 300, .auto), scale: 1, x: 100, y: 150, clip: PixelRect(100, 150, 300, 450))
        let margins = Margins(top: 0, right: 100, bottom: 0, left: 100)
        expect(
            try place(800, 800, .auto, margins: margins),
            scale: 0.25,
            x: 100,
            y: 200,
            clip: PixelRect(100, 200, 300, 400)
        )
        // No larger than the sheet: not scaled, though the margins cut it.
        expect(try place(400, 600, .auto, margins: margins), scale: 1, x: 0, y: 0, clip: PixelRect(100, 0, 300, 600))
    }

    @Test(
        "Alignment places a smaller page in the printable area",
        arguments: [
            (Alignment.center, 120.0, 160.0), (.top, 120, 20), (.bottom, 120, 300), (.left, 40, 160),
            (.right, 200, 160),
            (.topLeft, 40, 20), (.topRight, 200, 20), (.bottomLeft, 40, 300), (.bottomRight, 200, 300),
        ]
    )
    func alignment(alignment: Alignment, x: Double, y: Double) throws {
        let margins = Margins(top: 20, right: 100, bottom: 200, left: 40)
        let layout = try place(100, 100, .none, margins: margins, alignment: alignment)
        let clip = PixelRect(Int(x), Int(y), Int(x) + 100, Int(y) + 100)
        expect(layout, scale: 1, x: x, y: y, clip: clip)
    }

    @Test(
        "Alignment chooses the part that shows of a page that overhangs the sheet",
        arguments: [
            (Alignment.center, -100.0), (.top, -100), (.left, 0), (.topLeft, 0), (.right, -200), (.bottomRight, -200),
        ]
    )
    func overhang(alignment: Alignment, x: Double) throws {
        let margins = Margins(all: 10)
        let layout = try place(800, 800, .fill, margins: margins, alignment: alignment)
        expect(layout, scale: 0.75, x: x, y: 0, clip: PixelRect(10, 10, 390, 590))
    }

    @Test("Margins without paper shrink the page into its own sheet")
    func marginsWithoutPaper() throws {
        let options = LayoutOptions(dpi: 72, margins: Margins(all: 100))
        let layout = try Layout.place(page: Size(width: 400, height: 600), options: options)
        expect(layout, scale: 0.5, x: 100, y: 150, clip: PixelRect(100, 150, 300, 450))
    }

    @Test("Margins belong to the sheet as it is turned")
    func marginsOnLandscape() throws {
        let margins = Margins(top: 0, right: 0, bottom: 0, left: 200)
        let options = LayoutOptions(dpi: 72, paper: .points(400, 600), margins: margins)
        let layout = try Layout.place(page: Size(width: 800, height: 400), options: options)
        #expect(layout.matrix == Matrix(a: 0.5, b: 0, c: 0, d: 0.5, e: 200, f: 100))
        #expect(layout.clip == PixelRect(200, 100, 600, 300))
    }
}
