public import Rasterizer
public import SystemPackage

/// Comparisons as one HTML file that needs nothing else: pictures, style and script are in it, and it may load nothing.
///
/// Without scripts it shows the pages that differ side by side, with their figures; the script adds other ways to look at
/// them. The same input makes the same bytes. The file is well-formed as XML too.
public struct HTMLReport: Sendable {
    private let title: String
    private let verdict: String
    private let comparisons: [NamedComparison]

    /// - Parameters:
    ///   - title: What the report is called, in a browser's tab for instance.
    ///   - verdict: The outcome of all comparisons in a sentence.
    ///   - comparisons: In the order in which they are shown.
    public init(title: String, verdict: String, comparisons: [NamedComparison]) {
        (self.title, self.verdict, self.comparisons) = (title, verdict, comparisons)
    }

    /// Writes the report.
    ///
    /// Blocks. Pictures are copied one after the other, and only a piece of one is in memory at a time.
    ///
    /// - Parameter descriptor: A file or a pipe; it stays open.
    /// - Throws: `JobError` if the file cannot be written, or a picture not read.
    public func write(to descriptor: FileDescriptor) throws(JobError) {
        var stream = ReportStream(descriptor)
        try stream.write(head)
        try stream.write(HTMLPageList(comparisons: comparisons).markup)
        try stream.write("<main>\n\(HTMLToolbar(comparisons: comparisons).markup)")
        for (index, comparison) in comparisons.enumerated() {
            try stream.write(opening(of: comparison, id: Self.id(index)))
            try stream.write(HTMLProblemSection(comparison: comparison, id: Self.id(index)).markup)
            for section in HTMLPageSection.sections(of: comparison, id: Self.id(index)) {
                try section.write(to: &stream)
            }
            try stream.write("</section>\n")
        }
        try stream.write("</main>\n</div>\n<script>\(HTMLReportScript.text)</script>\n</body>\n</html>\n")
        try stream.flush()
    }

    static func id(_ comparison: Int) -> String { "c\(comparison + 1)" }

    private var head: Markup {
        let passes = comparisons.allSatisfy(\.passes)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>\(title)</title>
            <style>\(HTMLReportStyle.text)</style>
            </head>
            <body>
            <header class="top \(passes ? "passes" : "fails")">
            <h1><bdi>\(title)</bdi></h1>
            <p class="verdict"><bdi>\(verdict)</bdi></p>
            </header>
            <div class="layout">

            """
    }

    /// Nothing may be loaded, and of what stands in the file only our style and script count: whatever a name or a word
    /// might smuggle in is not run.
    private static let policy =
        "default-src 'none'; img-src data:; style-src 'sha256-\(HTMLReportStyle.digest)'; "
        + "script-src 'sha256-\(HTMLReportScript.digest)'; base-uri 'none'; form-action 'none'"

    private func opening(of comparison: NamedComparison, id: String) -> Markup {
        let report = comparison.report
        // The verdict at the top is that of a comparison which is alone.
        let outcome: Markup =
            comparisons.count > 1 ? "<p class=\"outcome\"><bdi>\(outcome(of: comparison))</bdi></p>\n" : ""
        let sides = SideNames(report)
        let note: Markup =
            Self.hasNothingToShow(comparison) ? "<p>All pages pass, so there are no pictures to show.</p>\n" : ""
        let entries = AppliedRule(report: report).entries.map { name, value -> Markup in
            "<dt>\(name)</dt><dd><bdi>\(value)</bdi></dd>\n"
        }
        return """
            <section class="comparison \(comparison.passes ? "passes" : "fails")" id="\(id)">
            <div class="card">
            <h2><bdi>\(comparison.name)</bdi></h2>
            \(outcome)<dl class="files">
            \(Self.side(report.left, sides.left))\(Self.side(report.right, sides.right))</dl>
            <details class="applied">
            <summary>What was applied: <bdi>\(AppliedRule(report: report).line)</bdi></summary>
            <dl>
            \(entries)</dl>
            </details>
            \(note)</div>

            """
    }

    private static func hasNothingToShow(_ comparison: NamedComparison) -> Bool {
        let pages = comparison.report.pages
        return !pages.isEmpty && comparison.problem == nil && !pages.contains(where: HTMLPageSection.isNeeded)
    }

    private func outcome(of comparison: NamedComparison) -> String {
        let summary = CompareSummary(comparison.report)
        guard comparison.report.pages.isEmpty, let problem = comparison.problem else {
            return summary.verdict(ofDifferent: comparison.resolution ?? "Different")
        }
        return problem.label.prefix(1).uppercased() + problem.label.dropFirst()
    }

    private static func side(_ side: CompareReport.Side, _ name: String) -> Markup {
        let noun =
            switch side.kind {
            case .pdf: "page"
            case .images: "image"
            case .goldens: "golden"
            }
        let pages = Figures.count(side.pages, noun)
        let warnings = side.warnings.map { "<dd class=\"warning\">Warning: <bdi>\($0)</bdi></dd>\n" as Markup }
        return "<dt>\(name)</dt><dd><bdi>\(side.path)</bdi> <span>\(pages)</span></dd>\n\(warnings)"
    }
}
