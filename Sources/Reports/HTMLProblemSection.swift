/// What the HTML report says of a comparison that is wrong as a whole.
///
/// To those who go from page to page it is one more.
struct HTMLProblemSection {
    let comparison: NamedComparison
    /// The comparison's.
    let id: String

    static func id(_ comparison: String) -> String { "\(comparison)-problem" }

    var markup: Markup {
        guard let problem = comparison.problem else { return "" }
        let own = Self.id(id)
        return """
            <article class="page problem" id="\(own)" tabindex="-1" aria-labelledby="\(own)-title">
            <h3 id="\(own)-title">The case as a whole <span class="badge \(problem.kind.rawValue)">\(problem.label)</span> \
            <small><bdi>\(comparison.name)</bdi></small></h3>
            <p class="finding"><bdi>\(problem.text)</bdi></p>
            </article>

            """
    }
}
