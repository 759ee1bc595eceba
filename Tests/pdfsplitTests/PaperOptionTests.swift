import Testing

/// Where mixed.pdf's pages land on A4, in points; at 72 dpi a point is a pixel.
@Suite("Options for the sheet")
struct PaperOptionTests {
    struct Placement: CustomTestStringConvertible, Sendable {
        var page: Int
        var options: [String]
        /// Where the page lies: x0, y0, x1, y1 from the sheet's top left corner.
        var at: [Double]
        var seen = Set(Corner.allCases)
        var testDescription: String { "page \(page) \(options.joined(separator: " "))" }
    }

    // Page 3 is Letter, 612 x 792; page 4 is A5, 419.528 x 595.276; page 2 is A4 lying.
    static let placements = [
        Placement(page: 3, options: [], at: [0, 35.76, 595.28, 806.13]),
        Placement(page: 3, options: ["--scaling", "fit"], at: [0, 35.76, 595.28, 806.13]),
        Placement(page: 3, options: ["--scaling", "fit", "--align", "top"], at: [0, 0, 595.28, 770.37]),
        Placement(page: 3, options: ["--scaling", "fit", "--align", "bottom-left"], at: [0, 71.52, 595.28, 841.89]),
        Placement(page: 3, options: ["--scaling", "shrink"], at: [0, 35.76, 595.28, 806.13]),
        Placement(page: 3, options: ["--scaling", "auto-fit"], at: [0, 35.76, 595.28, 806.13]),
        Placement(page: 3, options: ["--scaling", "none"], at: [-1, 24.95, 596.28, 816.95]),
        Placement(page: 3, options: ["--scaling", "fill"], at: [-27.64, 0, 622.91, 841.89], seen: []),
        Placement(page: 3, options: ["--scaling", "auto"], at: [-27.64, 0, 622.91, 841.89], seen: []),
        Placement(
            page: 3, options: ["--scaling", "fill", "--align", "left"], at: [0, 0, 650.55, 841.89],
            seen: [.topLeft, .bottomLeft]),
        Placement(
            page: 3, options: ["--scaling", "fill", "--align", "right"], at: [-55.27, 0, 595.28, 841.89],
            seen: [.topRight, .bottomRight]),
        Placement(page: 3, options: ["--scaling", "auto", "--margin", "1in"], at: [72, 128.94, 523.28, 712.94]),
        Placement(page: 3, options: ["--margin", "0,2cm,5cm,4cm"], at: [113.39, 74.95, 538.58, 625.21]),
        Placement(page: 4, options: ["--scaling", "fit"], at: [0, 0, 595.28, 841.89]),
        Placement(page: 4, options: ["--scaling", "shrink"], at: [87.87, 123.31, 507.4, 718.58]),
        Placement(page: 4, options: ["--scaling", "auto"], at: [87.87, 123.31, 507.4, 718.58]),
        Placement(page: 4, options: ["--scaling", "none"], at: [87.87, 123.31, 507.4, 718.58]),
        Placement(page: 5, options: [], at: [0, 0, 841.89, 595.28]),
        Placement(page: 5, options: ["--orientation", "portrait"], at: [0, 210.49, 595.28, 631.4]),
        Placement(page: 1, options: ["--orientation", "landscape"], at: [210.49, 0, 631.4, 595.28]),
    ]

    let scratch = Scratch()

    @Test("A page lands where its options put it", arguments: placements)
    func placement(_ expected: Placement) throws {
        let options = ["--dpi", "72", "--paper", "A4", "--pages", String(expected.page)]
        let image = try #require(
            try scratch.render(options + expected.options + [Sample.mixed.path]).first)
        let at = expected.at
        #expect(image.corners(x0: at[0], y0: at[1], x1: at[2], y1: at[3]) == expected.seen)
        // The squares end 12 points, as scaled, from the page's corners, and nothing is painted outside of the page.
        #expect(image.corners(x0: at[0], y0: at[1], x1: at[2], y1: at[3], inset: -3) == [])
        #expect(image.inked(x: 0..<image.width, y: 0..<max(0, Int(at[1]))) == 0)
        #expect(image.inked(x: 0..<max(0, Int(at[0])), y: 0..<image.height) == 0)
    }

    @Test(
        "Small pages go where --align says",
        arguments: [
            ("top-left", 0, 0), ("top", 87.87, 0), ("top-right", 175.75, 0), ("left", 0, 123.31),
            ("center", 87.87, 123.31), ("right", 175.75, 123.31), ("bottom-left", 0, 246.61),
            ("bottom", 87.87, 246.61), ("bottom-right", 175.75, 246.61),
        ])
    func alignment(name: String, x: Double, y: Double) throws {
        let image = try scratch.render(
            "--dpi", "72", "--paper", "A4", "--scaling", "none", "--align", name, "--pages", "4", Sample.mixed.path)[0]
        #expect(image.corners(x0: x, y0: y, x1: x + 419.53, y1: y + 595.28, inset: 1.5).count == 4)
    }

    @Test(
        "Every sheet has the paper's size, turned as the page is or as told",
        arguments: [
            ("auto", [PaperExtent(595.276, 841.89), PaperExtent(841.89, 595.276)]),
            ("portrait", [PaperExtent(595.276, 841.89), PaperExtent(595.276, 841.89)]),
            ("landscape", [PaperExtent(841.89, 595.276), PaperExtent(841.89, 595.276)]),
        ])
    func paperSize(orientation: String, expected: [PaperExtent]) throws {
        // Letter, and A5 turned to lie.
        let result = try scratch.pdfsplit(
            "--dpi", "72", "--paper", "A4", "--orientation", orientation, "--pages", "3,7", Sample.mixed.path, "out.pdf"
        )
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.pageSizes() == expected)
        #expect(try scratch.listedImages().map(\.width) == expected.map { Int($0.width.rounded(.up)) })
    }

    @Test(
        "Papers have names and sizes",
        arguments: [
            ("letter", PaperExtent(612, 792)), ("Tabloid", PaperExtent(792, 1224)),
            ("100x200mm", PaperExtent(283.465, 566.929)),
            ("4x6in", PaperExtent(288, 432)), ("200x300pt", PaperExtent(200, 300)),
            ("none", PaperExtent(419.528, 595.276)),
        ])
    func papers(name: String, expected: PaperExtent) throws {
        #expect(try scratch.pdfsplit("--dpi", "36", "--paper", name, Sample.blank.path, "out.pdf").code == 0)
        let size = try #require(try scratch.pageSizes().first)
        #expect(abs(size.width - expected.width) < 0.001 && abs(size.height - expected.height) < 0.001, "\(size)")
    }

    @Test("Margins stay white, and what is between them is painted to the edge", arguments: ["none", "fill", "fit"])
    func margins(scaling: String) throws {
        var document = TinyPDF()
        let page = document.addPage(width: 300, height: 400, fill: "1 0 0 rg")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
        let image = try scratch.render(
            "--dpi", "144", "--color", "rgb", "--scaling", scaling, "--margin", "36pt,18pt,54pt,0.5in", "in.pdf")[0]
        try #require([image.width, image.height] == [600, 800])
        // The page fitted to 246 x 310 is 232.5 wide, so it does not reach the margins at its sides.
        let columns = scaling == "fit" ? 86..<550 : 72..<564
        let edges = scaling == "fit" ? 85..<551 : columns
        #expect(image.inked(x: 0..<600, y: 0..<800) == image.inked(x: edges, y: 72..<692))
        #expect(image.inked(x: columns, y: 72..<692) == columns.count * 620)
    }
}
