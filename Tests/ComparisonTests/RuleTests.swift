import Comparison
import Testing

@Suite("Rules")
struct RuleTests {
    @Test("A ratio is not rounded up: of 999 pixels, 0.1 % are none")
    func ratio() {
        var rule = ComparisonRule()
        rule.budget = .ratio(0.001)
        var difference = PixelDifference()
        (difference.compared, difference.differing) = (999, 1)
        #expect(!difference.passes(rule))
        difference.compared = 1000
        #expect(difference.passes(rule))
    }
}
