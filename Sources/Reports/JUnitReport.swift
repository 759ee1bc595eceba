internal import Comparison
internal import Rasterizer

/// Comparisons as the XML in which JUnit tells of tests, which continuous integration shows: a suite for each comparison,
/// and in it a test for each page.
///
/// A page that does not pass is a failure, one that could not be compared an error; what is wrong with a comparison as a whole
/// is a test of its own. What was applied stands in the suite's properties.
public struct JUnitReport: Sendable {
    private let name: String
    private let comparisons: [NamedComparison]

    /// - Parameters:
    ///   - name: What all suites together are called.
    ///   - comparisons: In the order of their suites.
    public init(name: String, _ comparisons: [NamedComparison]) {
        (self.name, self.comparisons) = (name, comparisons)
    }

    /// A whole document in UTF-8, XML 1.0.
    public var text: String {
        let seconds = comparisons.reduce(0) { $0 + $1.report.seconds }
        let document: Markup = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="\(name)" \(Self.counts(comparisons)) time="\(Self.time(seconds))">
            \(comparisons.map(Self.suite))</testsuites>

            """
        return document.text
    }

    private static func suite(_ comparison: NamedComparison) -> Markup {
        let report = comparison.report
        return """
              <testsuite name="\(comparison.name)" \(counts([comparison])) skipped="0" time="\(time(report.seconds))">
                <properties>
            \(properties(report))    </properties>
            \(problem(comparison))\(report.pages.map { testCase($0, of: comparison) })  </testsuite>

            """
    }

    private static func counts(_ comparisons: [NamedComparison]) -> Markup {
        var (tests, failures, errors) = (0, 0, 0)
        for comparison in comparisons {
            let pages = comparison.report.pages
            let failing = pages.filter { !comparison.passes($0) }
            let failed = failing.count { $0.status == .failed }
            tests += pages.count + (comparison.problem == nil ? 0 : 1)
            failures += failing.count - failed + (comparison.problem?.kind == .failure ? 1 : 0)
            errors += failed + (comparison.problem?.kind == .error ? 1 : 0)
        }
        return "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\""
    }

    private static func properties(_ report: CompareReport) -> [Markup] {
        let sides = SideNames(report)
        let files = [(sides.left, report.left.path), (sides.right, report.right.path)]
        return (files + AppliedRule(report: report).entries).map { name, value in
            "      <property name=\"\(name)\" value=\"\(value)\"/>\n"
        }
    }

    private static func problem(_ comparison: NamedComparison) -> Markup {
        guard let problem = comparison.problem else { return "" }
        let element: Markup = problem.kind == .error ? "error" : "failure"
        return """
                <testcase classname="\(comparison.name)" name="the case as a whole" time="0.000">
                  <\(element) message="\(problem.text)" type="\(problem.code)">\(problem.text)</\(element)>
                </testcase>

            """
    }

    private static func testCase(_ page: ComparedPage, of comparison: NamedComparison) -> Markup {
        let text = PageText(page: page, report: comparison.report)
        let isAlone = [.removed, .inserted].contains(page.status)
        let name = isAlone && !comparison.passes(page) ? "\(text.label) (\(text.status))" : text.label
        let start: Markup = """
                <testcase classname="\(comparison.name)" name="\(name)" time="\(time(page.milliseconds / 1000))"
            """
        if comparison.passes(page) { return "\(start)/>\n" }
        let element: Markup = page.status == .failed ? "error" : "failure"
        // The attribute is what lists show, the text what is shown of a test that is looked at.
        let details = text.words.map { "\(text.finding)\n\($0)" } ?? text.finding
        return """
            \(start)>
                  <\(element) message="\(text.finding)" type="\(page.status.rawValue)">\(details)</\(element)>
                </testcase>

            """
    }

    /// Seconds as the schemas of JUnit's readers want them: three decimals, no separators.
    private static func time(_ seconds: Double) -> String {
        Figures.decimal(seconds, places: 3).filter { $0 != "," }
    }
}
