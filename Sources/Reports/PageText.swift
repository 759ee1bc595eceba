internal import Comparison
internal import Rasterizer

/// A compared page in words.
struct PageText {
    let page: ComparedPage
    let report: CompareReport

    // A page that was written anew must not fill the screen.
    private static let shownChanges = 6
    private static let shownCharacters = 40

    private var sides: SideNames { SideNames(report) }

    /// "3", or "3, right 4" where the sides count differently; a file's name where both sides are directories of images.
    var number: String {
        if isNamed, let names { return names }
        switch (page.left, page.right) {
        case (let left?, let right?) where left == right: return "\(left)"
        case (let left?, let right?):
            return report.left.kind == .goldens ? "\(right), golden \(left)" : "\(left), right \(right)"
        case (let number?, nil), (nil, let number?): return "\(number)"
        case (nil, nil): return "?"
        }
    }

    /// "page 3", or "page 3 (scan-3.png)" where one side is a directory of images.
    var label: String {
        if isNamed, let names { return names }
        return "page \(number)" + (names.map { " (\($0))" } ?? "")
    }

    /// Numbers say nothing where no side counts pages.
    private var isNamed: Bool { report.left.kind == .images && report.right.kind == .images }

    private var names: String? {
        switch (page.leftName, page.rightName) {
        case (let left?, let right?): left == right ? Figures.oneLine(left) : Figures.oneLine("\(left), right \(right)")
        case (let name?, nil), (nil, let name?): Figures.oneLine(name)
        case (nil, nil): nil
        }
    }

    /// A word for a list.
    var status: String {
        switch page.status {
        case .same: "same"
        case .tolerated: "tolerated"
        case .different: "differs"
        case .size: "other size"
        case .removed: sides.removedWord
        case .inserted: sides.insertedWord
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
        case .removed: sides.removed
        case .inserted: sides.inserted
        case .failed: "could not be compared: \(Figures.oneLine(page.error ?? "no reason is known"))"
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
            let place = Figures.place(window.x, window.y, dpi: dpi)
            parts.append("worst \(window.width)x\(window.height) window \(Figures.percent(window.density)) at \(place)")
        }
        if let regions = regions(difference) { parts.append(regions) }
        if differing > 0 { parts.append("largest distance \(Figures.twoDigits(difference.largestDistance))") }
        return parts.joined(separator: ", ")
    }

    /// How many there are, and where to look first.
    private func regions(_ difference: PixelDifference) -> String? {
        // Of those that are alike the uppermost.
        guard let most = difference.regions.max(by: { $0.differing < $1.differing }) else { return nil }
        let place = Figures.place(most.x0, most.y0, dpi: dpi)
        if difference.regions.count == 1 { return "1 region at \(place)" }
        return "\(Figures.count(difference.regions.count, "region")), "
            + "\(Figures.grouped(most.differing)) px in the one at \(place)"
    }

    private var sizes: String {
        guard let left = page.leftSheet, let right = page.rightSheet else { return "the pages have different sizes" }
        func text(_ sheet: ComparedPage.Sheet) -> String {
            "\(Figures.grouped(sheet.width)) x \(Figures.grouped(sheet.height)) px"
        }
        let sizes = "the sizes differ: \(text(left)) \(sides.leftPlace), \(text(right)) \(sides.rightPlace)"
        return sizes + (SizeExplanation.text(page, of: report).map { "; \($0)" } ?? "")
    }
}
