import RasterOutput
import Testing

@Suite("Blank and repeated rows")
struct FlateRunTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Two rows of noise, then runs of the pattern with a row of noise between them.
    private static func runs(_ rowBytes: Int, components: Int = 1, _ pattern: [UInt8]) -> Rows {
        let each = max(3, 100_000 / rowBytes)
        let layout = SampleLayout(width: rowBytes / components, height: 2 + 2 * each, components: components)
        return Rows(layout) { y in
            var noise = Noise(seed: UInt64(y))
            guard y < 2 || y == 2 + each else { return pattern }
            return (0..<rowBytes).map { _ in noise.byte() }
        }
    }

    static let rowSizes = [1, 2, 3, 7, 257, 258, 259, 1000, 32_767, 32_768, 32_769, 70_000]

    static let shapes: [Rows] = {
        var shapes: [Rows] = []
        for size in rowSizes {
            shapes.append(runs(size, [UInt8](repeating: 255, count: size)))
            shapes.append(runs(size, (0..<size).map { $0 == size / 3 ? 1 : 2 }))
            shapes.append(runs(size, (0..<size).map { UInt8(truncatingIfNeeded: $0 / 5) }))
        }
        let color: [UInt8] = [10, 200, 30]
        for size in [3, 2400, 90_000] {
            shapes.append(runs(size, components: 3, (0..<size).map { color[$0 % 3] }))
            shapes.append(runs(size, components: 3, (0..<size).map { $0 / 3 == 700 ? 0 : color[$0 % 3] }))
        }
        return shapes
    }()

    @Test("What zlib takes out is what was put in", arguments: shapes)
    func roundTrip(rows: Rows) throws {
        for effort in [1, 2] {
            #expect(try inflated(encode(rows, EncodingOptions(effort: effort), in: scratch)) == rows.bytes)
        }
    }

    @Test("The bytes are the same however many rows come at a time", arguments: [1, 2, 5, 66, 67, 333], [1, 2])
    func rowsPerWrite(rows: Int, effort: Int) throws {
        let page = FlatePieceTests.page
        let options = EncodingOptions(effort: effort)
        let whole = try encode(page, options, in: scratch)
        #expect(try encode(page, options, rowsPerWrite: rows, in: scratch) == whole)
    }

    @Test("Writes that end within rows, within runs and before them make the same bytes too")
    func unevenWrites() throws {
        let page = FlatePieceTests.page
        let whole = try encode(page, in: scratch)
        let encoder = try ImageEncoder(
            .flate, layout: page.layout, options: EncodingOptions(), name: "parts", directory: scratch.descriptor)
        var start = 0
        var noise = Noise()
        while start < page.bytes.count {
            let end = min(page.bytes.count, start + 37 * Int(noise.byte()))
            try page.bytes[start..<end].withUnsafeBytes { try encoder.write($0) }
            start = end
        }
        _ = try encoder.finish()
        #expect(try scratch.bytes("parts") == whole)
    }

    /// Deflate's longest match is 258 bytes, and no code is shorter than a bit: 1032 to 1 is all there is.
    @Test("Blank paper takes hardly more than the least that Flate can make of it", arguments: [1, 3], [1, 2])
    func blankSize(components: Int, effort: Int) throws {
        let layout = SampleLayout(width: 2000, height: 3000, components: components)
        let rows = Rows(layout) { _ in [UInt8](repeating: 255, count: 2000 * components) }
        let size = try encode(rows, EncodingOptions(effort: effort), in: scratch).count
        #expect(size < rows.bytes.count / 1032 + 600)
    }

    @Test("A coloured page with rules down it takes a few bytes a row", arguments: [1, 2])
    func ruledSize(effort: Int) throws {
        let paper: [UInt8] = [250, 240, 200]
        let row = (0..<6000).map { $0 / 3 % 400 == 9 ? 0 : paper[$0 % 3] }
        let rows = Rows(SampleLayout(width: 2000, height: 2000, components: 3)) { _ in row }
        let size = try encode(rows, EncodingOptions(effort: effort), in: scratch).count
        #expect(size < 2000 * 40)
    }

    @Test("Other programs see the same pixels", arguments: [1, 2])
    func otherPrograms(effort: Int) throws {
        let paper: [UInt8] = [10, 200, 30]
        let page = Rows(SampleLayout(width: 600, height: 900, components: 3)) { y in
            var noise = Noise(seed: UInt64(y))
            return switch y / 150 {
            case 0, 3: [UInt8](repeating: 255, count: 1800)
            case 1: (0..<1800).map { paper[$0 % 3] }
            case 4: (0..<1800).map { $0 / 3 % 200 == 7 ? 0 : 255 }
            default: (0..<1800).map { _ in noise.byte() }
            }
        }
        let encoder = try ImageEncoder(
            .flate, layout: page.layout, options: EncodingOptions(effort: effort), name: "page",
            directory: scratch.descriptor)
        try encoder.write(page.bytes[...])
        let form: ImageForm = page.layout.components == 3 ? .rgb : .gray(bits: page.layout.bits)
        let image = EncodedImage(
            width: page.layout.width, height: page.layout.height, storage: ImageStorage(form: form, codec: .flate),
            whole: try encoder.finish())
        #expect(image.byteCount < page.bytes.count / 2)
        let path = try writeDocument("page.pdf", in: scratch) {
            try $0.append(image, size: PDFPageSize(width: 600, height: 900), from: scratch)
        }
        #expect(try run("qpdf", "--check", path).status == 0)
        let plain = scratch.file("plain.pdf")
        #expect(try run("qpdf", "--stream-data=uncompress", path, plain).status == 0)
        #expect(try scratch.bytes("plain.pdf").count > page.bytes.count)
        #expect(try run("pdfimages", path, scratch.file("seen")).status == 0)
        let name = try #require(scratch.fileNames.first { $0.hasPrefix("seen") })
        let poppler = try Picture(portableMap: scratch.bytes(name))
        let mupdf = try Picture(portableMap: run("mutool", "draw", "-r", "72", "-F", "ppm", "-o", "-", path).output)
        let areSame = [poppler?.samples == page.bytes, mupdf?.samples == page.bytes]
        #expect(areSame == [true, true])
    }
}
