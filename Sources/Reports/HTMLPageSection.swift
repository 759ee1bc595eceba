internal import Comparison
internal import PageLayout
internal import Rasterizer

/// What the HTML report shows of one page: its figures, its pictures, its words and its regions.
struct HTMLPageSection {
    private let page: ComparedPage
    private let comparison: NamedComparison
    private let id: String
    private let text: PageText

    /// Pages that are the same are only listed.
    static func isNeeded(_ page: ComparedPage) -> Bool { !page.status.passes || shown(page) != nil }

    private static func shown(_ page: ComparedPage) -> ComparedPage.Pictures? { page.reducedPictures ?? page.pictures }

    /// The sections of a comparison, in the order of its pages.
    static func sections(of comparison: NamedComparison, id: String) -> [HTMLPageSection] {
        comparison.report.pages.enumerated().filter { isNeeded($0.element) }.map { index, page in
            HTMLPageSection(
                page: page, comparison: comparison, id: "\(id)-\(index + 1)",
                text: PageText(page: page, report: comparison.report))
        }
    }

    func write(to stream: inout ReportStream) throws(JobError) {
        let pictures = comparison.pictures == nil ? nil : Self.shown(page)
        let isPair = pictures?.left != nil && pictures?.right != nil && page.status != .size
        let kinds = (isPair ? " pair" : "") + (pictures?.difference == nil ? "" : " compared")
        let name: Markup = "<bdi>\(comparison.name)</bdi>"
        try stream.write(
            """
            <article class="page\(kinds)" id="\(id)" tabindex="-1" aria-labelledby="\(id)-title">
            <h3 id="\(id)-title"><bdi>\(capitalized(label: text.label))</bdi> <span class="badge \(page.status.rawValue)">\(text.status)</span> \
            \(accepted)<small>\(name)</small></h3>
            \(sentence)\(figures)\(warnings)<div class="body">
            <div class="stage">

            """)
        try writeFigure(.left, pictures?.left, by: pictures?.reduction, to: &stream)
        try writeFigure(.right, pictures?.right, by: pictures?.reduction, to: &stream)
        try writeFigure(.difference, pictures?.difference, by: pictures?.reduction, to: &stream)
        try stream.write("</div>\n\(aside)</div>\n</article>\n")
    }

    /// What was done about a page that differs, one of several that do not all pass.
    private var accepted: Markup {
        page.accepted == true ? "<span class=\"badge tolerated\">its golden was updated</span> " : ""
    }

    private enum Picture: String {
        case left, right, difference
    }

    /// - Parameter reduction: So many pixels of the page, across and down, are one of its picture.
    private func writeFigure(
        _ picture: Picture, _ file: String?, by reduction: Int?, to stream: inout ReportStream
    ) throws(JobError) {
        guard let file, let directory = comparison.pictures else { return }
        let sheet = (picture == .right ? page.rightSheet : page.leftSheet) ?? page.leftSheet ?? page.rightSheet
        let (name, caption, alternative) = captions(picture)
        let size = sheet.map { ShownSize($0, reduction: reduction ?? 1) }
        let attributes: Markup = size.map { "width=\"\($0.width)\" height=\"\($0.height)\" " } ?? ""
        try stream.write(
            """
            <figure class="\(picture.rawValue)"><figcaption><b>\(name)</b> <bdi>\(caption)</bdi> \(size?.caption ?? "")\
            </figcaption>
            <div class="frame" tabindex="0"><div class="sheet"><img alt="\(alternative)" \(attributes)src="
            """)
        try stream.writeDataURI(of: file, in: directory)
        try stream.write("\"/>\(frames(picture, sheet, viewBox: size?.viewBox ?? ""))</div></div></figure>\n")
    }

    private func captions(_ picture: Picture) -> (name: String, caption: String, alternative: String) {
        let (left, right) = (comparison.report.left.path, comparison.report.right.path)
        let sides = SideNames(comparison.report)
        switch picture {
        case .left:
            let caption = page.leftName ?? "page \(page.left ?? 0)"
            return (sides.left, caption, "\(capitalized(label: caption)) of \(left)")
        case .right:
            let caption = page.rightName ?? "page \(page.right ?? 0)"
            return (sides.right, caption, "\(capitalized(label: caption)) of \(right)")
        case .difference: return ("Difference", "", "Where \(text.label) of \(left) and of \(right) differ")
        }
    }

    /// Rectangles around what differs, in the page's pixels.
    private func frames(_ picture: Picture, _ sheet: ComparedPage.Sheet?, viewBox: String) -> Markup {
        guard let sheet, let difference = page.difference else { return "" }
        // A frame must not lie on the pixels that it is to show.
        let distance = max(2, max(sheet.width, sheet.height) / 200)
        var rectangles = difference.regions.enumerated().map { index, region -> Markup in
            // One of them can be linked to without a script.
            let id: Markup = picture == .left ? " id=\"\(regionID(index))\"" : ""
            return "<rect\(id) data-region=\"\(index + 1)\" \(Self.rectangle(region.rect, wider: distance))/>\n"
        }
        if let window = difference.worstWindow {
            let area = PixelRect(
                x0: window.x, y0: window.y, x1: window.x + window.width, y1: window.y + window.height)
            rectangles.append("<rect class=\"worst\" \(Self.rectangle(area, wider: 0))/>\n")
        }
        guard !rectangles.isEmpty else { return "" }
        let box: Markup = "viewBox=\"\(viewBox)\" preserveAspectRatio=\"none\""
        return "<svg \(box) aria-hidden=\"true\">\n\(rectangles)</svg>"
    }

    private static func rectangle(_ area: PixelRect, wider margin: Int) -> Markup {
        """
        x="\(area.x0 - margin)" y="\(area.y0 - margin)" \
        width="\(area.width + 2 * margin)" height="\(area.height + 2 * margin)"
        """
    }

    private func regionID(_ index: Int) -> String { "\(id)-r\(index + 1)" }
}

// MARK: - Text

extension HTMLPageSection {
    /// What cannot be told by figures.
    private var sentence: Markup {
        switch page.status {
        case .same, .tolerated, .different: ""
        case .size, .removed, .inserted, .failed:
            "<p class=\"finding\"><bdi>\(Self.capitalized(text.finding)).</bdi></p>\n"
        }
    }

    /// As a sentence begins.
    private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The same of what may begin with the name of a file, which stays as it is.
    private func capitalized(label: String) -> String {
        label.hasPrefix("page ") || page.leftName == nil && page.rightName == nil ? Self.capitalized(label) : label
    }

    private var figures: Markup {
        guard let difference = page.difference else { return "" }
        let share = Figures.percent(difference.differing, of: difference.compared)
        var entries: [(String, String)] = [
            ("Differ", "\(Figures.grouped(difference.differing)) px (\(share))"),
            ("Compared", "\(Figures.grouped(difference.compared)) px"),
            ("Largest distance", Figures.twoDigits(difference.largestDistance)),
            ("Antialiasing", "\(Figures.grouped(difference.antialiased)) px"),
            ("Within the threshold", "\(Figures.grouped(difference.tolerated)) px"),
            ("In masks", "\(Figures.grouped(difference.masked)) px"),
        ]
        if let window = difference.worstWindow {
            let place = Figures.pair(window.x, window.y, dpi: text.dpi, sign: ", ")
            entries.append(
                (
                    "Worst \(window.width)\u{D7}\(window.height) window",
                    "\(Figures.percent(window.density)) at \(place)"
                ))
        }
        return "<dl class=\"figures\">\n\(entries.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>\n" as Markup })</dl>\n"
    }

    private var warnings: Markup {
        let sides = SideNames(comparison.report)
        let sheets = [(sides.left, page.leftSheet), (sides.right, page.rightSheet)]
        let items = sheets.flatMap { name, sheet in
            (sheet?.warnings ?? []).map { "<li>\(name): <bdi>\($0)</bdi></li>\n" as Markup }
        }
        return items.isEmpty ? "" : "<ul class=\"warnings\">\n\(items)</ul>\n"
    }

    private var aside: Markup {
        let parts = [words, regions].filter { $0 != "" }
        return parts.isEmpty ? "" : "<aside>\n\(parts)</aside>\n"
    }

    private var words: Markup {
        guard !page.words.isEmpty else { return "" }
        let items = page.words.map { change -> Markup in
            change.kind == .removed
                ? "<li><del><bdi>\(change.text)</bdi></del></li>\n" : "<li><ins><bdi>\(change.text)</bdi></ins></li>\n"
        }
        return "<h4>Words</h4>\n<ul class=\"words\">\n\(items)</ul>\n"
    }

    private var regions: Markup {
        guard let regions = page.difference?.regions, !regions.isEmpty else { return "" }
        let items = regions.enumerated().map { index, region -> Markup in
            let rect = region.rect
            let place = Figures.pair(region.x0, region.y0, dpi: text.dpi, sign: ", ")
            let size = Figures.pair(rect.width, rect.height, dpi: text.dpi, sign: " \u{D7} ")
            return """
                <li data-region="\(index + 1)" data-density="\(Figures.number(region.density))">\
                <a href="#\(regionID(index))">\(place)</a> \
                <span>\(size)</span> <span class="count">\(Figures.grouped(region.differing)) px, \
                \(Figures.percent(region.density))</span></li>

                """
        }
        return "<h4>\(Figures.count(regions.count, "region"))</h4>\n<ol class=\"regions\">\n\(items)</ol>\n"
    }
}
