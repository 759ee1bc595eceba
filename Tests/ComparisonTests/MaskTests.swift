import PageLayout
import Testing

@testable import Comparison

@Suite("Masks on a page")
struct MaskTests {
    @Test(
        "Masked pixels do not count",
        arguments: [
            [MaskArea(PixelRect(x0: 5, y0: 3, x1: 20, y1: 12), .exclude)],
            [MaskArea(PixelRect(x0: 5, y0: 3, x1: 20, y1: 12), .include)],
            [
                MaskArea(PixelRect(x0: 5, y0: 3, x1: 30, y1: 25), .include),
                MaskArea(PixelRect(x0: 10, y0: 0, x1: 15, y1: 40), .exclude),
                MaskArea(PixelRect(x0: 28, y0: 20, x1: 60, y1: 50), .include),
            ],
            [MaskArea(PixelRect(x0: -10, y0: -10, x1: 3, y1: 100), .exclude)],
            [MaskArea(PixelRect(x0: 200, y0: 200, x1: 300, y1: 300), .exclude)],
        ])
    func areas(_ areas: [MaskArea]) {
        let left = Picture.shapes(40, 30, components: 3, seed: 30)
        let right = left.disturbed(seed: 31, every: 4, by: 90)
        let rule = ComparisonRule(threshold: 0.05)
        let reference = Reference(left: left, right: right, rule: rule, areas: areas)
        let compared = Compared(left, right, rule, areas: areas)
        #expect(compared.classes == reference.classes())
        let expected = reference.difference()
        #expect(compared.difference.compared == expected.compared)
        #expect(compared.difference.masked == expected.masked)
        #expect(compared.difference.differing == expected.differing)
    }

    @Test("A page that is masked as a whole has no pixels to compare, and is exact")
    func whole() {
        let areas = [MaskArea(PixelRect(x0: 0, y0: 0, x1: 9, y1: 9), .exclude)]
        let difference = Compared(
            .noise(9, 9, components: 1, seed: 32), .noise(9, 9, components: 1, seed: 33), ComparisonRule(), areas: areas
        ).difference
        #expect(difference.compared == 0 && difference.isExact && difference.masked > 0)
        #expect(difference.worstWindow == nil && difference.regions.isEmpty)
    }
}
