import RasterOutput
import Testing

@Suite("The choice of a codec")
struct PageImageEncoderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func store(
        _ picture: Picture, _ choice: CodecChoice = .auto, continuousTone: Bool, quality: Int = 85,
        meanwhile: () -> Void = {}
    ) throws -> EncodedImage {
        let encoder = try PageImageEncoder(
            choice, quality: quality, hasContinuousTone: continuousTone, width: picture.width, height: picture.height,
            color: picture.color, stem: "12", directory: scratch.descriptor)
        try picture.forEachBand(of: 64) { try encoder.write($0) }
        meanwhile()
        return try encoder.finish()
    }

    /// A page of text as another engine draws it.
    private func textPage() throws -> Picture {
        let result = try run("pdftoppm", "-gray", "-r", "100", "-f", "1", "-l", "1", "\(samples)/text.pdf")
        return try #require(Picture(portableMap: result.output))
    }

    @Test("A photograph becomes a JPEG, and the other file is removed", arguments: ColorModel.allCases)
    func photograph(color: ColorModel) throws {
        let picture = Picture.photograph(300, 200, color)
        let image = try store(picture, continuousTone: true) {
            #expect(scratch.fileNames == ["12.flate", "12.jpeg"])
        }
        #expect(image.codec == .jpeg && image.file == "12.jpeg" && image.color == color)
        #expect(scratch.fileNames == ["12.jpeg"])
        #expect(try scratch.bytes("12.jpeg").count == image.byteCount)
    }

    @Test("Text with a picture among it stays lossless, and the other file is removed")
    func text() throws {
        let picture = try textPage()
        let image = try store(picture, continuousTone: true) {
            #expect(scratch.fileNames == ["12.flate", "12.jpeg"])
        }
        #expect(image.codec == .flate && image.file == "12.flate")
        #expect(scratch.fileNames == ["12.flate"])
        #expect(try inflated(scratch.bytes("12.flate")) == picture.samples)
    }

    @Test("JPEG is taken only below half the size", arguments: [1, 30, 85, 100])
    func rule(quality: Int) throws {
        let picture = Picture.noise(256, 256, .gray)
        let sizes = try [CodecChoice.flate, .jpeg].map {
            try store(picture, $0, continuousTone: true, quality: quality).byteCount
        }
        let image = try store(picture, continuousTone: true, quality: quality)
        #expect(image.codec == (sizes[1] * 2 < sizes[0] ? .jpeg : .flate))
        #expect(image.byteCount == (image.codec == .jpeg ? sizes[1] : sizes[0]))
    }

    @Test("A page without pictures and shadings never makes a JPEG", arguments: ColorModel.allCases)
    func flat(color: ColorModel) throws {
        let image = try store(.photograph(300, 200, color), continuousTone: false) {
            #expect(scratch.fileNames == ["12.flate"])
        }
        #expect(image.codec == .flate)
        #expect(scratch.fileNames == ["12.flate"])
    }

    @Test("A codec that is asked for is taken whatever the page holds", arguments: [false, true])
    func asked(continuousTone: Bool) throws {
        #expect(try store(.photograph(90, 90, .rgb), .flate, continuousTone: continuousTone).codec == .flate)
        scratch.descriptor.removeFile("12.flate")
        #expect(try store(.flat(90, 90, .gray), .jpeg, continuousTone: continuousTone).codec == .jpeg)
        #expect(scratch.fileNames == ["12.jpeg"])
    }

    @Test("A page too long for JPEG stays lossless, unless JPEG is asked for", arguments: [(65_501, 2), (2, 65_501)])
    func tooLong(width: Int, height: Int) throws {
        let picture = Picture.photograph(width, height, .gray)
        #expect(try store(picture, continuousTone: true).codec == .flate)
        #expect(scratch.fileNames == ["12.flate"])
        #expect(try refusal { try store(picture, .jpeg, continuousTone: true) }.code == .unsupported)
    }
}
