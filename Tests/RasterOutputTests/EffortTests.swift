import RasterOutput
import Testing

@Suite("Effort")
struct EffortTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    static let layouts: [SampleLayout] = [1, 3].flatMap { components in
        [1, 2, 4, 8].map { SampleLayout(width: 411, height: 97, components: components, bits: $0) }
    }

    @Test("All efforts keep samples of all sizes", arguments: 0...9, layouts)
    func roundTrip(effort: Int, layout: SampleLayout) throws {
        #expect(layout.rowBytes == (411 * layout.components * layout.bits + 7) / 8)
        var noise = Noise()
        let rows = Rows(layout) { _ in (0..<layout.rowBytes).map { _ in noise.byte() & 0x3C } }
        #expect(try inflated(encode(rows, EncodingOptions(effort: effort), in: scratch)) == rows.bytes)
    }

    @Test("Contents of every kind of block pass", arguments: [0, 1, 2, 5, 9])
    func contents(effort: Int) throws {
        let pictures: [Picture] = [
            .noise(1, 1, .gray), .flat(1, 1, .rgb), .noise(15, 1, .gray), .noise(16, 1, .gray), .noise(17, 1, .gray),
            .noise(1500, 1500, .gray), .photograph(900, 900, .rgb), .flat(3000, 2000, .gray),
            try textPage(resolution: 150),
        ]
        for picture in pictures {
            let rows = Rows(picture)
            #expect(try inflated(encode(rows, EncodingOptions(effort: effort), in: scratch)) == rows.bytes)
        }
    }

    @Test("More effort makes a page of text smaller")
    func sizes() throws {
        let page = Rows(try textPage(resolution: 200))
        let sizes = try (0...9).map { try encode(page, EncodingOptions(effort: $0), in: scratch).count }
        #expect(sizes[0] > sizes[1] && sizes[1] * 100 > sizes[2] * 105)
        #expect(sizes[9] * 100 < sizes[2] * 95)
        for (less, more) in zip(sizes.dropFirst(2), sizes.dropFirst(3)) {
            #expect(more * 200 < less * 201, "\(sizes)")
        }
    }

    @Test("Efforts beyond the scale are those at its ends")
    func beyond() throws {
        let page = Rows(Picture.photograph(100, 100, .gray))
        for (effort, end) in [(-5, 0), (10, 9), (Int.max, 9)] {
            let bytes = try encode(page, EncodingOptions(effort: effort), in: scratch)
            #expect(try encode(page, EncodingOptions(effort: end), in: scratch) == bytes)
        }
    }

    @Test("The bytes do not depend on where anything lies in memory", arguments: 0...3)
    func memory(effort: Int) throws {
        let page = FlatePieceTests.page
        let options = EncodingOptions(effort: effort)
        let first = try encode(page, options, in: scratch)
        // Encoders that stay keep their memory, so that the next ones get other memory.
        var kept: [ImageEncoder] = []
        for turn in 1...100 {
            // Rows behind so many other bytes.
            let shifted = [UInt8](repeating: 1, count: turn) + page.bytes
            let encoder = try ImageEncoder(
                .flate, layout: page.layout, options: options, name: "again", directory: scratch.descriptor)
            try encoder.write(shifted[turn...])
            _ = try encoder.finish()
            #expect(try scratch.bytes("again") == first)
            if turn % 4 == 0 { kept.append(encoder) }
        }
    }

    @Test("Layouts that the codec cannot hold are refused before a file is made", arguments: [Codec.flate, .jpeg])
    func wrongLayouts(codec: Codec) throws {
        var layouts = [
            (0, 1, 1, 8), (1, 0, 1, 8), (-1, 1, 1, 8), (1, 1, 2, 8), (1, 1, 4, 4), (1, 1, 5, 8), (1, 1, 1, 16),
            (1, 1, 1, 3),
        ]
        layouts += codec == .jpeg ? [(8, 8, 1, 1), (8, 8, 3, 4)] : [(1 << 31, 1, 3, 1), (Int.max, Int.max, 3, 8)]
        for (width, height, components, bits) in layouts {
            let layout = SampleLayout(width: width, height: height, components: components, bits: bits)
            let error = try refusal {
                try ImageEncoder(
                    codec, layout: layout, options: EncodingOptions(), name: "page", directory: scratch.descriptor)
            }
            #expect(error.code == .unsupported)
        }
        #expect(scratch.fileNames.isEmpty)
    }

    @Test("An image with a row too few or too many is a failure", arguments: [Codec.flate, .jpeg], [8, 10])
    func wrongRowCount(codec: Codec, rows: Int) throws {
        let encoder = try ImageEncoder(
            codec, layout: SampleLayout(width: 8, height: 9, components: 1), options: EncodingOptions(), name: "page",
            directory: scratch.descriptor)
        try encoder.write([UInt8](repeating: 0, count: 8 * rows)[...])
        #expect(try refusal { try encoder.finish() }.code == .codecFailed)
    }

    @Test("The versions name every library that makes bytes")
    func versions() {
        let names = ImageEncoder.versions.map { $0.split(separator: " ")[0] }
        #expect(names == ["libjpeg-turbo", "ISA-L", "libdeflate"])
        #expect(ImageEncoder.versions.allSatisfy { $0.contains(".") })
    }
}
