import Foundation
import Testing

@Suite("Options for sizes in pixels")
struct PixelOptionTests {
    let scratch = Scratch()

    private func sizes(_ arguments: [String]) throws -> [[Int]] {
        let result = try scratch.start(arguments + ["out.pdf"]).wait()
        try #require(result.code == 0, "\(result.message)")
        return try scratch.listedImages().map { [$0.width, $0.height] }
    }

    /// The sizes of the images that another program makes of the pages.
    private func otherSizes(_ command: [String]) throws -> [[Int]] {
        let result = try RunningProcess(command[0], Array(command.dropFirst()), directory: scratch.path).wait()
        try #require(result.code == 0, "\(result.message)")
        return try scratch.files.filter { $0.hasSuffix(".ppm") }.sorted().map {
            let image = try PageImage(ppm: scratch[$0])
            return [image.width, image.height]
        }
    }

    private static let mutool = ["mutool", "draw", "-q", "-F", "pnm", "-c", "rgb", "-o", "%02d.ppm"]
    private static let pdftoppm = ["pdftoppm", "-cropbox", "-scale-to-x"]

    /// What pdftoppm calls x and y is so before it turns the page, so it is asked about the first four pages, which stand
    /// as they are.
    static let rules: [(ours: [String], theirs: [String], exact: Int?)] = [
        (["--width", "150"], mutool + ["-w", "150", Sample.mixed.path], 0),
        (["--height", "150"], mutool + ["-h", "150", Sample.mixed.path], 1),
        (["--fit-within", "150x120"], mutool + ["-w", "150", "-h", "120", Sample.mixed.path], nil),
        (
            ["--pages", "1-4", "--width", "150"],
            pdftoppm + ["150", "-scale-to-y", "-1", "-l", "4", Sample.mixed.path, "p"], 0
        ),
        (
            ["--pages", "1-4", "--height", "150"],
            pdftoppm + ["-1", "-scale-to-y", "150", "-l", "4", Sample.mixed.path, "p"], 1
        ),
        (["--fit-within", "150x150"], ["pdftoppm", "-cropbox", "-scale-to", "150", Sample.mixed.path, "p"], nil),
    ]

    @Test("The side asked for has its pixels, and the other is as in other programs but for rounding", arguments: rules)
    func sides(ours: [String], theirs: [String], exact: Int?) throws {
        let sizes = try sizes(ours + [Sample.mixed.path])
        let others = try otherSizes(theirs)
        try #require(sizes.count == others.count && sizes.count >= 4)
        for (size, other) in zip(sizes, others) {
            #expect(exact.map { size[$0] == 150 } ?? (size[0] == 150 || size[1] == 120 || size[1] == 150))
            #expect(zip(size, other).allSatisfy { abs($0 - $1) <= 1 }, "\(size), \(theirs[0]): \(other)")
        }
    }

    @Test("Pages keep their size in the output, whatever their pixels")
    func pageSizes() throws {
        #expect(
            try sizes(["--width", "200", "--pages", "1,3,12", Sample.mixed.path]) == [
                [200, 283], [200, 259], [200, 10],
            ])
        let expected = [PaperExtent(595.276, 841.89), PaperExtent(612, 792), PaperExtent(2000, 100)]
        #expect(try scratch.pageSizes() == expected)
        #expect(try scratch.complaint() == nil)
        // 200 pixels on 8.5 inches.
        #expect(try scratch.listedImages()[1].horizontal == 24)
    }

    @Test("Width and height are exact on every page, and the page lies in the middle, all of it seen")
    func exactly() throws {
        let arguments = ["--width", "300", "--height", "300", "--color", "rgb", Sample.mixed.path]
        let images = try scratch.render(arguments)
        #expect(images.count == 15)
        #expect(images.allSatisfy { $0.width == 300 && $0.height == 300 })
        // Letter: 231.8 x 300.
        #expect(images[2].corners(x0: 34.1, y0: 0, x1: 265.9, y1: 300, inset: 2).count == 4)
        #expect(images[2].inked(x: 0..<34, y: 0..<300) == 0 && images[2].inked(x: 267..<300, y: 0..<300) == 0)
    }

    @Test("A page larger than one piece has exactly its pixels too")
    func pieces() throws {
        #expect(try sizes(["--width", "6000", "--color", "rgb", Sample.poster.path]) == [[6000, 8483]])
    }

    @Test(
        "With --dpi auto a scan keeps its pixels, and other pages get the resolution of their images or the usual one")
    func auto() throws {
        #expect(try sizes(["--dpi", "auto", Sample.grayScan.path]) == [[1240, 1754], [910, 1287]])
        _ = try sizes(["--dpi", "auto", "--report", "photos.json", Sample.photos.path])
        let photos = try Report(scratch.contents("photos.json")).pages.compactMap(\.dpi)
        // As pdfimages has them: 87, 82 and 115.
        #expect(photos.map { Int($0.rounded()) } == [87, 82, 115])
        _ = try sizes(["--dpi", "auto:100-110", "--report", "bounds.json", Sample.photos.path])
        #expect(try Report(scratch.contents("bounds.json")).pages.map(\.dpi) == [100, 100, 110])
        #expect(try sizes(["--dpi", "auto", "--pages", "1", Sample.text.path]) == [[2481, 3508]])
    }

    @Test("The resolution is the page's own for any number of workers")
    func autoForAll() throws {
        for jobs in ["1", "3"] {
            #expect(try scratch.pdfsplit("--dpi", "auto", "--jobs", jobs, Sample.photos.path, "\(jobs).pdf").code == 0)
        }
        #expect(try scratch.contents("1.pdf") == scratch.contents("3.pdf"))
    }

    @Test("The report has each page's resolution, and one for all only where it is the same")
    func report() throws {
        _ = try sizes(["--width", "850", "--pages", "3,12", "--report", "pixels.json", Sample.mixed.path])
        let pixels = try Report(scratch.contents("pixels.json"))
        #expect(pixels.summary.dpi == nil)
        #expect(pixels.pages.map(\.dpi) == [100, 30.6])
        _ = try sizes(["--dpi", "40", "--pages", "3", "--report", "dpi.json", Sample.mixed.path])
        let dpi = try Report(scratch.contents("dpi.json"))
        #expect(dpi.summary.dpi == 40 && dpi.pages.map(\.dpi) == [40])
    }

    @Test(
        "Ways that exclude each other are refused with what to leave out",
        arguments: [
            (["--dpi", "300", "--width", "9"], "--dpi"), (["--dpi", "300", "--height", "9"], "--dpi"),
            (["--dpi", "300", "--fit-within", "9x9"], "--dpi"),
            (["--width", "9", "--fit-within", "9x9"], "--fit-within"),
            (["--height", "9", "--fit-within", "9x9"], "--fit-within"),
            (["--width", "9", "--height", "9", "--paper", "A4"], "--fit-within"),
            (["--width", "9", "--height", "9", "--orientation", "portrait"], "--orientation"),
            (["--dpi", "auto", "--width", "9"], "--dpi"), (["--dpi", "auto:9-8"], "lower one first"),
            (["--width", "0"], "from 1"), (["--height", "-5"], "--height"), (["--fit-within", "800"], "800x600"),
        ])
    func exclusions(options: [String], advice: String) throws {
        let result = try scratch.start(options + [Sample.blank.path, "out.pdf"]).wait()
        #expect(result.code == 2)
        #expect(result.message.contains(advice))
        #expect(scratch.files == [])
    }
}
