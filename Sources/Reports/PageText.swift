internal import Comparison
internal import Rasterizer

/// A compared page in words.
struct PageText {
    let page: ComparedPage
    let report: CompareReport

    // A page that was written anew must not fill the screen.
    private static let shownChanges = 6
    private static let shownCharacters = 40

    /// "3", or "3, right 4" where the sides count differently.
    var number: String {
        switch (page.left, page.right) {
        case (let left?, let right?): left == right ? "\(left)" : "\(left), right \(right)"
        case (let number?, nil), (nil, let number?): "\(number)"
        case (nil, nil): "?"
        }
    }

    var label: String { "page \(number)" }

    /// A word for a list.
    var status: String {
        switch page.status {
        case .same: "same"
        case .tolerated: "tolerated"
        case .different: "differs"
        case .size: "other size"
        case .removed: "removed"
        case .inserted: "inserted"
        case .failed: "failed"
        }
    }

    /// Pixels per inch of what was compared.
    var dpi: Double? { (page.leftSheet ?? page.rightSheet)?.dpi }

    /// What is to be said of the page, without its number.
    var finding: String {
        switch page.status {
        case .same: page.proof == .objects ? "made of the same objects, so not drawn" : "every pixel is the same"
        case .tolerated, .different: differing
        case .size: sizes
        case .removed: "removed: only the left document has it"
        case .inserted: "inserted: only the right document has it"
        case .failed: "could not be drawn: \(Figures.oneLine(page.error ?? "no reason is known"))"
        }
    }

    /// The words that changed, in short; nil if none did.
    var words: String? {
        guard !page.words.isEmpty else { return nil }
        let shown = page.words.prefix(Self.shownChanges).map { change in
            (change.kind == .removed ? "-" : "+")
                + "\"\(Figures.oneLine(change.text, limit: Self.shownCharacters))\""
        }
        let rest = page.words.count - shown.count
        return "words: " + shown.joined(separator: " ") + (rest > 0 ? " and \(Figures.grouped(rest)) more" : "")
    }

    private var differing: String {
        guard let difference = page.difference else { return "it differs" }
        let (differing, compared) = (difference.differing, difference.compared)
        var parts = [
            "\(Figures.grouped(differing)) of \(Figures.grouped(compared)) px "
                + "\(differing == 1 ? "differs" : "differ") (\(Figures.percent(differing, of: compared)))"
        ]
        if let window = difference.worstWindow {
            let place = Figures.pair(window.x, window.y, dpi: dpi)
            parts.append("worst \(window.width)x\(window.height) window \(Figures.percent(window.density)) at \(place)")
        }
        if !difference.regions.isEmpty { parts.append(Figures.count(difference.regions.count, "region")) }
        if differing > 0 { parts.append("largest distance \(Figures.twoDigits(difference.largestDistance))") }
        return parts.joined(separator: ", ")
    }

    private var sizes: String {
        guard let left = page.leftSheet, let right = page.rightSheet else { return "the pages have different sizes" }
        func text(_ sheet: ComparedPage.Sheet) -> String {
            "\(Figures.grouped(sheet.width)) x \(Figures.grouped(sheet.height)) px"
        }
        let sizes = "the sizes differ: \(text(left)) left, \(text(right)) right"
        return sizes + (SizeExplanation.text(page, of: report).map { "; \($0)" } ?? "")
    }
}
