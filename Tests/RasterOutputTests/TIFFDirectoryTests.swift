import Testing

@testable import RasterOutput

@Suite("What a TIFF directory says of an image")
struct TIFFDirectoryTests {
    /// A file of a header and one directory.
    private func fields(
        _ form: ImageForm, _ codec: Codec, halvesChroma: Bool = true, resolution: Double = 300,
        profile: TIFFDirectory.Profile? = nil, layout: TIFFDirectory.Layout = .classic
    ) throws -> TIFFFields {
        let directory = TIFFDirectory(
            .standIn(form, codec), halvesChroma: halvesChroma, dataOffset: 16, resolution: resolution, profile: profile)
        return try TIFFFields(layout.header(firstDirectory: 16) + directory.bytes(at: 16, layout) { _ in 0 })
    }

    private static let palette = ImageForm.indexed(palette: ImageForm.Palette([0x010203, 0xFF8000]), bits: 4)

    /// Forms and codecs, with photometric interpretation, samples, bits and compression (TIFF 6.0 and its notes).
    static let kinds: [(ImageForm, Codec, [Int])] = [
        (.gray(bits: 1), .ccitt, [0, 1, 1, 4]), (.gray(bits: 1), .flate, [1, 1, 1, 8]),
        (.gray(bits: 8), .jpeg, [1, 1, 8, 7]), (.rgb, .flate, [2, 3, 8, 8]), (.rgb, .jpeg, [6, 3, 8, 7]),
        (palette, .flate, [3, 1, 4, 8]), (.cmyk, .flate, [5, 4, 8, 8]), (.cmyk, .jpeg, [5, 4, 8, 7]),
    ]

    @Test("Samples are what they are, in both layouts", arguments: kinds, [TIFFDirectory.Layout.classic, .big])
    func samples(kind: (form: ImageForm, codec: Codec, values: [Int]), layout: TIFFDirectory.Layout) throws {
        let fields = try fields(kind.form, kind.codec, layout: layout)
        #expect(fields.isBig == (layout == .big))
        #expect([fields[262], fields[277], fields[259]].map { $0?.first } == [0, 1, 3].map { kind.values[$0] })
        #expect(fields[258] == Array(repeating: kind.values[2], count: kind.values[1]))
        #expect([fields[256], fields[257], fields[278]] == [[30], [20], [20]])
        #expect(fields[273] == [16] && fields[279] == [101] && fields.next == 0)
        // Readers may rely on rising tags (TIFF 6.0, section 2).
        #expect(fields.tags == fields.tags.sorted())
        // Only JPEG of RGB is stored as luminance and chroma.
        #expect((fields[530] != nil) == (kind.codec == .jpeg && kind.form == .rgb))
    }

    @Test("Chroma is said to be as coarse as it is", arguments: [true, false])
    func chroma(halves: Bool) throws {
        #expect(try fields(.rgb, .jpeg, halvesChroma: halves)[530] == (halves ? [2, 2] : [1, 1]))
    }

    @Test("A palette has as many entries as samples have values, of 16 bits")
    func palette() throws {
        let map = try #require(try fields(Self.palette, .flate)[320])
        #expect(map.count == 48)
        #expect([map[0], map[16], map[32]] == [0x0101, 0x0202, 0x0303])
        #expect([map[1], map[17], map[33]] == [0xFFFF, 0x8080, 0])
    }

    @Test("The resolution is a fraction for each inch", arguments: [300, 72, 11.52])
    func resolution(value: Double) throws {
        let fields = try fields(.rgb, .flate, resolution: value)
        for tag in [282, 283] {
            let field = try #require(fields.fields[tag])
            let parts = (0..<2).map { part in
                field.bytes[part * 4..<part * 4 + 4].reversed().reduce(0) { $0 * 256 + Int($1) }
            }
            #expect(field.type == 5 && abs(Double(parts[0]) / Double(parts[1]) - value) < 0.0001)
        }
        #expect(fields[296] == [2])
    }

    @Test("A profile is undefined bytes, in the directory or where they lie already")
    func profile() throws {
        let bytes = [UInt8](0..<201)
        for layout in [TIFFDirectory.Layout.classic, .big] {
            let field = try #require(try fields(.cmyk, .flate, profile: .bytes(bytes), layout: layout).fields[34675])
            #expect(field.type == 7 && field.bytes == bytes)
        }
        // The header itself serves as one.
        let shared = try #require(try fields(.rgb, .flate, profile: .place(0, byteCount: 10)).fields[34675])
        #expect(shared.type == 7 && shared.bytes.prefix(4) == [0x49, 0x49, 42, 0] && shared.count == 10)
        #expect(try fields(.rgb, .flate).fields[34675] == nil)
    }

    @Test("What does not fit into entries begins at even places")
    func evenPlaces() throws {
        let directory = TIFFDirectory(
            .standIn(.cmyk, .flate), halvesChroma: true, dataOffset: 16, resolution: 300, software: "four",
            profile: .bytes([UInt8](repeating: 7, count: 33)))
        var size = 0
        let bytes = directory.bytes(at: 16, .classic) { count in
            size = count
            return 4000
        }
        #expect(size == bytes.count && size % 2 == 0)
        #expect(try TIFFFields(TIFFDirectory.Layout.classic.header(firstDirectory: 16) + bytes).next == 4000)
    }
}
