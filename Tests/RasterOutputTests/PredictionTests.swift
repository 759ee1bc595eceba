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

extension Picture {
    /// Rows that differ from the one above by heads among 16 coins, which are all that they hold of news.
    fileprivate static func grain(_ width: Int, _ height: Int, _ color: ColorModel) -> Picture {
        var noise = Noise(seed: 3)
        let row = width * color.components
        var samples = [UInt8](repeating: 0, count: row * height)
        for i in samples.indices {
            let heads = noise.byte().nonzeroBitCount + noise.byte().nonzeroBitCount
            samples[i] = (i < row ? UInt8(truncatingIfNeeded: i &* 7) : samples[i - row]) &+ UInt8(heads)
        }
        return Picture(width: width, height: height, color: color, samples: samples)
    }

    /// Rows that differ from the one above by numbers of which each is 0.6 times as frequent as the one before, so that
    /// Huffman's codes for the rarest would be longer than Flate has them.
    fileprivate static func rareChanges(_ width: Int, _ height: Int) -> Picture {
        var noise = Noise(seed: 5)
        var samples = (0..<width).map { _ in noise.byte() }
        for i in width..<width * height {
            var change: UInt8 = 0
            while noise.byte() < 154, change < 40 { change += 1 }
            samples.append(samples[i - width] &+ change)
        }
        return Picture(width: width, height: height, color: .gray, samples: samples)
    }
}

@Suite("Prediction")
struct PredictionTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    static let pictures: [Picture] = [
        .photograph(301, 407, .gray), .photograph(301, 407, .rgb), .noise(50, 60, .rgb), .flat(400, 600, .rgb),
        .noise(1, 1, .rgb), .noise(1, 70, .gray), .noise(70, 1, .rgb), .grain(1000, 800, .gray), .grain(300, 500, .rgb),
        .rareChanges(700, 600),
    ]

    @Test("Another program sees the same picture", arguments: pictures, [2, 5])
    func roundTrip(picture: Picture, effort: Int) throws {
        let rows = Rows(picture)
        let stream = try encode(rows, EncodingOptions(effort: effort, predicts: true), in: scratch)
        #expect(try unpredicted(stream, rows.layout, in: scratch) == picture)
        #expect(try inflated(stream).count == rows.bytes.count + rows.layout.height)
    }

    @Test("Text among pictures comes through")
    func mixed() throws {
        var picture = try textPage(resolution: 150)
        let photograph = Picture.photograph(picture.width, 600, .gray)
        picture.samples.replaceSubrange(0..<photograph.samples.count, with: photograph.samples)
        let stream = try encode(Rows(picture), EncodingOptions(effort: 2, predicts: true), in: scratch)
        #expect(try unpredicted(stream, Rows(picture).layout, in: scratch) == picture)
    }

    @Test("Photographs become much smaller", arguments: [ColorModel.gray, .rgb])
    func photographs(color: ColorModel) throws {
        let rows = Rows(.photograph(400, 500, color))
        let plain = try encode(rows, EncodingOptions(effort: 4), in: scratch).count
        let predicted = try encode(rows, EncodingOptions(effort: 4, predicts: true), in: scratch).count
        #expect(predicted * 10 < plain * 8)
    }

    @Test("Text grows by a twentieth at most")
    func text() throws {
        let rows = Rows(try textPage(resolution: 200))
        let plain = try encode(rows, EncodingOptions(effort: 3), in: scratch).count
        let predicted = try encode(rows, EncodingOptions(effort: 3, predicts: true), in: scratch).count
        #expect(predicted * 100 < plain * 105)
    }

    @Test("Grain takes no more than its entropy")
    func grain() throws {
        let rows = Rows(.grain(1000, 1000, .gray))
        let stream = try encode(rows, EncodingOptions(effort: 2, predicts: true), in: scratch)
        // Bits a byte, of the binomial distribution of 16 coins: log2(2 pi e 16 / 4) / 2. Whole bits lose some hundredths.
        let entropy = 3.047
        #expect(Double(stream.count * 8) < Double(rows.bytes.count) * entropy * 1.03)
    }

    @Test("The bytes are the same on all processors", arguments: pictures)
    func instructionSets(picture: Picture) throws {
        let options = EncodingOptions(effort: 2, predicts: true)
        var streams: Set<[UInt8]> = []
        try withEachInstructionSet { streams.insert(try encode(Rows(picture), options, in: scratch)) }
        #expect(streams.count == 1)
    }

    @Test("The bytes are the same however many rows come at a time", arguments: [1, 7, 100])
    func rowsPerWrite(rows: Int) throws {
        let page = Rows(Picture.photograph(333, 500, .rgb))
        let options = EncodingOptions(effort: 2, predicts: true)
        let whole = try encode(page, options, in: scratch)
        #expect(try encode(page, options, rowsPerWrite: rows, in: scratch) == whole)
    }

    static let plainRows: [(SampleLayout, EncodingOptions)] = [
        (SampleLayout(width: 90, height: 50, components: 1), EncodingOptions(effort: 1, predicts: true)),
        (SampleLayout(width: 90, height: 50, components: 1), EncodingOptions(effort: 5)),
        (SampleLayout(width: 90, height: 50, components: 1, bits: 4), EncodingOptions(effort: 5, predicts: true)),
    ]

    @Test("Without effort, without leave or with packed samples, rows stay as they are", arguments: plainRows)
    func plain(layout: SampleLayout, options: EncodingOptions) throws {
        let rows = Rows(layout) { y in (0..<layout.rowBytes).map { UInt8($0 + y) } }
        #expect(try inflated(encode(rows, options, in: scratch)) == rows.bytes)
    }
}
