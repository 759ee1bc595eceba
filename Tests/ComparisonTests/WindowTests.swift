import Testing

@testable import Comparison

@Suite("The window in which most differs")
struct WindowTests {
    /// By looking at every place.
    static func worst(_ classes: [UInt8], width: Int, height: Int, side: Int) -> PixelDifference.Window {
        var worst = PixelDifference.Window(
            x: 0, y: 0, width: min(side, width), height: min(side, height), differing: 0)
        for y in 0...height - worst.height {
            for x in 0...width - worst.width {
                var count = 0
                for row in y..<y + worst.height {
                    for column in x..<x + worst.width { count += classes[row * width + column] == 1 ? 1 : 0 }
                }
                if count > worst.differing { (worst.x, worst.y, worst.differing) = (x, y, count) }
            }
        }
        return worst
    }

    @Test(
        "The window is the first of the worst of all places", arguments: [1, 2, 5, 8, 29, 30, 1024], [2, 40, 900])
    func window(side: Int, interval: Int) throws {
        for seed in 40..<44 as Range<UInt64> {
            let left = Picture(width: 47, height: 29)
            var right = left.disturbed(seed: seed, every: interval, by: 255)
            // Something differs, whatever the seed.
            right[46, 28] = [0]
            let rule = ComparisonRule(ignoresAntialiasing: false, window: side)
            let compared = Compared(left, right, rule)
            let worst = try #require(compared.difference.worstWindow)
            #expect(worst == Self.worst(compared.classes, width: 47, height: 29, side: side))
        }
    }

    @Test("Pixels that lie far apart are not in one window, those of the first rows are")
    func distant() throws {
        let left = Picture(width: 20, height: 100)
        var right = left
        for place in [(3, 0), (4, 1), (5, 60), (5, 90), (6, 91)] { right[place.0, place.1] = [0] }
        let rule = ComparisonRule(ignoresAntialiasing: false, window: 10)
        let worst = try #require(Compared(left, right, rule).difference.worstWindow)
        #expect(worst == PixelDifference.Window(x: 0, y: 0, width: 10, height: 10, differing: 2))
        #expect(abs(worst.density - 0.02) < 1e-12)
    }
}
