import RasterOutput
import Testing

@Suite("Packing rows")
struct RowPackerTests {
    /// Each kind of picture, by the form that it has to take.
    enum Kind: CaseIterable {
        case gray1, gray2, gray4, gray8, palette1, palette2, palette4, grayPalette1, grayPalette2, grayPalette4
        case palette8, rgb

        var colors: [UInt32] {
            switch self {
            case .gray1: grayColors([0, 255])
            case .gray2: grayColors([0, 85, 170, 255])
            case .gray4: grayColors((0...15).map { $0 * 17 })
            case .gray8: grayColors(0...255)
            case .palette1: manyColors(2)
            case .palette2: manyColors(4)
            case .palette4: manyColors(16)
            case .grayPalette1: grayColors([100, 101])
            case .grayPalette2: grayColors([100, 101, 102])
            case .grayPalette4: grayColors(30..<46)
            case .palette8: manyColors(256)
            case .rgb: manyColors(500)
            }
        }

        var models: [ColorModel] { colors.allSatisfy { $0 % 0x010101 == 0 } ? [ColorModel.gray, .rgb] : [.rgb] }
    }

    /// The pixels of packed rows, read bit by bit.
    private func unpacked(_ rows: [UInt8], _ form: ImageForm, width: Int) -> [UInt32] {
        let rowBytes = form.rowBytes(width: width)
        func sample(_ row: Int, _ index: Int) -> UInt32 {
            (0..<form.bits).reduce(0) { value, bit in
                let place = index * form.bits + bit
                return value << 1 | UInt32(rows[row * rowBytes + place / 8] >> (7 - place % 8) & 1)
            }
        }
        return (0..<rows.count / rowBytes).flatMap { row in
            (0..<width).map { x -> UInt32 in
                switch form {
                case .gray(let bits): sample(row, x) * 255 / (1 << bits - 1) * 0x010101
                case .indexed(let palette, _): palette.colors[Int(sample(row, x))]
                // Never packed.
                case .cmyk: .max
                case .rgb: sample(row, 3 * x) << 16 | sample(row, 3 * x + 1) << 8 | sample(row, 3 * x + 2)
                }
            }
        }
    }

    private func packed(_ picture: Picture, _ form: ImageForm) -> [UInt8] {
        let packer = RowPacker(form, width: picture.width, components: picture.color.components)
        var rows = [UInt8](repeating: 0xAA, count: packer.rowBytes * picture.height)
        let count = rows.withUnsafeMutableBytes { target in
            picture.samples.withUnsafeBytes { packer.pack($0, into: target) }
        }
        #expect(count == rows.count)
        return rows
    }

    /// Widths about the steps of the code: bytes, 16, 32 and 1024 pixels.
    static let widths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 64, 65, 100, 1023, 1024, 1025, 1057, 2100]

    @Test("Packed and unpacked, a picture is the same", arguments: Kind.allCases, widths)
    func roundTrip(kind: Kind, width: Int) {
        for model in kind.models {
            // As high as it takes to have all colours, with two rows at least.
            let picture = Picture.of(kind.colors, width, 2 + 600 / width, model, seed: UInt64(width))
            let form = ImageForm(holding: picture.survey)
            withEachInstructionSet {
                let rows = packed(picture, form)
                #expect(unpacked(rows, form, width: width) == picture.pixels)
                let padding = form.rowBytes(width: width) * 8 - width * form.bits * form.components
                let lasts = stride(
                    from: form.rowBytes(width: width) - 1, to: rows.count, by: form.rowBytes(width: width))
                #expect(lasts.allSatisfy { rows[$0] & (1 << padding - 1) == 0 }, "the bits beyond the width are 0")
            }
        }
    }

    @Test("In place the bytes are the same", arguments: Kind.allCases, [1, 33, 1025, 2100])
    func inPlace(kind: Kind, width: Int) {
        for model in kind.models {
            let picture = Picture.of(kind.colors, width, 2 + 600 / width, model)
            let form = ImageForm(holding: picture.survey)
            let packer = RowPacker(form, width: width, components: model.components)
            withEachInstructionSet {
                var samples = picture.samples
                let rows = samples.withUnsafeMutableBytes { Array(packer.pack(inPlace: $0)) }
                #expect(rows == packed(picture, form))
            }
        }
    }

    @Test("A page may be packed into a larger form than its own", arguments: [Kind.gray1, .gray2, .gray4])
    func larger(kind: Kind) {
        let picture = Picture.of(kind.colors, 37, 20, .rgb)
        for bits in [4, 8] {
            #expect(unpacked(packed(picture, .gray(bits: bits)), .gray(bits: bits), width: 37) == picture.pixels)
        }
        #expect(packed(picture, .rgb) == picture.samples)
    }

    @Test("The first pixel lies in the highest bits, black as 0")
    func layout() {
        func pack(_ levels: [UInt8], bits: Int) -> [UInt8] {
            packed(Picture(width: levels.count, height: 1, color: .gray, samples: levels), .gray(bits: bits))
        }
        #expect(pack([255, 0, 0, 0, 0, 0, 0, 255, 255], bits: 1) == [0x81, 0x80])
        #expect(pack([0, 85, 170, 255, 255], bits: 2) == [0b0001_1011, 0b1100_0000])
        #expect(pack([0x11, 0xEE, 0xFF], bits: 4) == [0x1E, 0xF0])
    }

    @Test("A pixel that is not in the form ends the program")
    func foreign() async {
        await #expect(processExitsWith: .failure) {
            foreignPixel(at: 40, of: 90, .gray(bits: 1), level: 254)
        }
        await #expect(processExitsWith: .failure) {
            foreignPixel(at: 89, of: 90, .gray(bits: 4), level: 1)
        }
        await #expect(processExitsWith: .failure) {
            foreignPixel(at: 3, of: 90, .indexed(palette: .init([0]), bits: 1), level: 9)
        }
        // The same without such a pixel does not.
        await #expect(processExitsWith: .success) {
            foreignPixel(at: 40, of: 90, .gray(bits: 1), level: 255)
        }
    }
}

/// Packs black pixels and one of another level, by either code.
private func foreignPixel(at place: Int, of width: Int, _ form: ImageForm, level: UInt8) {
    var samples = [UInt8](repeating: 0, count: width)
    samples[place] = level
    let packer = RowPacker(form, width: width, components: 1)
    samples.withUnsafeMutableBytes { _ = packer.pack(inPlace: $0) }
}
