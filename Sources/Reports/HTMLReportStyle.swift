/// The style of the HTML report.
///
/// How a page is shown hangs on `data-view` and `data-zoom` of the root, which only the script sets: without it the
/// pictures stand side by side.
enum HTMLReportStyle {
    /// SHA-256 of the text in base 64, for the policy that lets browsers use it; a test says what it must be.
    static let digest = "q21qSmKzezKxgpW0K7olNM+btJwT96Ip9Vm7A7mc/k4="

    static let text: Markup = """

        :root { color-scheme: light dark; --text: #1d2127; --soft: #5b6470; --back: #f4f5f7; --card: #fff; --line: #d9dde3;
          --accent: #1f5fd0; --bad: #b3172f; --good: #1a7238; --warn: #8a5800; --other: #6a35b0; --mark: #d6006f;
          --bad-back: #fdebee; --good-back: #e8f5ec; --warn-back: #fdf3e0; --other-back: #f1eafb; --swipe: 50%; --over: .5 }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e6e8eb; --soft: #9aa4b1; --back: #14171b; --card: #1d2126; --line: #343a42; --accent: #7fb0ff;
            --bad: #ff8c9c; --good: #76d394; --warn: #f2bd62; --other: #c6a4ff; --bad-back: #3b1a20; --good-back: #15301f;
            --warn-back: #362a12; --other-back: #2b1f40 }
        }
        * { box-sizing: border-box }
        html { scroll-padding-top: 4rem }
        body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--back) }
        h1, h2, h3, h4, p, dl, dd, ol, ul, figure { margin: 0; padding: 0 }
        ol, ul { list-style: none }
        bdi { overflow-wrap: anywhere }
        a { color: var(--accent) }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
        article:focus { outline: none }

        .top { padding: .9rem 1.2rem; border-left: .5rem solid var(--good); background: var(--good-back) }
        .top.fails { border-color: var(--bad); background: var(--bad-back) }
        .top h1 { font-size: .95rem; font-weight: 600; color: var(--soft) }
        .verdict { font-size: 1.35rem; font-weight: 650; line-height: 1.25 }
        .layout { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); align-items: start }
        main { padding: 0 1.2rem 2rem; min-width: 0 }

        nav { position: sticky; top: 0; max-height: 100vh; display: flex; flex-wrap: wrap; padding: .8rem 0 0 1.2rem;
          align-content: flex-start }
        nav input { position: absolute; opacity: 0 }
        nav label { flex: 1; white-space: nowrap; padding: .3rem .4rem; text-align: center; border: 1px solid var(--line); background: var(--card);
          cursor: pointer }
        nav label:first-of-type { border-radius: .4rem 0 0 .4rem; border-right: 0 }
        nav label:last-of-type { border-radius: 0 .4rem .4rem 0 }
        nav input:checked + label { background: var(--accent); border-color: var(--accent); color: var(--card) }
        nav input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 2px }
        .groups { width: 100%; margin-top: .6rem; max-height: calc(100vh - 4rem); overflow: auto; padding-bottom: 1rem }
        .groups h2 { font-size: .9rem; margin: .5rem 0 .2rem; padding-left: .5rem; border-left: 3px solid var(--good) }
        .groups h2.fails { border-color: var(--bad) }
        .groups h2.accepted { border-color: var(--warn) }
        .groups h2 a { color: inherit; text-decoration: none }
        .groups li { display: flex; gap: .5rem; align-items: center; padding: .12rem .4rem; border-radius: .3rem;
          content-visibility: auto; contain-intrinsic-size: auto 1.7rem }
        .groups li { position: relative }
        .groups li > :first-child { min-width: 1.8rem }
        .groups li a { font-weight: 600; text-decoration: none }
        .groups li a::after { content: ""; position: absolute; inset: 0 }
        .groups li:has(a):hover { background: var(--line) }
        .groups li:has([aria-current]) { background: var(--card); box-shadow: inset 3px 0 var(--accent) }
        #show-differing:checked ~ .groups .passes { display: none }
        .figure { margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap }

        .badge { padding: 0 .45rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; white-space: nowrap;
          color: var(--bad); background: var(--bad-back) }
        .badge.same { color: var(--good); background: var(--good-back) }
        .badge.tolerated, .badge.failed, .badge.error { color: var(--warn); background: var(--warn-back) }
        .badge.size, .badge.removed, .badge.inserted { color: var(--other); background: var(--other-back) }

        .card, article { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem;
          margin-top: .8rem }
        .card h2 { font-size: 1.05rem }
        .outcome { color: var(--good); font-weight: 600 }
        .fails .outcome { color: var(--bad) }
        .files, .applied dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .9rem;
          margin: .4rem 0 }
        dt { color: var(--soft) }
        .files span, figcaption span, .regions span { color: var(--soft); white-space: nowrap }
        .files dd { grid-column: 2 }
        .warning, .warnings { color: var(--warn) }
        summary { cursor: pointer; color: var(--soft) }

        article h3 { font-size: 1.05rem }
        article h3 small { font-weight: 400; color: var(--soft) }
        .finding { margin: .3rem 0; font-size: 1.05rem }
        .figures { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: .4rem 0 .7rem }
        .figures dd { font-weight: 600; font-variant-numeric: tabular-nums }
        .figures dt { font-size: .8rem }
        .body { display: flex; gap: 1rem; align-items: flex-start }
        .stage { flex: 1; min-width: 0; display: grid; gap: .3rem .8rem; grid-template-rows: auto auto;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); align-items: start }
        figure { min-width: 0 }
        figcaption { margin-bottom: .2rem }
        .frame { overflow: auto; max-width: 100%; padding: 1px }
        .sheet { position: relative; width: fit-content; margin: 0 auto; background: #fff; box-shadow: 0 0 0 1px var(--line) }
        img { display: block; max-width: 100%; height: auto }
        svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none }
        rect { fill: var(--mark); fill-opacity: 0; stroke: var(--mark); stroke-width: 1.5; vector-effect: non-scaling-stroke }
        rect.worst { stroke: var(--accent); stroke-dasharray: 4 3 }
        rect:target, rect.mark { stroke-width: 4; fill-opacity: .25 }
        svg text { fill: #1d2127; stroke: #fff; stroke-width: .25em; paint-order: stroke; font-weight: 600 }
        [data-frames=off] svg { display: none }

        aside { width: 15rem; flex: none; position: sticky; top: 4rem; max-height: calc(100vh - 5rem); overflow: auto }
        h4 { font-size: .85rem; margin: 0 0 .2rem; color: var(--soft) }
        .words { margin-bottom: .9rem; max-height: 40vh; overflow: auto }
        .words li { margin-bottom: .2rem }
        ins, del { text-decoration: none; padding: 0 .3rem; border-radius: .2rem; color: var(--good);
          background: var(--good-back) }
        del { color: var(--bad); background: var(--bad-back); text-decoration: line-through }
        ins::before { content: "+ " }
        del::before { content: "\\2212\\a0"; display: inline-block }
        .regions li { padding: .2rem .4rem; border-radius: .3rem; counter-increment: region }
        .regions a::before { content: counter(region) ". " }
        .regions li span { font-size: .85rem; display: block }
        .regions li.mark { background: var(--other-back) }

        """ + views
}
