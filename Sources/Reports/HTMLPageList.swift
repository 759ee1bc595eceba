internal import Comparison
internal import Rasterizer

/// The list of all pages, which can be narrowed to those that differ.
struct HTMLPageList {
    let comparisons: [NamedComparison]

    var markup: Markup {
        let problems = comparisons.count { $0.problem != nil }
        let pages = comparisons.flatMap(\.report.pages)
        let all = pages.count + problems
        let differing = pages.count { !$0.status.passes } + problems
        // Without any that differ, a list of them would look as if something were broken.
        let (first, second): (Markup, Markup) = differing > 0 ? ("", " checked=\"\"") : (" checked=\"\"", "")
        let groups = comparisons.enumerated().map { group($1, id: HTMLReport.id($0)) }
        return """
            <nav aria-label="Pages">
            <input type="radio" name="shown" id="show-all"\(first)/><label for="show-all">All \
            <b>\(Figures.grouped(all))</b></label>
            <input type="radio" name="shown" id="show-differing"\(second)/><label for="show-differing">Differing \
            <b>\(Figures.grouped(differing))</b></label>
            <div class="groups">
            \(groups)</div>
            </nav>

            """
    }

    private func group(_ comparison: NamedComparison, id: String) -> Markup {
        let report = comparison.report
        let items = report.pages.enumerated().map { item($1, of: comparison, id: "\(id)-\($0 + 1)") }
        // It stays where pages are looked for that differ.
        let state = comparison.passes ? (report.isSame ? "passes" : "accepted") : "fails"
        return """
            <h2 class="\(state)"><a href="#\(id)"><bdi>\(comparison.name)</bdi></a></h2>
            <ol>
            \(problem(comparison, id: id))\(items)</ol>

            """
    }

    private func problem(_ comparison: NamedComparison, id: String) -> Markup {
        guard let problem = comparison.problem else { return "" }
        return """
            <li class="fails"><a href="#\(HTMLProblemSection.id(id))">Case</a> <span class="badge \(problem.kind.rawValue)">\
            \(problem.label)</span></li>

            """
    }

    private func item(_ page: ComparedPage, of comparison: NamedComparison, id: String) -> Markup {
        let text = PageText(page: page, report: comparison.report)
        let number: Markup =
            HTMLPageSection.isNeeded(page)
            ? "<a href=\"#\(id)\"><bdi>\(text.number)</bdi></a>" : "<span><bdi>\(text.number)</bdi></span>"
        var figure = ""
        if page.status == .different, let difference = page.difference {
            figure = Figures.percent(difference.differing, of: difference.compared)
        }
        return """
            <li class="\(page.status.passes ? "passes" : page.accepted == true ? "accepted" : "fails")">\(number) <span class="badge \(page.status.rawValue)">\
            \(text.status)</span> <span class="figure">\(figure)</span></li>

            """
    }
}
