public import ArgumentParser
public import Comparison
internal import PageLayout
internal import Rasterizer

extension ComparisonRule.Metric: ExpressibleByArgument {}

/// The options for what counts as a difference.
struct ComparisonArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How far apart two colours may be and count as the same, from 0 to 1, where black and white are 1 apart. "
                + "(default: 0.1)", valueName: "distance"))
    var threshold: Double?

    @Option(
        help: ArgumentHelp(
            "How the distance of colours is measured: oklab, as people see it; channel, the largest difference of red, "
                + "green or blue. (default: oklab)"))
    var metric: ComparisonRule.Metric?

    @Flag(help: "Count pixels that look like the antialiasing of an edge too.")
    var countAntialiasing = false

    @Flag(help: "Every pixel must be the same to the last bit.")
    var exact = false

    @Option(
        help: ArgumentHelp(
            "How many pixels of a page may differ: a number, or a part of those compared such as 0.01%. (default: 0)",
            valueName: "pixels"),
        transform: ComparisonRule.Budget.init(parsing:))
    var maxDifferent: ComparisonRule.Budget?

    @Option(
        help: ArgumentHelp(
            "The side of the square that is moved over the page to find where most pixels differ.", valueName: "pixels")
    )
    var window: Int = 32

    @Option(
        help: ArgumentHelp(
            "The part of such a square that may differ anywhere, such as 5%, so that a changed paragraph does not hide in a "
                + "large page. (default: any)", valueName: "part"),
        transform: ComparisonRule.ratio(parsing:))
    var maxDensity: Double?

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp(
            "An area whose differences are counted apart: x,y,WIDTHxHEIGHT from the page's upper left corner in mm, cm, pt, "
                + "in, px or %, such as 10mm,20mm,50mmx10mm; for some pages with these before it, as in 1,3-z@...",
            valueName: "area"))
    var ignored: [String] = []

    @Option(
        name: .customLong("only"),
        help: ArgumentHelp("An area of the same form outside of which nothing counts.", valueName: "area"))
    var included: [String] = []

    var rule: ComparisonRule {
        var rule = exact ? ComparisonRule.exact : ComparisonRule()
        if let threshold { rule.threshold = threshold }
        if let metric { rule.metric = metric }
        if countAntialiasing { rule.ignoresAntialiasing = false }
        if let maxDifferent { rule.budget = maxDifferent }
        rule.window = window
        rule.densityLimit = maxDensity
        return rule
    }

    func masks() throws -> [PageMask] {
        try ignored.map { try PageMask(parsing: $0, kind: .exclude) }
            + included.map { try PageMask(parsing: $0, kind: .include) }
    }

    func validate() throws {
        if exact, threshold != nil || metric != nil || countAntialiasing {
            throw ValidationError("--exact leaves no room for --threshold, --metric and --count-antialiasing.")
        }
        do {
            try rule.validate()
        } catch {
            throw ValidationError(error.message)
        }
        _ = try masks()
    }
}
