import RasterOutput
import Testing

@Suite("How a page is stored")
struct PageImageEncoderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func store(
        _ picture: Picture, _ change: (inout StorageOptions) -> Void = { _ in }, continuousTone: Bool = true
    ) throws -> EncodedImage {
        var options = StorageOptions()
        change(&options)
        let encoder = PageImageEncoder(
            StorageRule(options, hasContinuousTone: continuousTone), width: picture.width, height: picture.height,
            drawn: picture.color, resolution: 72, scratch.descriptor)
        var samples = picture.samples
        let image = try samples.withUnsafeMutableBytes { try encoder.encode($0) { "12.\($0.rawValue)" } }
        #expect(scratch.fileNames == ["12.\(image.storage.codec.rawValue)"])
        #expect(try scratch.bytes(image.pieces[0].file).count == image.byteCount)
        return image
    }

    /// A page of text as another engine draws it.
    private func textPage(_ flags: String...) throws -> Picture {
        let result = try run(
            "pdftoppm", arguments: flags + ["-r", "100", "-f", "1", "-l", "1", "\(samples)/text.pdf"])
        return try #require(Picture(portableMap: result.output))
    }

    @Test("A photograph becomes a JPEG", arguments: [ColorModel.gray, .rgb])
    func photograph(color: ColorModel) throws {
        let image = try store(.photograph(300, 200, color))
        #expect(image.storage == ImageStorage(form: color == .gray ? .gray(bits: 8) : .rgb, codec: .jpeg))
    }

    @Test("Text stays lossless, also on a page that has pictures, and a gray page drawn in RGB is stored gray")
    func text() throws {
        let picture = try textPage()
        #expect(picture.color == .rgb)
        let image = try store(picture)
        #expect(image.storage == ImageStorage(form: .gray(bits: 8), codec: .flate))
        let gray = stride(from: 0, to: picture.samples.count, by: 3).map { picture.samples[$0] }
        #expect(try inflated(scratch.bytes("12.flate")) == gray)
    }

    @Test(
        "A page without pictures and shadings is lossless whatever it looks like", arguments: [ColorModel.gray, .rgb])
    func flat(color: ColorModel) throws {
        #expect(try store(.photograph(300, 200, color), continuousTone: false).storage.codec == .flate)
    }

    @Test("A codec that is asked for is taken whatever the page holds", arguments: [false, true])
    func asked(continuousTone: Bool) throws {
        for codec in [CodecChoice.flate, .lossless] {
            let image = try store(.photograph(90, 90, .rgb), { $0.codec = codec }, continuousTone: continuousTone)
            #expect(image.storage == ImageStorage(form: .rgb, codec: .flate))
            scratch.descriptor.removeFile("12.flate")
        }
        let image = try store(.flat(90, 90, .gray), { $0.codec = .jpeg }, continuousTone: continuousTone)
        #expect(image.storage == ImageStorage(form: .gray(bits: 8), codec: .jpeg))
    }

    @Test("A colour that is asked for is taken")
    func rgb() throws {
        let picture = Picture.flat(90, 90, .rgb)
        #expect(try store(picture) { $0.color = .rgb }.storage.form == .rgb)
        #expect(try inflated(scratch.bytes("12.flate")) == picture.samples)
    }

    @Test("A bilevel page is stored by CCITT or Flate, whichever is smaller, unless Flate is asked for")
    func bilevel() throws {
        // Text is what CCITT was made for; a checkerboard is what Flate is better at.
        var text = try textPage("-gray")
        text.samples = text.samples.map { $0 < 128 ? 0 : 255 }
        #expect(try store(text).storage == ImageStorage(form: .gray(bits: 1), codec: .ccitt))
        let fax = try scratch.bytes("12.ccitt").count
        scratch.descriptor.removeFile("12.ccitt")
        let flate = try store(text) { $0.codec = .flate }
        #expect(flate.storage.codec == .flate && fax < flate.byteCount)
        scratch.descriptor.removeFile("12.flate")
        var board = Picture.flat(256, 256, .gray)
        for index in board.samples.indices { board.samples[index] = (index ^ index / 256) & 1 == 0 ? 0 : 255 }
        #expect(try store(board).storage == ImageStorage(form: .gray(bits: 1), codec: .flate))
    }

    @Test("A page too long for JPEG stays lossless, unless JPEG is asked for", arguments: [(65_501, 2), (2, 65_501)])
    func tooLong(width: Int, height: Int) throws {
        let picture = Picture.photograph(width, height, .gray)
        #expect(try store(picture).storage.codec == .flate)
        #expect(try refusal { try store(picture) { $0.codec = .jpeg } }.code == .unsupported)
    }
}
