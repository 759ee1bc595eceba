import Foundation
import Testing

@Suite("The main job")
struct MainJobTests {
    let scratch = Scratch()

    @Test("A document becomes a sound PDF of images at 300 dpi with the same pages")
    func wholeDocument() throws {
        let result = try scratch.pdfsplit(Sample.text.path, "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        #expect(result.output.isEmpty)
        #expect(try scratch.complaint() == nil)

        let sizes = try scratch.pageSizes(of: Sample.text.path)
        #expect(sizes.count == 6)
        #expect(try scratch.pageSizes() == sizes)

        let images = try scratch.listedImages()
        #expect(images.map(\.page) == [1, 2, 3, 4, 5, 6])
        // 595.276 x 841.89 points touch so many pixels.
        #expect(images.allSatisfy { $0.width == 2481 && $0.height == 3508 })
        #expect(images.allSatisfy { $0.color == "gray" && $0.bits == 8 })
        #expect(images.allSatisfy { $0.horizontal == 300 && $0.vertical == 300 })
    }

    @Test("Sizes, rotations and UserUnit of every page come out as they are seen")
    func mixedSizes() throws {
        let result = try scratch.pdfsplit("--dpi", "72", Sample.mixed.path, "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.complaint() == nil)
        var expected = try scratch.pageSizes(of: Sample.mixed.path)
        // pdfinfo shows page 10 in its own units of two points.
        expected[9] = PaperExtent(595.276, 841.89)
        #expect(try scratch.pageSizes() == expected)
        #expect(try scratch.pageSizes().count == 15)
    }

    @Test(
        "Other programs render the output",
        arguments: [
            ["pdftoppm", "-r", "20", "out.pdf", "seen"],
            ["pdftocairo", "-png", "-r", "20", "out.pdf", "seen"],
            ["mutool", "draw", "-q", "-r", "20", "-o", "seen%d.png", "out.pdf"],
            [
                "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pnggray", "-r20", "-sOutputFile=seen%d",
                "out.pdf",
            ],
        ])
    func otherPrograms(command: [String]) throws {
        #expect(try scratch.pdfsplit("--dpi", "60", Sample.photos.path, "out.pdf").code == 0)
        let result = try RunningProcess(command[0], Array(command.dropFirst()), directory: scratch.path).wait()
        #expect(result.code == 0)
        // mutool says so on every run where it is built without an ICC engine.
        let complaints = result.lines.filter { !$0.contains("ICC support is not available") }
        #expect(complaints == [] && result.text == "")
        #expect(scratch.files.filter { $0.hasPrefix("seen") }.count == 3)
    }

    @Test("The output shows what the input shows, seen by another engine")
    func looksTheSame() throws {
        #expect(try scratch.pdfsplit("--dpi", "300", "--pages", "1", Sample.photos.path, "out.pdf").code == 0)
        for (file, stem) in [(Sample.photos.path, "before"), ("out.pdf", "after")] {
            #expect(try scratch.run("pdftoppm", "-r", "30", "-f", "1", "-l", "1", file, stem).code == 0)
        }
        let before = try PageImage(ppm: scratch["before-1.ppm"])
        let after = try PageImage(ppm: scratch["after-1.ppm"])
        try #require(before.width == after.width && before.height == after.height)
        var differing = 0
        for y in 0..<before.height {
            for x in 0..<before.width where !before[x, y].isNear(after[x, y], within: 40) { differing += 1 }
        }
        // Edges of letters differ between engines; the picture and its place do not.
        #expect(differing < before.width * before.height / 50)
    }

    @Test("Pages are drawn as for printing: layers and annotations", .timeLimit(.minutes(5)))
    func printedContent() throws {
        let layers = try scratch.render("--dpi", "72", Sample.layers.path)[0]
        // Rectangles of samples/generator/form_samples.py, well within their frames; y counts from the top here.
        func isPainted(_ image: PageImage, _ bottom: Int, height: Int = 26) -> Bool {
            image.inked(x: 75..<365, y: (842 - bottom - height)..<(842 - bottom)) > 300
        }
        #expect([690, 610, 530, 450].map { isPainted(layers, $0) } == [true, true, false, false])

        let annotations = try scratch.render("--dpi", "72", "--pages", "2", Sample.forms.path)[0]
        #expect([532, 452, 382, 312].map { isPainted(annotations, $0) } == [true, true, false, false])
    }

    @Test("Neither text nor metadata of the input is carried over")
    func nothingIsCarriedOver() throws {
        #expect(try scratch.pdfsplit("--dpi", "72", Sample.text.path, "out.pdf").code == 0)
        let words = try scratch.run("pdftotext", "out.pdf", "-").text
        #expect(words.allSatisfy { $0.isWhitespace })
        let before = try scratch.run("pdfinfo", Sample.text.path).text
        let after = try scratch.run("pdfinfo", "out.pdf").text
        #expect(before.contains("Title:") && !after.contains("Title:"))
        #expect(after.contains("Producer:        pdfsplit "))
    }
}
