internal import RasterOutput
internal import Rasterizer

/// What is said at the end of a run.
struct Summary {
    // A document with warnings on every page must not push the last line off the screen.
    private static let listed = 20

    let report: JobReport

    /// A line for each page that failed or has warnings, up to a bound.
    var pageLines: [String] {
        let summary = report.summary
        var lines = summary.warnings.prefix(1).map {
            "\(summary.input): warning: \($0)" + Self.more(summary.warnings.count - 1)
        }
        let remarkable = report.pages.filter { $0.status != .ok }
        // Failures first: they are what the exit code is about.
        let ordered = remarkable.filter { $0.status == .failed } + remarkable.filter { $0.status == .warned }
        for page in ordered.prefix(Self.listed) {
            let what =
                page.status == .failed
                ? "failed: \(page.error ?? "")" : "warning: \(page.warnings[0])" + Self.more(page.warnings.count - 1)
            lines.append("\(summary.input): page \(page.page) \(what)")
        }
        if ordered.count > Self.listed {
            lines.append("and \(Units.pages(ordered.count - Self.listed)) more; --report FILE lists them all")
        }
        return lines
    }

    private static func more(_ count: Int) -> String {
        count > 0 ? " (and \(count) more)" : ""
    }

    /// The run in one line.
    var line: String {
        let summary = report.summary
        var forms: [(name: String, count: Int)] = []
        for page in report.pages {
            guard let color = page.color, let codec = page.codec else { continue }
            let name = "\(color) \(codec)"
            if let index = forms.firstIndex(where: { $0.name == name }) {
                forms[index].count += 1
            } else {
                forms.append((name, 1))
            }
        }
        let detail = forms.sorted { $0.count > $1.count }.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        let time = Units.seconds(summary.seconds)
        guard summary.outputWritten else {
            return
                "\(summary.output) was not written: \(summary.failed) of \(Units.pages(summary.pages)) failed, \(time)"
        }
        let failed = summary.failed > 0 ? ", \(summary.failed) failed" : ""
        return "\(summary.output): \(Units.pages(summary.pages))\(failed) (\(detail)), "
            + "\(Units.bytes(summary.inputBytes)) in, \(Units.bytes(summary.outputBytes)) out, \(time)"
    }
}
