import Foundation
import RasterOutput
import Testing

@Suite("The survey of pixels")
struct PixelSurveyTests {
    /// What a survey should say, found pixel by pixel.
    private func content(of pixels: some Sequence<UInt32>) -> PixelSurvey.Content {
        let distinct = Set(pixels).sorted()
        if distinct.allSatisfy({ $0 % 0x010101 == 0 }) { return .gray(distinct.map { UInt8($0 & 0xFF) }) }
        return distinct.count <= 256 ? .colors(distinct) : .manyColors
    }

    @Test("No pixels are no levels")
    func none() {
        var survey = PixelSurvey()
        survey.insert(UnsafeRawBufferPointer(start: nil, count: 0), components: 3)
        #expect(survey.content == .gray([]))
        #expect(survey == PixelSurvey())
    }

    @Test(
        "Gray pixels are their levels, whether in one component or three",
        arguments: [1, 2, 3, 16, 17, 255, 256], [1, 31, 33, 700]
    )
    func levels(count: Int, width: Int) {
        for seed in UInt64(1)...4 {
            let colors = grayColors((0..<count).map { ($0 * 89 + 7 * Int(seed)) % 256 })
            for model in [ColorModel.gray, .rgb] {
                let picture = Picture.of(colors, width, 40, model, seed: seed)
                withEachInstructionSet { #expect(picture.survey.content == content(of: picture.pixels)) }
            }
        }
    }

    @Test("Coloured pixels are their set up to 256", arguments: [1, 2, 16, 255, 256, 257, 1000], [33, 700])
    func colors(count: Int, width: Int) {
        for seed in UInt64(1)...4 {
            let picture = Picture.of(manyColors(count), width, 40, .rgb, seed: seed)
            withEachInstructionSet { #expect(picture.survey.content == content(of: picture.pixels)) }
        }
    }

    @Test("Gray pixels before and after the first coloured one count as colours", arguments: [254, 255, 256])
    func grayAmongColors(grayCount: Int) {
        let picture = Picture.of(grayColors(0..<grayCount) + [0x123456], 61, 47, .rgb)
        withEachInstructionSet { #expect(picture.survey.content == content(of: picture.pixels)) }
        #expect((picture.survey.content == .manyColors) == (grayCount == 256))
    }

    @Test("One pixel that differs in one bit is met wherever it is", arguments: 0..<3, [0, 77, 255])
    func single(component: Int, level: UInt8) {
        let count = 300
        for place in 0..<count {
            for bit: UInt8 in [1, 0x80] {
                var samples = [UInt8](repeating: level, count: 3 * count)
                samples[3 * place + component] ^= bit
                let picture = Picture(width: count, height: 1, color: .rgb, samples: samples)
                withEachInstructionSet {
                    #expect(picture.survey.content == content(of: picture.pixels), "at \(place)")
                }
                var gray = [UInt8](repeating: level, count: count)
                gray[place] ^= bit
                let levels = Picture(width: count, height: 1, color: .gray, samples: gray)
                withEachInstructionSet { #expect(levels.survey.content == content(of: levels.pixels), "at \(place)") }
            }
        }
    }

    @Test("A coloured pixel is met wherever it is, even if each of its bytes is a level that is known")
    func knownBytes() {
        for place in 8..<300 {
            for color: [UInt8] in [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [0, 255, 255]] {
                var samples = (0..<300).flatMap { [UInt8](repeating: $0 % 7 < 3 ? 0 : 255, count: 3) }
                samples.replaceSubrange(3 * place..<3 * place + 3, with: color)
                let picture = Picture(width: 300, height: 1, color: .rgb, samples: samples)
                withEachInstructionSet {
                    #expect(picture.survey.content == content(of: picture.pixels), "\(color) at \(place)")
                }
            }
        }
    }

    @Test("Portions do not matter", arguments: [1, 2, 5, 40], [20, 300])
    func portions(rows: Int, colorCount: Int) {
        for picture in [
            Picture.of(manyColors(colorCount), 100, 40, .rgb), Picture.noise(100, 40, .gray),
            Picture.of(grayColors([3, 9, 200]), 101, 40, .rgb),
        ] {
            var survey = PixelSurvey()
            picture.forEachBand(of: rows) { survey.insert($0, components: picture.color.components) }
            #expect(survey == picture.survey)
        }
    }

    @Test("Surveys of parts, merged in any order, are the survey of the whole")
    func merging() {
        let parts = [
            Picture.of(grayColors([0, 255]), 30, 30, .gray), Picture.of(grayColors(0..<200), 30, 30, .rgb),
            Picture.of(manyColors(30), 30, 30, .rgb), Picture.of(manyColors(60), 30, 30, .rgb),
            Picture.of(manyColors(255), 30, 30, .rgb), Picture.of(manyColors(400), 30, 30, .rgb),
        ]
        for one in parts {
            for other in parts {
                var survey = one.survey
                survey.formUnion(other.survey)
                #expect(survey.content == content(of: one.pixels + other.pixels))
                // What comes after a merge is taken too.
                parts[1].samples.withUnsafeBytes { survey.insert($0, components: 3) }
                #expect(survey.content == content(of: one.pixels + other.pixels + parts[1].pixels))
            }
        }
        var survey = PixelSurvey()
        survey.formUnion(parts[2].survey)
        #expect(survey == parts[2].survey)
        survey.formUnion(PixelSurvey())
        #expect(survey == parts[2].survey)
    }

    @Test("Encoded and decoded, a survey is the same and goes on")
    func coding() throws {
        for picture in [
            Picture.noise(30, 30, .gray), Picture.of(manyColors(256), 30, 30, .rgb), Picture.noise(30, 30, .rgb),
            Picture.of(grayColors([7]), 3, 3, .rgb),
        ] {
            let data = try JSONEncoder().encode(["survey": picture.survey])
            var decoded = try #require(JSONDecoder().decode([String: PixelSurvey].self, from: data)["survey"])
            #expect(decoded == picture.survey)
            let more = Picture.of(manyColors(3), 5, 5, .rgb, seed: 9)
            decoded.formUnion(more.survey)
            #expect(decoded.content == content(of: picture.pixels + more.pixels))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PixelSurvey.self, from: Data("[16777216]".utf8))
        }
    }
}
