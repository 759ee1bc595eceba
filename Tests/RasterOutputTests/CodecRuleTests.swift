import Testing

@testable import RasterOutput

@Suite("The rule that chooses between lossless and JPEG")
struct CodecRuleTests {
    private func codec(
        _ picture: Picture, quality: Int = 85, rowsPerWrite: Int = .max, form: ImageForm? = nil
    ) throws -> Codec {
        var rule = CodecRule(
            width: picture.width, height: picture.height, components: picture.color.components, quality: quality)
        picture.forEachBand(of: rowsPerWrite) { rule.insert($0) }
        return try rule.codec(for: form ?? (picture.color == .gray ? .gray(bits: 8) : .rgb))
    }

    /// A page as another engine draws it.
    private func page(_ sample: String, _ color: ColorModel, dpi: Int = 150) throws -> Picture {
        let path = "\(samples)/\(sample).pdf", resolution = "\(dpi)"
        let result =
            color == .gray
            ? try run("pdftoppm", "-gray", "-r", resolution, "-f", "1", "-l", "1", path)
            : try run("pdftoppm", "-r", resolution, "-f", "1", "-l", "1", path)
        return try #require(Picture(portableMap: result.output))
    }

    /// A page of text with a photograph put into the top of it.
    private func page(withPhotographOf share: Double, _ color: ColorModel) throws -> Picture {
        var picture = try page("text", color)
        let stride = picture.width * color.components
        let height = Int(Double(picture.height) * share)
        let photograph = Picture.photograph(picture.width, height, color)
        picture.samples.replaceSubrange(0..<height * stride, with: photograph.samples)
        return picture
    }

    private func adding(noise amount: Int, to picture: Picture) -> Picture {
        var noise = Noise(seed: 3)
        var noisy = picture
        noisy.samples = picture.samples.map {
            UInt8(min(255, max(0, Int($0) * 7 / 10 + 40 + noise.number(below: 2 * amount + 1) - amount)))
        }
        return noisy
    }

    @Test("Text and line art stay lossless", arguments: [ColorModel.gray, .rgb], [72, 150, 300])
    func text(color: ColorModel, dpi: Int) throws {
        let page = try page("text", color, dpi: dpi)
        for quality in [10, 85] { #expect(try codec(page, quality: quality) == .flate) }
    }

    @Test("Coloured lines stay lossless though JPEG is smaller")
    func lines() throws {
        let picture = Picture.coloredLines(900, 900)
        let sizes = try [Codec.flate, .jpeg].map {
            try encode(picture, as: $0, quality: 50, name: "\($0)", in: Scratch()).byteCount
        }
        #expect(sizes[1] < sizes[0])
        #expect(try codec(picture, quality: 50) == .flate)
    }

    @Test("A photograph becomes a JPEG", arguments: [ColorModel.gray, .rgb], [30, 85, 95])
    func photograph(color: ColorModel, quality: Int) throws {
        #expect(try codec(.photograph(1000, 1400, color), quality: quality) == .jpeg)
        #expect(try codec(.photograph(70, 50, color), quality: quality) == .jpeg)
    }

    @Test("Text scanned with a little noise or with much becomes a JPEG", arguments: [ColorModel.gray, .rgb], [4, 40])
    func scan(color: ColorModel, amount: Int) throws {
        #expect(try codec(adding(noise: amount, to: page("text", color)), quality: 75) == .jpeg)
    }

    @Test("With a photograph on the page it depends on how large it is", arguments: [ColorModel.gray, .rgb])
    func mixed(color: ColorModel) throws {
        #expect(try codec(page(withPhotographOf: 0.02, color)) == .flate)
        #expect(try codec(page(withPhotographOf: 0.7, color)) == .jpeg)
    }

    @Test("Noise that JPEG does not make smaller stays lossless")
    func size() throws {
        let noise = Picture.noise(640, 640, .gray)
        #expect(try codec(noise, quality: 100) == .flate)
        #expect(try codec(noise, quality: 40) == .jpeg)
    }

    @Test("A smooth gradient, which Flate stores well, stays lossless")
    func gradient() throws {
        let samples = (0..<800).flatMap { y in [UInt8](repeating: UInt8(y * 255 / 800), count: 600) }
        #expect(try codec(Picture(width: 600, height: 800, color: .gray, samples: samples)) == .flate)
    }

    @Test("Pages of few colours stay lossless, whatever they show")
    func forms() throws {
        let picture = Picture.photograph(400, 400, .rgb)
        #expect(try codec(picture) == .jpeg)
        let palette = ImageForm.indexed(palette: .init([1, 2]), bits: 1)
        for form in [palette, .gray(bits: 1), .gray(bits: 2), .gray(bits: 4)] {
            #expect(try codec(picture, form: form) == .flate)
        }
    }

    @Test("Gray pixels in RGB are judged as the gray page they become")
    func grayInRGB() throws {
        for picture in [Picture.photograph(700, 900, .gray), try page("text", .gray), .noise(640, 640, .gray)] {
            for quality in [40, 85, 100] {
                #expect(
                    try codec(picture.inRGB, quality: quality, form: .gray(bits: 8)) == codec(picture, quality: quality)
                )
            }
        }
    }

    @Test("Portions do not matter", arguments: [1, 3, 16, 50, 512], [5, 16, 17, 250, 1403])
    func portions(rows: Int, height: Int) throws {
        for color in [ColorModel.gray, .rgb] {
            let picture = Picture.noise(150, height, color)
            func rule(_ rowsPerWrite: Int) -> CodecRule {
                var rule = CodecRule(width: 150, height: height, components: color.components, quality: 85)
                picture.forEachBand(of: rowsPerWrite) { rule.insert($0) }
                return rule
            }
            #expect(rule(rows).sharp == rule(.max).sharp && rule(rows).tone == rule(.max).tone)
            // Two tiles beside each other, 16 strips at most, of 16 rows if there are so many.
            let sampled = 2 * 64 * color.components * min(height, 16) * max(1, min(16, height / 16))
            #expect(rule(rows).sharp.count + rule(rows).tone.count == sampled)
        }
    }

    @Test("Tiles are taken from all over the page")
    func spread() {
        // Each row and each column of tiles has a level of its own.
        let width = 1240, height = 1754
        var seen: (rows: Set<UInt8>, columns: Set<UInt8>) = ([], [])
        for isByRow in [true, false] {
            let samples = (0..<height).flatMap { y in
                (0..<width).map { x in UInt8(isByRow ? y * 16 / height : x / 64) }
            }
            var rule = CodecRule(width: width, height: height, components: 1, quality: 85)
            samples.withUnsafeBytes { rule.insert($0) }
            if isByRow { seen.rows = Set(rule.sharp) } else { seen.columns = Set(rule.sharp) }
            #expect(rule.tone.isEmpty)
        }
        #expect(seen.rows == Set(0..<16))
        #expect(seen.columns == Set(0..<19))
    }

    @Test("The instructions of the processor do not matter")
    func instructions() throws {
        for picture in [try page(withPhotographOf: 0.3, .rgb), .noise(333, 99, .gray), .photograph(71, 300, .rgb)] {
            var seen: Set<Codec> = []
            try withEachInstructionSet { seen.insert(try codec(picture)) }
            #expect(seen.count == 1)
        }
    }

    @Test("Pages smaller than a tile, and pages without pixels, are no trouble", arguments: [ColorModel.gray, .rgb])
    func small(color: ColorModel) throws {
        for (width, height) in [(1, 1), (5, 300), (300, 5), (63, 15), (65, 17), (0, 0), (0, 9), (9, 0)] {
            #expect(try codec(.flat(width, height, color)) == .flate)
        }
    }

    @Test("A page too long for JPEG stays lossless", arguments: [(65_501, 40), (40, 65_501)])
    func tooLong(width: Int, height: Int) throws {
        #expect(try codec(.photograph(width, height, .gray)) == .flate)
        #expect(try codec(.photograph(min(width, 65_500), min(height, 65_500), .gray)) == .jpeg)
    }
}

extension Picture {
    /// Thin antialiased lines in orange and violet on white, as in a drawing.
    fileprivate static func coloredLines(_ width: Int, _ height: Int) -> Picture {
        let inks: [[Double]] = [[230, 120, 20], [90, 40, 150]]
        var samples: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                // Circles about a place beside the page, so that no row is like another.
                let distance = (Double((x + 70) * (x + 70)) + Double((y + 30) * (y + 30))).squareRoot()
                let cover = max(0, min(1, 2 - abs(distance.truncatingRemainder(dividingBy: 13) - 3)))
                let ink = inks[y / 97 % 2]
                samples += ink.map { UInt8(255 - (255 - $0) * cover) }
            }
        }
        return Picture(width: width, height: height, color: .rgb, samples: samples)
    }
}
