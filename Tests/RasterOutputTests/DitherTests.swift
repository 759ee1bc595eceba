import RasterOutput
import Testing

@Suite("Dithering")
struct DitherTests {
    static let halftones: [Dither] = [.ordered, .floydSteinberg, .blueNoise]

    @Test("Every gray becomes its share of black pixels", arguments: halftones)
    func levels(dither: Dither) throws {
        for level in UInt8.min...UInt8.max {
            let patch = try Picture.dithered(.flat(256, 256, .gray, value: level), dither)
            #expect(patch.samples.allSatisfy { $0 == 0 || $0 == 255 })
            #expect((patch.share(of: 0) - Double(255 - Int(level)) / 255).magnitude < 0.01, "level \(level)")
        }
    }

    @Test("A gradient has the shades it had, wherever one looks", arguments: halftones)
    func gradient(dither: Dither) throws {
        let across = Picture.gray(2048, 64) { x, _ in x / 8 }
        let result = try Picture.dithered(across, dither)
        for start in stride(from: 0, to: 2048, by: 64) {
            let expected = across.mean(x: start..<start + 64, y: 0..<64)
            let mean = result.mean(x: start..<start + 64, y: 0..<64)
            #expect((mean - expected).magnitude < 255 * 0.015, "at \(start)")
        }
        let down = Picture.gray(64, 2048) { _, y in y / 8 }
        let turned = try Picture.dithered(down, dither)
        for start in stride(from: 0, to: 2048, by: 64) {
            let expected = down.mean(x: 0..<64, y: start..<start + 64)
            #expect((turned.mean(x: 0..<64, y: start..<start + 64) - expected).magnitude < 255 * 0.015, "at \(start)")
        }
    }

    @Test("Black and white stay as they are, whatever lies beside them", arguments: Dither.allCases)
    func pure(dither: Dither) throws {
        for width in [1, 7, 64, 300] {
            var noise = Noise(seed: UInt64(width))
            let mixed = Picture.gray(width, 80) { _, _ in
                let choice = Int(noise.byte())
                return choice < 100 ? 0 : choice < 200 ? 255 : choice
            }
            let result = try Picture.dithered(mixed, dither)
            #expect(zip(mixed.samples, result.samples).allSatisfy { $0 == $1 || (1...254).contains($0) })
        }
    }

    @Test("The threshold is in the middle")
    func threshold() throws {
        let all = Picture.gray(256, 3) { x, _ in x }
        let row = [UInt8](repeating: 0, count: 128) + [UInt8](repeating: 255, count: 128)
        #expect(try Picture.dithered(all, .threshold).samples == row + row + row)
    }

    /// The number of the 255 steps from white to black at which a place of the matrix turns black.
    private func ranks(_ dither: Dither, side: Int) throws -> [Int] {
        var ranks = [Int](repeating: 0, count: side * side)
        for level in UInt8.min...UInt8.max {
            let patch = try Picture.dithered(.flat(side, side, .gray, value: level), dither)
            for (place, sample) in patch.samples.enumerated() where sample == 0 { ranks[place] += 1 }
        }
        return ranks
    }

    // The matrix of order 8 as it is printed in textbooks, divided by 64.
    private static let bayer8 = [
        0, 32, 8, 40, 2, 34, 10, 42, 48, 16, 56, 24, 50, 18, 58, 26, 12, 44, 4, 36, 14, 46, 6, 38, 60, 28, 52, 20, 62,
        30, 54, 22, 3, 35, 11, 43, 1, 33, 9, 41, 51, 19, 59, 27, 49, 17, 57, 25, 15, 47, 7, 39, 13, 45, 5, 37, 63, 31,
        55, 23, 61, 29, 53, 21,
    ]

    @Test("The ordered matrix is Bayer's")
    func bayer() throws {
        let ranks = try ranks(.ordered, side: 32)
        for y in 0..<32 {
            for x in 0..<32 {
                // The matrix of order 16 is four of order 8 that differ in their last two bits.
                let quarter = [0, 2, 3, 1][(y / 8 % 2) * 2 + x / 8 % 2]
                let rank = 4 * Self.bayer8[y % 8 * 8 + x % 8] + quarter
                #expect((ranks[y * 32 + x] - 1 - rank * 255 / 256).magnitude <= 1, "at \(x), \(y)")
            }
        }
    }

    @Test("The noise is blue: no two dots of a light gray touch, and no part of a middle gray is lighter than another")
    func blueNoise() throws {
        let ranks = try ranks(.blueNoise, side: 64)
        let early = ranks.indices.filter { ranks[$0] > 255 - 16 }
        #expect((240...272).contains(early.count))
        for (index, place) in early.enumerated() {
            for other in early[..<index] {
                // The matrix is laid side by side.
                let dx = (place % 64 - other % 64).magnitude, dy = (place / 64 - other / 64).magnitude
                let (x, y) = (min(dx, 64 - dx), min(dy, 64 - dy))
                #expect(x * x + y * y >= 4, "\(place) and \(other)")
            }
        }
        for block in 0..<64 {
            let places = (0..<64).map { (block / 8 * 8 + $0 / 8) * 64 + block % 8 * 8 + $0 % 8 }
            // By chance alone the counts would be spread by 4 about 32, and some would be below 24.
            let count = places.count { ranks[$0] > 128 }
            #expect((27...37).contains(count), "block \(block)")
        }
    }

    @Test("Rows may come in any portions, with any instructions", arguments: Dither.allCases)
    func portions(dither: Dither) throws {
        for width in [1, 31, 64, 257] {
            var noise = Noise(seed: UInt64(width))
            // Runs of white and black of many lengths between the grays.
            var level = 0, left = 0
            let mixed = Picture.gray(width, 70) { _, _ in
                if left == 0 {
                    left = Int(noise.byte()) / 2
                    level = [0, 255, 300][Int(noise.byte()) % 3]
                }
                left -= 1
                return level == 300 ? Int(noise.byte()) : level
            }
            let whole = try Picture.dithered(mixed, dither)
            try withEachInstructionSet {
                for rows in [1, 3, 69] {
                    let portions = try Picture.dithered(mixed, dither, rowsPerCall: rows)
                    #expect(portions == whole)
                }
            }
        }
    }

    @Test("Matrices lie where they would on the whole page", arguments: [Dither.ordered, .blueNoise, .threshold])
    func places(dither: Dither) throws {
        let page = Picture.photograph(100, 150, .gray)
        let whole = try Picture.dithered(page, dither)
        let part = Picture(width: 100, height: 80, color: .gray, samples: Array(page.samples[7000...]))
        #expect(dither.leadInRows == 0)
        #expect(try Picture.dithered(part, dither, firstRow: 70).samples == Array(whole.samples[7000...]))
    }
}
