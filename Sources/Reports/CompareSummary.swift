internal import Comparison
public import Rasterizer

/// A comparison in a few lines of text for people, whose last says the verdict and what was applied.
///
/// Text from files stands in it without control characters, so that it can be shown on a terminal.
public struct CompareSummary: Sendable {
    private let report: CompareReport
    private let limit: Int

    /// - Parameter limit: How many pages are described; of the others only their number is said.
    public init(_ report: CompareReport, limit: Int = 20) {
        (self.report, self.limit) = (report, limit)
    }

    /// All lines, each with its end.
    public var text: String { (pageLines + [lastLine]).map { "\($0)\n" }.joined() }

    /// A line for each page that does not pass, up to the limit.
    public var pageLines: [String] {
        let pages = report.pages.filter { !$0.status.passes }
        var lines = pages.prefix(max(0, limit)).map { page in
            let text = PageText(page: page, report: report)
            return ["\(text.label): \(text.finding)", text.words].compactMap(\.self).joined(separator: "; ")
        }
        let rest = pages.count - lines.count
        if rest > 0 { lines.append("and \(Figures.count(rest, "more page")) \(rest == 1 ? "differs" : "differ")") }
        return lines
    }

    /// The verdict, whether there are warnings, and what was applied.
    public var lastLine: String {
        let warned = report.pages.count { page in
            [page.leftSheet, page.rightSheet].contains { $0?.warnings.isEmpty == false }
        }
        let warnings = warned > 0 ? "; warnings on \(Figures.count(warned, "page")), which reports tell" : ""
        return "\(verdict)\(warnings); \(AppliedRule(report: report).line)"
    }

    /// Whether the documents are the same, and but for what.
    public var verdict: String { verdict(ofDifferent: "Different") }

    /// The same with another word for documents that differ.
    func verdict(ofDifferent word: String) -> String {
        let count = report.pages.count
        guard count > 0 else { return "No pages were compared" }
        if report.isSame {
            return tolerated.isEmpty ? "Same: \(Figures.count(count, "page"))" : "Same but for \(tolerated)"
        }
        let failing = report.pages.count { !$0.status.passes }
        let kinds = phrases.compactMap { status, phrase in
            let count = report.pages.count { $0.status == status }
            return count > 0 ? "\(Figures.grouped(count)) \(phrase)" : nil
        }
        return "\(word): \(Figures.grouped(failing)) of \(Figures.count(count, "page")) (\(Self.list(kinds)))"
    }

    private var phrases: [(ComparedPage.Status, String)] {
        let sides = SideNames(report)
        return [
            (.different, "in pixels"), (.size, "in size"), (.removed, sides.removedWord),
            (.inserted, sides.insertedWord), (.failed, "could not be compared"),
        ]
    }

    /// The pixels that are not the same and pass.
    private var tolerated: String {
        func sum(_ path: KeyPath<PixelDifference, Int>) -> Int {
            report.pages.compactMap { $0.difference?[keyPath: path] }.reduce(0, +)
        }
        let parts = [
            (sum(\.differing), "that may differ"), (sum(\.masked), "in masks"), (sum(\.antialiased), "of antialiasing"),
            (sum(\.tolerated), "within the threshold"),
        ]
        return Self.list(parts.filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) px \($0.1)" })
    }

    private static func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}
