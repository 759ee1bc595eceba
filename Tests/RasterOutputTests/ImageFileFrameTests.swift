import Testing

@testable import RasterOutput

@Suite("What stands around an image's data in its file")
struct ImageFileFrameTests {
    static let palette = ImageForm.indexed(palette: ImageForm.Palette([0x010203, 0xFF8000]), bits: 1)

    static let kinds: [(OutputFormat, ImageForm, Codec)] = [
        (.png, .gray(bits: 1), .flate), (.png, .rgb, .flate), (.png, palette, .flate), (.pnm, .gray(bits: 1), .raw),
        (.pnm, .rgb, .raw), (.tiff, .gray(bits: 1), .ccitt), (.tiff, .cmyk, .flate), (.tiff, .cmyk, .jpeg),
        (.jpeg, .cmyk, .jpeg),
    ]

    private func frame(
        _ format: OutputFormat, _ form: ImageForm, _ codec: Codec, _ profile: OutputProfile? = nil
    ) -> ImageFileFrame {
        ImageFileFrame(
            format, width: 30, height: 20, storage: ImageStorage(form: form, codec: codec), quality: 85, resolution: 72,
            profile: profile)
    }

    private static func profile(for form: ImageForm) throws -> OutputProfile {
        try madeProfile(["GRAY", "RGB ", "CMYK"][[.gray, .rgb, .cmyk].firstIndex(of: form.color) ?? 0])
    }

    @Test("Where data begins is known before it is there, also behind a profile", arguments: kinds, [true, false])
    func prefix(kind: (format: OutputFormat, form: ImageForm, codec: Codec), hasProfile: Bool) throws {
        let profile = hasProfile ? try Self.profile(for: kind.form) : nil
        let frame = frame(kind.format, kind.form, kind.codec, profile)
        for byteCount in [1, 100, 12_345] {
            let image = EncodedImage.standIn(kind.form, kind.codec, byteCount: byteCount)
            #expect(frame.bytes(around: image).prefix.count == frame.prefixSize)
        }
        #expect((frame.prefixSize == 0) == (kind.format == .jpeg))
    }

    @Test("The directory of a TIFF lies behind its data, at an even place, and has the profile", arguments: [100, 101])
    func tiff(byteCount: Int) throws {
        let profile = try madeProfile("CMYK")
        let image = EncodedImage.standIn(.cmyk, .flate, byteCount: byteCount)
        let (prefix, suffix) = frame(.tiff, .cmyk, .flate, profile).bytes(around: image)
        let fields = try TIFFFields(prefix + [UInt8](repeating: 0xAA, count: byteCount) + suffix)
        #expect(fields.offset % 2 == 0 && fields.offset >= prefix.count + byteCount)
        #expect(fields[273] == [prefix.count] && fields[279] == [byteCount] && fields.next == 0)
        #expect(fields.fields[34675]?.bytes == profile.bytes)
        // One image, so no page of several.
        #expect(fields[254] == nil && fields[297] == nil)
    }

    @Test("A TIFF becomes a BigTIFF where offsets of 32 bits might not do")
    func bigTIFF() throws {
        let limit = Int(UInt32.max)
        for (byteCount, isBig) in [(limit - 10_000, false), (limit - 3000, true), (limit + 1, true)] {
            let image = EncodedImage.standIn(.rgb, .flate, byteCount: byteCount)
            let header = frame(.tiff, .rgb, .flate).bytes(around: image).prefix
            #expect(header[2] == (isBig ? 43 : 42))
        }
    }

    // MARK: - PNG

    private func chunks(_ form: ImageForm, _ profile: OutputProfile?) throws -> [(type: String, data: [UInt8])] {
        let (prefix, suffix) = frame(.png, form, .flate, profile).bytes(around: .standIn(form, .flate))
        return try RasterOutputTests.chunks(ofPNG: prefix + suffix)
    }

    @Test("Chunks of a PNG come in the order that is laid down, and one says what the colours are")
    func order() throws {
        #expect(try chunks(.rgb, nil).map(\.type) == ["IHDR", "sRGB", "pHYs", "IEND"])
        #expect(try chunks(.rgb, madeProfile("RGB ")).map(\.type) == ["IHDR", "iCCP", "pHYs", "IEND"])
        #expect(
            try chunks(Self.palette, madeProfile("RGB ")).map(\.type) == ["IHDR", "iCCP", "pHYs", "PLTE", "IEND"])
    }

    @Test("A PNG's header, resolution and palette are those of the image")
    func contents() throws {
        let chunks = try Dictionary(uniqueKeysWithValues: chunks(Self.palette, nil).map { ($0.type, $0.data) })
        // Size, one bit, palette; Deflate, filters, not interlaced.
        #expect(chunks["IHDR"] == [0, 0, 0, 30, 0, 0, 0, 20, 1, 3, 0, 0, 0])
        // 72 pixels an inch are 2835 a metre, 0x0B13.
        #expect(chunks["pHYs"] == [0, 0, 0x0B, 0x13, 0, 0, 0x0B, 0x13, 1])
        #expect(chunks["PLTE"] == [1, 2, 3, 0xFF, 0x80, 0])
    }

    @Test("A PNG's profile has a name and is a zlib stream")
    func compressedProfile() throws {
        let profile = try madeProfile("GRAY")
        let data = try #require(try chunks(.gray(bits: 8), profile).first { $0.type == "iCCP" }?.data)
        let name = data.prefix { $0 != 0 }
        // 1 to 79 bytes of Latin 1, a zero, and 0 for Deflate (W3C PNG, 11.3.2.3).
        #expect((1...79).contains(name.count) && data.dropFirst(name.count).prefix(2) == [0, 0])
        #expect(try inflated(Array(data.dropFirst(name.count + 2))) == profile.bytes)
    }

    @Test("The end of a zlib stream that its chunks lack gets a chunk of its own")
    func trailer() throws {
        var image = EncodedImage.standIn(.rgb, .flate)
        image.trailer = [1, 2, 3, 4]
        let (prefix, suffix) = frame(.png, .rgb, .flate).bytes(around: image)
        let last = try RasterOutputTests.chunks(ofPNG: prefix + suffix).suffix(2)
        #expect(last.map(\.type) == ["IDAT", "IEND"] && last.first?.data == [1, 2, 3, 4])
    }
}
