import RasterOutput
import Testing

@Suite("Pieces of a JPEG")
struct JPEGPieceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The numbers of the restart markers in a file, in order.
    private func restarts(_ file: [UInt8]) -> [UInt8] {
        zip(file, file.dropFirst()).filter { $0 == 0xFF && (0xD0...0xD7).contains($1) }.map { $1 - 0xD0 }
    }

    static let qualities = [30, 85, 95, 100]

    @Test("They are what one encoder makes of all rows", arguments: [ColorModel.gray, .rgb], qualities)
    func sameBytes(color: ColorModel, quality: Int) throws {
        let options = EncodingOptions(quality: quality)
        let multiple = ImagePiece.rowMultiple(.jpeg, components: color.components, options: options)
        #expect(multiple == (color == .rgb && quality < 90 ? 16 : 8))
        let rows = Rows(.noise(203, 20 * multiple + 5, color))
        let whole = try encodePieces(rows, cuts: [], as: .jpeg, options, in: scratch).files[0]
        let everywhere = Array(stride(from: multiple, to: rows.layout.height, by: multiple))
        for cuts in [[multiple], [3 * multiple, 4 * multiple, 13 * multiple], [20 * multiple], everywhere] {
            let (pieces, files) = try encodePieces(
                rows, cuts: cuts, as: .jpeg, options, rowsPerWrite: 13, in: scratch)
            #expect(files.flatMap { $0 } == whole)
            #expect(pieces.map(\.byteCount) == files.map(\.count))
        }
        // One marker between every two rows of MCUs, numbered round.
        #expect(restarts(whole) == (0..<20).map { UInt8($0 % 8) })
        let frame = try #require(JPEGFrame(whole))
        #expect([frame.width, frame.height] == [203, rows.layout.height])
    }

    @Test("Markers and stuffed bytes pass wherever the encoder's buffer ends")
    func bufferEnds() throws {
        // At this quality noise makes several buffers, whose ends fall on other bytes for each width.
        for width in 700..<716 {
            let rows = Rows(.noise(width, 512, .gray, seed: UInt64(width)))
            let options = EncodingOptions(quality: 100)
            let whole = try encodePieces(rows, cuts: [], as: .jpeg, options, in: scratch).files[0]
            let files = try encodePieces(rows, cuts: [8 * 33], as: .jpeg, options, in: scratch).files
            #expect(files.flatMap { $0 } == whole)
            #expect(restarts(whole) == (0..<63).map { UInt8($0 % 8) })
        }
    }

    @Test("Two programs see the picture that a whole JPEG shows", arguments: [ColorModel.gray, .rgb])
    func content(color: ColorModel) throws {
        let picture = Picture.photograph(160, 120, color)
        let rows = Rows(picture)
        let files = try encodePieces(rows, cuts: [32, 48, 112], as: .jpeg, in: scratch).files
        let joined = try scratch.write("joined.jpg", files.flatMap { $0 })
        let whole = try scratch.write("whole.jpg", encode(rows, as: .jpeg, in: scratch))
        let seen = try [joined, whole].map { try run("mutool", "draw", "-r", "96", "-F", "ppm", "-o", "-", $0) }
        #expect(seen[0].status == 0)
        // No word about the file that would not be said of the other.
        #expect(String(decoding: seen[0].errors, as: UTF8.self) == String(decoding: seen[1].errors, as: UTF8.self))
        let isSame = seen[0].output == seen[1].output
        #expect(isSame)
        #expect(try #require(Picture(portableMap: seen[0].output)).meanDifference(to: picture.inRGB) < 4)

        var image = try encode(picture, as: .jpeg, name: "plain", in: scratch)
        (image.pieces[0].file, image.pieces[0].byteCount) = ("joined.jpg", files.map(\.count).reduce(0, +))
        let path = try writeDocument("page.pdf", in: scratch) {
            try $0.append(image, size: PDFPageSize(width: 160, height: 120), from: scratch)
        }
        let drawn = try run("pdftoppm", "-r", "72", path)
        #expect(drawn.status == 0 && drawn.errors.isEmpty, "\(drawn.text)")
        #expect(try #require(Picture(portableMap: drawn.output)).meanDifference(to: picture.inRGB) < 4)
    }

    @Test("A whole JPEG has no restart markers")
    func whole() throws {
        #expect(try restarts(encode(Rows(.noise(300, 300, .rgb)), as: .jpeg, in: scratch)).isEmpty)
    }

    @Test(
        "Pieces that cut through MCUs are refused before a file is made", arguments: [0..<8, 8..<32, 16..<24, 1..<40])
    func cutMCUs(rows: Range<Int>) throws {
        let error = try refusal {
            try ImageEncoder(
                .jpeg, layout: SampleLayout(width: 40, height: 40, components: 3), options: EncodingOptions(),
                piece: ImagePiece(rows: rows), name: "piece", directory: scratch.descriptor)
        }
        #expect(error.code == .unsupported)
        #expect(scratch.fileNames.isEmpty)
    }
}
