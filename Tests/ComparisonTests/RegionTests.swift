import PageLayout
import Testing

@testable import Comparison

@Suite("Regions")
struct RegionTests {
    private func regions(_ width: Int, _ height: Int, _ black: [PixelRect]) -> [PixelDifference.Region] {
        let left = Picture(width: width, height: height)
        var right = left
        for rect in black {
            for y in rect.y0..<rect.y1 {
                for x in rect.x0..<rect.x1 { right[x, y] = [0] }
            }
        }
        return Compared(left, right, ComparisonRule(ignoresAntialiasing: false)).difference.regions
    }

    @Test("What lies far apart has regions of its own, to the pixel, from the top and the left")
    func apart() {
        let marks = [
            PixelRect(x0: 250, y0: 20, x1: 251, y1: 21), PixelRect(x0: 17, y0: 100, x1: 61, y1: 121),
            PixelRect(x0: 180, y0: 100, x1: 200, y1: 104), PixelRect(x0: 0, y0: 299, x1: 3, y1: 301),
        ]
        #expect(regions(301, 301, marks) == marks.map { PixelDifference.Region($0, differing: $0.width * $0.height) })
    }

    @Test("Letters of a line have one region")
    func together() {
        let letters = (0..<10).map { PixelRect(x0: 40 + 20 * $0, y0: 50, x1: 52 + 20 * $0, y1: 66) }
        let line = PixelRect(x0: 40, y0: 50, x1: 232, y1: 66)
        #expect(regions(300, 100, letters) == [PixelDifference.Region(line, differing: 10 * 12 * 16)])
    }

    @Test("Regions that would overlap are one")
    func overlapping() {
        // An angle, and a mark in its arms.
        let marks = [
            PixelRect(x0: 0, y0: 0, x1: 200, y1: 2), PixelRect(x0: 0, y0: 0, x1: 2, y1: 200),
            PixelRect(x0: 100, y0: 100, x1: 110, y1: 110), PixelRect(x0: 400, y0: 100, x1: 410, y1: 110),
        ]
        let found = regions(420, 220, marks)
        #expect(found.map(\.rect) == [PixelRect(x0: 0, y0: 0, x1: 200, y1: 200), marks[3]])
        // The arms share their corner.
        #expect(found.map(\.differing) == [2 * 200 * 2 - 2 * 2 + 10 * 10, 10 * 10])
    }

    @Test("More than 200 are joined with their neighbours, and none is lost")
    func many() {
        let marks = (0..<17).flatMap { row in
            (0..<17).map { PixelRect(x0: 56 * $0, y0: 56 * row, x1: 56 * $0 + 3, y1: 56 * row + 3) }
        }
        let found = regions(952, 952, marks)
        #expect(found.count <= 200 && !found.isEmpty)
        for mark in marks {
            #expect(found.contains { $0.rect.union(mark) == $0.rect })
        }
        #expect(found.reduce(0) { $0 + $1.differing } == 17 * 17 * 9)
    }
}
