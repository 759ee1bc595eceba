internal import Comparison
internal import Rasterizer

/// What two pages were held against, in words.
struct AppliedRule {
    let report: CompareReport

    private var rule: ComparisonRule { report.rule }

    /// All of it in a line.
    var line: String {
        var parts = [colours(sign: "<="), antialiasing, "\(budget) may differ"]
        if let limit = rule.densityLimit { parts.append(density(limit)) }
        if !report.masks.isEmpty { parts.append(Figures.count(report.masks.count, "mask")) }
        if isDrawn, let dpi = report.dpi { parts.append("\(Figures.number(dpi)) dpi") }
        return parts.joined(separator: ", ")
    }

    /// Each thing with its name, for a table.
    var entries: [(name: String, value: String)] {
        var entries = [
            ("Colours", "\(colours(sign: "\u{2264}")): \(metric)"),
            ("Antialiasing", rule.ignoresAntialiasing ? "ignored" : "counts like any other pixel"),
            ("Pixels that may differ", "\(budget) of a page"),
            (
                "Density",
                rule.densityLimit.map { density($0) } ?? "any; windows of \(window) px tell where most differs"
            ),
            ("Masks", report.masks.isEmpty ? "none" : report.masks.joined(separator: "; ")),
        ]
        if isDrawn {
            entries.append(("Resolution", report.dpi.map { "\(Figures.number($0)) dpi" } ?? "each page has its own"))
        }
        if !report.versions.isEmpty { entries.append(("Versions", report.versions.joined(separator: "; "))) }
        return entries
    }

    /// Images have the pixels that they have.
    private var isDrawn: Bool { report.left.kind == .pdf || report.right.kind == .pdf }

    private func colours(sign: String) -> String {
        rule.threshold == 0
            ? "colours must be equal" : "distance \(sign) \(Figures.number(rule.threshold)) (\(rule.metric.rawValue))"
    }

    private var metric: String {
        switch rule.metric {
        case .oklab: "distance as people see it, black and white are 1 apart"
        case .channel: "largest difference of a channel of sRGB, 1 is 255 levels"
        }
    }

    private var antialiasing: String { rule.ignoresAntialiasing ? "antialiasing ignored" : "antialiasing counts" }

    private var budget: String {
        switch rule.budget {
        case .pixels(let pixels): "\(Figures.grouped(pixels)) px"
        case .ratio(let ratio): "\(Figures.percent(ratio))"
        }
    }

    private var window: String { "\(rule.window)x\(rule.window)" }

    private func density(_ limit: Double) -> String { "at most \(Figures.percent(limit)) of any \(window) window" }
}
