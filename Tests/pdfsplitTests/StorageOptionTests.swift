import Testing

@Suite("Forms that pages are stored in")
struct StorageOptionTests {
    let scratch = Scratch()

    /// Images of the output, with what `pdfimages` calls them: "gray 8 image".
    private func forms(_ arguments: String...) throws -> [String] {
        let result = try scratch.start(arguments + ["out.pdf"]).wait()
        try #require(result.code == 0, "\(result.message)")
        #expect(try scratch.complaint() == nil)
        return try scratch.listedImages().map { "\($0.color) \($0.bits) \($0.encoding)" }
    }

    @Test("A blank page takes one bit a pixel")
    func blank() throws {
        #expect(try forms("--dpi", "300", Sample.blank.path)[0].hasPrefix("gray 1 "))
        #expect(try scratch.contents().count < 3000)
    }

    @Test("A small coloured stamp is not lost, and gray and RGB are there for the asking")
    func color() throws {
        #expect(try forms("--dpi", "72", Sample.stamp.path).allSatisfy { !$0.hasPrefix("gray") })
        #expect(try forms("--dpi", "72", "--color", "gray", Sample.stamp.path).allSatisfy { $0.hasPrefix("gray") })
        #expect(try forms("--dpi", "72", "--color", "rgb", Sample.text.path).allSatisfy { $0 == "rgb 8 image" })
        #expect(
            try forms("--dpi", "72", "--color", "rgb", "--codec", "jpeg", Sample.text.path)
                == Array(
                    repeating: "rgb 8 jpeg", count: 6))
    }

    @Test(
        "Edges in fewer bits make pages of fewer bits, and other readers see them", arguments: [(0, 1), (2, 2), (4, 4)])
    func antialiasing(bits: Int, stored: Int) throws {
        let eight = try forms("--dpi", "100", "--pages", "1", Sample.text.path)
        #expect(eight == ["gray 8 image"])
        let size = try scratch.contents().count
        let images = try forms("--dpi", "100", "--pages", "1", "--antialias", "\(bits)", Sample.text.path)
        #expect(images.map { $0.split(separator: " ")[1] } == ["\(stored)"])
        #expect(try scratch.contents().count * 10 < size * 8)
        // Black text is still there, on a white page.
        let drawn = try scratch.run("pdftoppm", "-r", "100", "out.pdf", "seen")
        try #require(drawn.code == 0)
        let page = try PageImage(ppm: scratch["seen-1.ppm"])
        let ink = page.inked(x: 0..<page.width, y: 0..<page.height)
        #expect(ink > page.width * page.height / 100 && ink < page.width * page.height / 3)
    }

    @Test("Bilevel text is stored by CCITT, unless Flate is asked for")
    func bilevel() throws {
        let fax = try forms("--dpi", "300", "--pages", "1", "--antialias", "0", Sample.text.path)
        #expect(fax == ["gray 1 ccitt"])
        let flate = try forms(
            "--dpi", "300", "--pages", "1", "--antialias", "0", "--codec", "flate", Sample.text.path)
        #expect(flate == ["gray 1 image"])
    }

    @Test("Text and the rest can be graded apart")
    func apart() throws {
        let arguments = ["--dpi", "100", "--pages", "1", "--antialias-text", "0"]
        #expect(try scratch.start(arguments + [Sample.text.path, "text.pdf"]).wait().code == 0)
        let both = try scratch.start(arguments + ["--antialias", "0", Sample.text.path, "both.pdf"]).wait()
        #expect(both.code == 0)
        #expect(try scratch.contents("text.pdf").count >= scratch.contents("both.pdf").count)
    }

    @Test("Drawings lose their grays where only text keeps them")
    func graphics() throws {
        let arguments = ["--dpi", "72", "--pages", "1", Sample.vector.path]
        func levels(_ options: String...) throws -> Int {
            let page = try scratch.render(options + arguments)[0]
            return page.levels.count
        }
        #expect(try levels("--antialias-graphics", "0") < levels("--antialias-text", "0"))
    }

    @Test("More effort makes smaller files of the same pixels")
    func effort() throws {
        var sizes: [Int] = []
        var pictures: [[PageImage]] = []
        for effort in ["1", "4", "9"] {
            let options = ["--dpi", "72", "--effort", effort, "--pages", "1", Sample.vector.path]
            pictures.append(try scratch.render(options))
            let result = try scratch.start(options + ["out.pdf"]).wait()
            try #require(result.code == 0)
            sizes.append(try scratch.contents().count)
        }
        #expect(pictures[0] == pictures[1] && pictures[1] == pictures[2])
        #expect(sizes[0] > sizes[1] && sizes[1] > sizes[2])
    }

    @Test("Nothing is lost where that is asked for", arguments: ["1", "3"])
    func lossless(effort: String) throws {
        let images = try forms("--dpi", "100", "--lossless", "--effort", effort, Sample.photos.path)
        #expect(images == ["gray 8 image", "rgb 8 image", "rgb 8 image"])
    }
}
