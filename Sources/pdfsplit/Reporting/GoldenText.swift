internal import Rasterizer
internal import Reports

/// What came of goldens, in lines for people.
struct GoldenText {
    /// So many pages of a case are told in detail.
    private static let pagesPerCase = 5

    let report: GoldenReport

    var text: String {
        var lines: [String] = []
        for own in report.cases where own.status != .passed { lines += Self.lines(own) }
        for directory in report.stale {
            lines.append("stale: there is no \(directory).pdf any more for the goldens in \(directory)")
        }
        return (lines + [verdict]).map { "\($0)\n" }.joined()
    }

    /// The outcome in a sentence.
    var verdict: String {
        let failing = report.cases.count { !$0.status.passes }
        let all = report.cases.count == 1 ? "1 case" : "\(report.cases.count) cases"
        let cases = failing > 0 ? "Failed: \(failing) of \(all)" : "Passed: \(all)"
        let stale = report.stale.isEmpty ? "" : "; \(report.stale.count) stale"
        return cases + details + stale + "; " + Units.seconds(report.seconds)
    }

    /// What became of cases besides passing.
    private var details: String {
        let counts = GoldenReport.Status.allCases.filter { $0 != .passed }.compactMap { status -> String? in
            let count = report.cases.count { $0.status == status }
            return count > 0 ? "\(count) \(status.words)" : nil
        }
        return counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
    }

    private static func lines(_ own: GoldenReport.Case) -> [String] {
        // Pages that failed speak for themselves.
        let message = own.comparison.pages.contains { $0.status == .failed } ? nil : own.message
        var lines = ["\(own.name): \(own.status.words)"]
        if own.written > 0 { lines[0] += ", \(own.written) written" }
        if own.removed > 0 { lines[0] += ", \(own.removed) removed" }
        if let message { lines[0] += ": \(message)" }
        if !own.status.passes, own.status != .missing {
            var open = own.comparison
            open.pages.removeAll { $0.accepted == true }
            lines += CompareSummary(open, limit: pagesPerCase).pageLines.map { "  \($0)" }
        }
        return lines
    }
}

extension GoldenReport.Status {
    var words: String {
        switch self {
        case .passed: "passed"
        case .different: "different"
        case .missing: "missing"
        case .recorded: "recorded"
        case .updated: "updated"
        case .engineChanged: "engine or fonts changed"
        case .settingsChanged: "settings changed"
        case .failed: "failed"
        }
    }
}
