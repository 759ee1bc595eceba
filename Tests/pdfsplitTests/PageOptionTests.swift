import Testing

@Suite("Options for the pages")
struct PageOptionTests {
    let scratch = Scratch()

    @Test("Every page is upright, whatever its rotation, origin, boxes and unit", arguments: 1...15)
    func upright(page: Int) throws {
        let image = try scratch.render("--dpi", "144", "--pages", String(page), Sample.mixed.path)[0]
        let corners = image.corners(
            x0: 0, y0: 0, x1: Double(image.width), y1: Double(image.height), inset: 2)
        // Page 13 has frames instead; on page 11 the squares are 5 pixels wide.
        #expect(corners == (page == 13 ? [] : Set(Corner.allCases)))
        // The area outside of the CropBoxes is orange.
        let orange = PageImage.Color(red: 255, green: 153, blue: 26)
        let edge = (0..<image.width).map { image[$0, 0] } + (0..<image.height).map { image[0, $0] }
        #expect(!edge.contains { $0.isNear(orange, within: 60) })
    }

    @Test(
        "The box decides on the page's size and on what is at its edge",
        arguments: [
            ("media", PaperExtent(480, 640), PageImage.Color.white),
            ("crop", PaperExtent(460, 620), PageImage.Color(red: 128, green: 128, blue: 128)),
            ("bleed", PaperExtent(420, 580), PageImage.Color.sampleRed),
            ("trim", PaperExtent(390, 550), PageImage.Color.sampleBlue),
            ("art", PaperExtent(300, 400), PageImage.Color.sampleGreen),
        ])
    func boxes(name: String, size: PaperExtent, edge: PageImage.Color) throws {
        let result = try scratch.pdfsplit(
            "--dpi", "72", "--codec", "flate", "--box", name, "--pages", "13", "--report", "report.json",
            Sample.mixed.path, "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.pageSizes() == [size])
        let image = try scratch.images()[0]
        let width = Int(size.width)
        let height = Int(size.height)
        try #require([image.width, image.height] == [width, height])
        for (x, y) in [(0, height / 2), (width - 1, height / 2), (width / 2, 0), (width / 2, height - 1)] {
            #expect(image[x, y].isNear(edge), "\(x), \(y): \(image[x, y])")
        }
        #expect(try Report(scratch.contents("report.json")).summary.box == name)
    }

    @Test(
        "Pages come in the order and as often as asked for",
        arguments: [
            ("3,1,1", [612, 595.276, 595.276]), ("z", [300]), ("r2-r1", [550, 300]),
            ("3-1", [612, 841.89, 595.276]), ("1-4:even", [841.89, 419.528]), ("1-4,x2", [595.276, 612, 419.528]),
            ("11", [20]),
        ])
    func selection(pages: String, widths: [Double]) throws {
        let result = try scratch.pdfsplit(
            "--dpi", "36", "--pages", pages, "--report", "report.json", Sample.mixed.path, "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.pageSizes().map(\.width) == widths)
        #expect(try scratch.complaint() == nil)
        #expect(try Report(scratch.contents("report.json")).pages.count == widths.count)
    }

    @Test("Pages that do not exist are refused, and nothing is written", arguments: ["16", "1-16", "r16", "2,99,1"])
    func outOfRange(pages: String) throws {
        let result = try scratch.pdfsplit("--pages", pages, Sample.mixed.path, "out.pdf")
        #expect(result.code == 2)
        #expect(result.message.contains("15 pages"))
        #expect(scratch.files == [] && scratch.temporaryFiles == [])
    }

    @Test(
        "The resolution decides on the pixels and is kept in the output",
        arguments: [("36", 298, 421, 36), ("72.5", 600, 848, 73), ("600", 4961, 7016, 600), ("1", 9, 12, 1)])
    func resolution(dpi: String, width: Int, height: Int, listed: Int) throws {
        let result = try scratch.pdfsplit("--dpi", dpi, "--pages", "1", Sample.text.path, "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        let image = try #require(try scratch.listedImages().first)
        #expect([image.width, image.height] == [width, height])
        #expect(abs(image.horizontal - listed) <= 1 && abs(image.vertical - listed) <= 1)
        #expect(try scratch.pageSizes() == [PaperExtent(595.276, 841.89)])
    }

    @Test("UserUnit doubles a page's size")
    func userUnit() throws {
        var document = TinyPDF()
        let page = document.addPage(width: 200, height: 100, entries: "/UserUnit 2")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
        #expect(try scratch.pdfsplit("--dpi", "72", "in.pdf", "out.pdf").code == 0)
        #expect(try scratch.pageSizes() == [PaperExtent(400, 200)])
        #expect(try scratch.listedImages().map { [$0.width, $0.height] } == [[400, 200]])
    }
}
