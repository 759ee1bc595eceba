import RasterOutput
import Testing

@Suite("Error diffusion")
struct ErrorDiffusionTests {
    /// Floyd and Steinberg's way by the book, in sixteenths of a level.
    private func byTheBook(_ picture: Picture) -> [UInt8] {
        let (width, height) = (picture.width, picture.height)
        var values = picture.samples.map { Int($0) * 16 }
        for y in 0..<height {
            for x in 0..<width {
                let value = values[y * width + x]
                let isWhite = value >= 128 * 16
                var rest = isWhite ? value - 255 * 16 : value
                values[y * width + x] = isWhite ? 255 : 0
                let whole = rest
                for (weight, right, down) in [(7, 1, 0), (3, -1, 1), (5, 0, 1), (0, 1, 1)] {
                    // The last takes what the rounding of the others has left.
                    let share = weight == 0 ? rest : (weight * whole + 8) >> 4
                    rest -= share
                    if (0..<width).contains(x + right), y + down < height {
                        values[(y + down) * width + x + right] += share
                    }
                }
            }
        }
        return values.map { UInt8($0) }
    }

    @Test("Middle grays come out by the book", arguments: [1, 2, 16, 17, 100, 257], [1, 15, 16, 17, 70])
    func byTheBook(width: Int, height: Int) throws {
        var noise = Noise(seed: UInt64(width))
        let picture = Picture.gray(width, height) { _, _ in 70 + Int(noise.byte()) % 116 }
        let expected = byTheBook(picture)
        try withEachInstructionSet {
            let result = try Picture.dithered(picture, .floydSteinberg)
            #expect(result.samples == expected)
        }
    }

    @Test("Light grays do not begin late")
    func firstRows() throws {
        for level: UInt8 in [8, 16, 239, 247] {
            let result = try Picture.dithered(.flat(1024, 32, .gray, value: level), .floydSteinberg)
            #expect((result.mean(x: 0..<1024, y: 0..<32) - Double(level)).magnitude < 2, "level \(level)")
        }
    }

    @Test("Errors do not get across white or black", arguments: [0, 255])
    func separation(between: Int) throws {
        let both = Picture.gray(130, 60) { x, _ in x < 60 ? 100 : x < 61 ? between : 180 }
        let one = Picture.gray(130, 60) { x, _ in x < 61 ? between : 180 }
        let (first, second) = (try Picture.dithered(both, .floydSteinberg), try Picture.dithered(one, .floydSteinberg))
        for y in 0..<60 { #expect(first.row(y).dropFirst(61) == second.row(y).dropFirst(61)) }
    }

    @Test("Where a page is cut, no row is lighter or darker than it should be", arguments: [128, 600])
    func seam(cut: Int) throws {
        let page = Picture.gray(4096, 800) { x, _ in 1 + x / 17 }
        let whole = try Picture.dithered(page, .floydSteinberg)
        let lead = Dither.floydSteinberg.leadInRows
        let part = Picture(
            width: 4096, height: 800 - cut + lead, color: .gray,
            samples: Array(page.samples[((cut - lead) * 4096)...]))
        let result = try Picture.dithered(part, .floydSteinberg, firstRow: cut - lead)
        for shade in stride(from: 0, to: 4096, by: 512) {
            let expected = page.mean(x: shade..<shade + 512, y: 0..<1)
            for row in 0..<8 {
                let below = result.mean(x: shade..<shade + 512, y: lead + row * 4..<lead + row * 4 + 4)
                let usual = whole.mean(x: shade..<shade + 512, y: cut + row * 4..<cut + row * 4 + 4)
                #expect((below - expected).magnitude < 3 && (usual - expected).magnitude < 3, "\(shade), \(row)")
            }
        }
    }
}
