import RasterOutput
import Testing

/// Decodes a stream of predicted rows as another program does.
///
/// PNG's image data is nothing else (PNG 1.2, 6), so the stream in a PNG file is a picture for MuPDF.
func unpredicted(_ stream: [UInt8], _ layout: SampleLayout, in scratch: Scratch) throws -> Picture {
    let program = """
        import sys, struct, zlib
        chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        header = struct.pack(">IIBBBBB", \(layout.width), \(layout.height), 8, \(layout.components == 1 ? 0 : 2), 0, 0, 0)
        # A dot a 72nd of an inch, so that the page has as many points as the picture has dots.
        size = struct.pack(">IIB", 2835, 2835, 1)
        chunks = [(b"IHDR", header), (b"pHYs", size), (b"IDAT", sys.stdin.buffer.read()), (b"IEND", b"")]
        sys.stdout.buffer.write(b"\\x89PNG\\r\\n\\x1a\\n" + b"".join(chunk(*each) for each in chunks))
        """
    let file = try run("python3", "-c", program, input: stream)
    let path = try scratch.write("predicted.png", file.output)
    let format = layout.components == 1 ? "pgm" : "ppm"
    let drawn = try run("mutool", "draw", "-r", "72", "-F", format, "-o", "-", path)
    #expect(drawn.status == 0, "\(drawn.text)")
    return try #require(Picture(portableMap: drawn.output))
}

@Suite("Prediction")
struct PredictionTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func encode(_ rows: Rows, _ options: EncodingOptions, rowsPerWrite: Int = .max) throws -> (Int?, [UInt8]) {
        let encoder = try ImageEncoder(
            .flate, layout: rows.layout, options: options, name: "page", directory: scratch.descriptor)
        try encoder.write(rows.bytes[...], rowsPerWrite: rowsPerWrite)
        _ = try encoder.finish()
        return (encoder.predictor, try scratch.bytes("page"))
    }

    static let pictures: [Picture] = [
        .photograph(301, 407, .gray), .photograph(301, 407, .rgb), .noise(50, 60, .rgb), .flat(400, 600, .rgb),
        .noise(1, 1, .rgb), .noise(1, 70, .gray), .noise(70, 1, .rgb),
    ]

    @Test("Another program sees the same picture", arguments: pictures, [2, 5])
    func roundTrip(picture: Picture, effort: Int) throws {
        let rows = Rows(picture)
        let (predictor, stream) = try encode(rows, EncodingOptions(effort: effort, predicts: true))
        #expect(predictor == 15)
        #expect(try unpredicted(stream, rows.layout, in: scratch) == picture)
        #expect(try inflated(stream).count == rows.bytes.count + rows.layout.height)
    }

    @Test("Text among pictures comes through")
    func mixed() throws {
        var picture = try textPage(resolution: 150)
        let photograph = Picture.photograph(picture.width, 600, .gray)
        picture.samples.replaceSubrange(0..<photograph.samples.count, with: photograph.samples)
        let (_, stream) = try encode(Rows(picture), EncodingOptions(effort: 2, predicts: true))
        #expect(try unpredicted(stream, Rows(picture).layout, in: scratch) == picture)
    }

    @Test("Photographs become much smaller", arguments: [ColorModel.gray, .rgb])
    func photographs(color: ColorModel) throws {
        let rows = Rows(.photograph(400, 500, color))
        let plain = try encode(rows, EncodingOptions(effort: 4)).1.count
        let predicted = try encode(rows, EncodingOptions(effort: 4, predicts: true)).1.count
        #expect(predicted * 10 < plain * 8)
    }

    @Test("Text grows by a twentieth at most")
    func text() throws {
        let rows = Rows(try textPage(resolution: 200))
        let plain = try encode(rows, EncodingOptions(effort: 3)).1.count
        let predicted = try encode(rows, EncodingOptions(effort: 3, predicts: true)).1.count
        #expect(predicted * 100 < plain * 105)
    }

    @Test("The bytes are the same however many rows come at a time", arguments: [1, 7, 100])
    func rowsPerWrite(rows: Int) throws {
        let page = Rows(Picture.photograph(333, 500, .rgb))
        let options = EncodingOptions(effort: 2, predicts: true)
        let whole = try encode(page, options).1
        #expect(try encode(page, options, rowsPerWrite: rows).1 == whole)
    }

    static let plainRows: [(SampleLayout, EncodingOptions)] = [
        (SampleLayout(width: 90, height: 50, components: 1), EncodingOptions(effort: 1, predicts: true)),
        (SampleLayout(width: 90, height: 50, components: 1), EncodingOptions(effort: 5)),
        (SampleLayout(width: 90, height: 50, components: 1, bits: 4), EncodingOptions(effort: 5, predicts: true)),
    ]

    @Test("Without effort, without leave or with packed samples, rows stay as they are", arguments: plainRows)
    func plain(layout: SampleLayout, options: EncodingOptions) throws {
        let rows = Rows(layout) { y in (0..<layout.rowBytes).map { UInt8($0 + y) } }
        let (predictor, stream) = try encode(rows, options)
        #expect(predictor == nil)
        #expect(try inflated(stream) == rows.bytes)
    }
}
