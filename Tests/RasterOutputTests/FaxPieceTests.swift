import RasterOutput
import Testing

@Suite("CCITT images in pieces")
struct FaxPieceTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func whole(_ bitmap: Bitmap) throws -> EncodedPiece {
        let encoder = try ImageEncoder(
            .ccitt, layout: SampleLayout(width: bitmap.width, height: bitmap.height, components: 1, bits: 1),
            options: EncodingOptions(), name: "whole", directory: scratch.descriptor)
        try bitmap.rows.withUnsafeBytes { try encoder.write($0) }
        return try encoder.finish()
    }

    /// Encodes the rows between cuts, the last ones first.
    private func pieces(_ bitmap: Bitmap, cuts: [Int]) throws -> [FaxPiece] {
        let rowBytes = (bitmap.width + 7) / 8
        let ranges = zip([0] + cuts, cuts + [bitmap.height]).map { $0 * rowBytes..<$1 * rowBytes }
        let pieces = try ranges.reversed().map { range in
            let piece = try bitmap.rows[range].withUnsafeBytes {
                try FaxPiece.encode(
                    $0, width: bitmap.width, name: "piece\(range.lowerBound)", directory: scratch.descriptor)
            }
            return try #require(piece)
        }
        return pieces.reversed()
    }

    @Test(
        "Joined they are the bytes of the image encoded at once",
        arguments: [[1], [50], [99], [1, 2, 3, 98, 99], [7, 20, 64], []])
    func joining(cuts: [Int]) throws {
        var bitmaps: [Bitmap] = []
        for width in [1, 8, 45, 640] { bitmaps += [.noise(width, 100, whiteOf256: 128), .shapes(width, 100)] }
        bitmaps += [
            .noise(5000, 100, whiteOf256: 100), .noise(2481, 100, whiteOf256: 256), .shapes(5000, 100, seed: 3),
        ]
        for bitmap in bitmaps {
            let expected = try whole(bitmap)
            let pieces = try pieces(bitmap, cuts: cuts)
            for piece in pieces { #expect(try scratch.bytes(piece.file).count == piece.byteCount) }
            let joined = try FaxJoiner.join(
                pieces, width: bitmap.width, rows: bitmap.height, name: "joined", directory: scratch.descriptor)
            #expect(try scratch.bytes("joined") == scratch.bytes("whole"), "\(bitmap.width)")
            #expect(joined.byteCount == expected.byteCount && joined.checksum == expected.checksum)
            #expect(joined.file == "joined" && joined.rows == 0..<100)
        }
    }

    @Test("The codes' bits are the image's but for each piece's first row and the end")
    func size() throws {
        // T.6: each row of a white page is one bit.
        let pieces = try pieces(.noise(2480, 90, whiteOf256: 256), cuts: [30, 31])
        #expect(pieces.map(\.codeBits) == [29, 0, 58])
        #expect(pieces.map(\.byteCount) == [620 + 4, 620, 620 + 8])
    }

    @Test("A piece of more than a buffer's bytes is joined as any other")
    func large() throws {
        // Every second pixel black makes ten bits of two.
        let bitmap = Bitmap.noise(8001, 1000, whiteOf256: 128)
        let pieces = try pieces(bitmap, cuts: [3])
        #expect(pieces[1].byteCount > 2 << 20)
        let joined = try FaxJoiner.join(
            pieces, width: 8001, rows: 1000, name: "joined", directory: scratch.descriptor)
        #expect(try joined.checksum == whole(bitmap).checksum)
    }

    @Test("A piece that gets too large is given up, and leaves no file")
    func limit() throws {
        for (bitmap, isKept) in [(Bitmap.noise(5000, 900, whiteOf256: 128), false), (.shapes(5000, 900), true)] {
            let piece = try bitmap.rows.withUnsafeBytes {
                try FaxPiece.encode(
                    $0, width: 5000, name: "piece", directory: scratch.descriptor, byteLimit: 625 * 900)
            }
            #expect((piece != nil) == isKept)
            #expect(scratch.fileNames == (isKept ? ["piece"] : []))
        }
    }

    @Test("Files that are not what they should be are refused")
    func mismatch() throws {
        let bitmap = Bitmap.shapes(333, 40)
        let pieces = try pieces(bitmap, cuts: [20])
        func refused(_ pieces: [FaxPiece]) throws -> OutputError.Code {
            try refusal {
                _ = try FaxJoiner.join(pieces, width: 333, rows: 40, name: "out", directory: scratch.descriptor)
            }.code
        }
        var wrong = pieces
        wrong[1].codeBits += 8
        #expect(try refused(wrong) == .mismatch)
        wrong[1] = pieces[1]
        wrong[0].file = "missing"
        #expect(try refused(wrong) == .mismatch)
        try scratch.write(pieces[1].file, Array(scratch.bytes(pieces[1].file).dropLast()))
        #expect(try refused(pieces) == .mismatch)
    }

    @Test("A piece that cannot be written is said, with the file's name")
    func failure() throws {
        let error = try refusal {
            _ = try [UInt8](repeating: 0, count: 4).withUnsafeBytes {
                try FaxPiece.encode($0, width: 9, name: "no/x", directory: scratch.descriptor)
            }
        }
        #expect(error.code == .writeFailed && error.description.contains("no/x"))
    }
}
