internal import Comparison
internal import Rasterizer

/// Comparisons as the XML in which JUnit tells of tests, which continuous integration shows: a suite for each comparison,
/// and in it a test for each page.
///
/// A page that does not pass is a failure, one that could not be drawn an error. What was applied stands in the suite's
/// properties.
public struct JUnitReport: Sendable {
    private let comparisons: [NamedComparison]

    public init(_ comparisons: [NamedComparison]) {
        self.comparisons = comparisons
    }

    /// A whole document in UTF-8, XML 1.0.
    public var text: String {
        let all = comparisons.flatMap(\.report.pages)
        let seconds = comparisons.reduce(0) { $0 + $1.report.seconds }
        let document: Markup = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="pdfsplit compare" \(Self.counts(all)) time="\(Self.time(seconds))">
            \(comparisons.map(Self.suite))</testsuites>

            """
        return document.text
    }

    private static func suite(_ comparison: NamedComparison) -> Markup {
        let report = comparison.report
        return """
              <testsuite name="\(comparison.name)" \(counts(report.pages)) skipped="0" time="\(time(report.seconds))">
                <properties>
            \(properties(report))    </properties>
            \(report.pages.map { testCase($0, of: comparison) })  </testsuite>

            """
    }

    private static func counts(_ pages: [ComparedPage]) -> Markup {
        let errors = pages.count { $0.status == .failed }
        let failures = pages.count { !$0.status.passes } - errors
        return "tests=\"\(pages.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
    }

    private static func properties(_ report: CompareReport) -> [Markup] {
        let files = [("Left", report.left.path), ("Right", report.right.path)]
        return (files + AppliedRule(report: report).entries).map { name, value in
            "      <property name=\"\(name)\" value=\"\(value)\"/>\n"
        }
    }

    private static func testCase(_ page: ComparedPage, of comparison: NamedComparison) -> Markup {
        let text = PageText(page: page, report: comparison.report)
        let name = [.removed, .inserted].contains(page.status) ? "\(text.label) (\(text.status))" : text.label
        let start: Markup = """
                <testcase classname="\(comparison.name)" name="\(name)" time="\(time(page.milliseconds / 1000))"
            """
        if page.status.passes { return "\(start)/>\n" }
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
