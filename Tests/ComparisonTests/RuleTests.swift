import Comparison
import FoundationEssentials
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

    @Test(
        "A part as it is written may differ, and not a pixel more",
        arguments: [("29%", 29, 100), ("57%", 5700, 10_000), ("0.03%", 3, 10_000), ("0.1%", 4_000_000, 4_000_000_000)])
    func written(part: String, differing: Int, compared: Int) throws {
        var rule = ComparisonRule()
        rule.budget = try ComparisonRule.Budget(parsing: part)
        rule.densityLimit = try ComparisonRule.ratio(parsing: part)
        var difference = PixelDifference()
        (difference.compared, difference.differing) = (compared, differing)
        difference.worstWindow = .init(x: 0, y: 0, width: compared, height: 1, differing: differing)
        #expect(difference.passes(rule))
        difference.differing += 1
        #expect(!difference.passes(rule))
        difference.differing -= 1
        difference.worstWindow?.differing += 1
        #expect(!difference.passes(rule))
    }

    @Test("A budget is read as it was written", arguments: [.pixels(12), .ratio(0.0001)] as [ComparisonRule.Budget])
    func coding(budget: ComparisonRule.Budget) throws {
        #expect(try JSONDecoder().decode(ComparisonRule.Budget.self, from: JSONEncoder().encode(budget)) == budget)
    }
}
