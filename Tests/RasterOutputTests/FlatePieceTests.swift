import RasterOutput
import Testing

@Suite("Pieces of a lossless image")
struct FlatePieceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A page with text-like noise, blank stretches and repeated rows, so that cuts fall into each.
    static let page = Rows(SampleLayout(width: 1003, height: 700, components: 1)) { y in
        var noise = Noise(seed: UInt64(y))
        switch y / 100 {
        case 0, 3: return [UInt8](repeating: 255, count: 1003)
        case 5: return (0..<1003).map { $0 % 90 == 0 ? 0 : 200 }
        default: return (0..<1003).map { _ in noise.byte() > 200 ? 0 : 255 }
        }
    }

    @Test(
        "Their files in order, and the trailer, are one zlib stream of the image", arguments: [0, 1, 2, 5, 9],
        [[], [1], [350], [100, 300, 301, 550], Array(stride(from: 8, to: 700, by: 8))])
    func joining(effort: Int, cuts: [Int]) throws {
        let page = Self.page
        let (pieces, files) = try encodePieces(
            page, cuts: cuts, as: .flate, EncodingOptions(effort: effort), in: scratch)
        #expect(try inflated(files.flatMap { $0 } + EncodedPiece.trailer(of: pieces)) == page.bytes)
        #expect(pieces.map(\.byteCount) == files.map(\.count))
        #expect(pieces.map { Int($0.decodedByteCount) } == pieces.map { $0.rows.count * 1003 })
    }

    @Test("Without the trailer, or with a piece left out, the stream is refused")
    func incomplete() throws {
        let (pieces, files) = try encodePieces(Self.page, cuts: [350, 500], as: .flate, in: scratch)
        let trailer = EncodedPiece.trailer(of: pieces)
        let streams = [
            files.flatMap { $0 }, files[0] + files[2] + trailer, files[0] + files[1] + trailer,
            files[1] + files[2] + trailer,
        ]
        for stream in streams {
            #expect(
                try run("python3", "-c", "import sys, zlib; zlib.decompress(sys.stdin.buffer.read())", input: stream)
                    .status != 0)
        }
    }

    @Test("An image that is one piece differs from the whole image by the trailer alone")
    func onePiece() throws {
        let whole = try encode(Self.page, in: scratch)
        let (pieces, files) = try encodePieces(Self.page, cuts: [], as: .flate, in: scratch)
        #expect(files[0] + EncodedPiece.trailer(of: pieces) == whole)
    }

    @Test("Predicted pieces do not look at the rows of others")
    func predicted() throws {
        let page = Rows(.photograph(200, 300, .rgb))
        let (pieces, files) = try encodePieces(
            page, cuts: [7, 150], as: .flate, EncodingOptions(effort: 3, predicts: true), in: scratch)
        let stream = files.flatMap { $0 } + EncodedPiece.trailer(of: pieces)
        #expect(try unpredicted(stream, page.layout, in: scratch).samples == page.bytes)
        #expect(stream.count < page.bytes.count / 2)
    }

    @Test("The trailer of many pieces is the Adler-32 of their bytes", arguments: [1, 2, 3, 65_521, 65_522, 200_003])
    func adler(width: Int) throws {
        let rows = Rows(SampleLayout(width: width, height: 4, components: 1)) { y in
            var noise = Noise(seed: UInt64(y))
            return y == 1 ? [UInt8](repeating: 255, count: width) : (0..<width).map { _ in noise.byte() }
        }
        let pieces = try encodePieces(rows, cuts: [1, 2, 3], as: .flate, in: scratch).pieces
        let program = "import sys, zlib; print(zlib.adler32(sys.stdin.buffer.read()))"
        let expected = try #require(UInt32(run("python3", "-c", program, input: rows.bytes).text.dropLast()))
        #expect(
            EncodedPiece.trailer(of: pieces) == (0..<4).map { UInt8(truncatingIfNeeded: expected >> (24 - 8 * $0)) })
    }

    static let wrongRows = [0..<0, 3..<3, -8..<8, 0..<701, 8..<800]

    @Test("Rows that the image does not have are refused before a file is made", arguments: wrongRows)
    func wrongPiece(rows: Range<Int>) throws {
        let error = try refusal {
            try ImageEncoder(
                .flate, layout: Self.page.layout, options: EncodingOptions(), piece: ImagePiece(rows: rows),
                name: "piece", directory: scratch.descriptor)
        }
        #expect(error.code == .unsupported)
        #expect(scratch.fileNames.isEmpty)
    }
}
