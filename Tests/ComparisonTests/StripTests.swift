import PageLayout
import Testing

@testable import Comparison

@Suite("Comparing in strips")
struct StripTests {
    static let left = Picture.shapes(60, 41, components: 3, seed: 20)
    static let right: Picture = {
        var picture = Picture.shapes(60, 41, components: 3, seed: 20, shift: 0.4)
            .disturbed(seed: 21, every: 9, by: 120)
        // Stretches of equal rows at the ends and in the middle.
        for rows in [0..<5, 17..<24, 37..<41] {
            for y in rows {
                for x in 0..<60 { picture[x, y] = left[x, y] }
            }
        }
        return picture
    }()
    static let areas = [
        MaskArea(PixelRect(x0: 10, y0: 8, x1: 30, y1: 15), .exclude),
        MaskArea(PixelRect(x0: -5, y0: 26, x1: 90, y1: 28), .exclude),
    ]

    @Test("Strips of any height give what the whole page gives", arguments: [1, 2, 3, 4, 5, 7, 16, 40])
    func strips(height: Int) {
        let rule = ComparisonRule(threshold: 0.05, window: 9)
        let whole = Compared(Self.left, Self.right, rule, areas: Self.areas)
        let strips = Compared(Self.left, Self.right, rule, areas: Self.areas, strip: height)
        #expect(whole.difference.differing > 50 && whole.difference.antialiased > 20 && whole.difference.masked > 20)
        #expect(strips.difference == whole.difference)
        #expect(strips.classes == whole.classes)
        #expect(strips.left == Self.left.bytes && strips.right == Self.right.bytes)
        #expect(strips.calls.flatMap { Array($0) } == Array(0..<41))
    }

    @Test("Rows that are equal come together")
    func equalRows() {
        let calls = Compared(Self.left, Self.right, ComparisonRule()).calls
        #expect(calls.first == 0..<5)
        #expect(calls.contains(17..<24))
    }

    @Test("Equal pages are exact, with every pixel compared")
    func equal() {
        let compared = Compared(Self.left, Self.left, .exact)
        #expect(compared.difference.isExact && compared.difference.compared == 60 * 41)
        #expect(compared.difference.worstWindow == nil && compared.difference.regions.isEmpty)
        #expect(compared.calls == [0..<41])
    }
}
