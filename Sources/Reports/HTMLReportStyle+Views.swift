extension HTMLReportStyle {
    /// The toolbar, the ways to look at a page, narrow windows and paper.
    static let views: Markup = """
        .toolbar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .4rem .9rem; align-items: center;
          padding: .55rem 0; background: var(--back); border-bottom: 1px solid var(--line) }
        .toolbar[hidden], .toolbar .only { display: none }
        .toolbar label, .group { display: inline-flex; gap: .35rem; align-items: center }
        .views, .zooms { gap: 0 }
        button { font: inherit; padding: .25rem .65rem; color: inherit; background: var(--card); border: 1px solid var(--line);
          border-radius: .4rem; cursor: pointer }
        .views button, .zooms button { border-radius: 0; margin-left: -1px }
        .views button:first-child, .zooms button:first-child { border-radius: .4rem 0 0 .4rem }
        .views button:last-child, .zooms button:last-child { border-radius: 0 .4rem .4rem 0 }
        button[aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: var(--card) }
        button:disabled { opacity: .45; cursor: default }
        input[type=range] { width: 8rem; accent-color: var(--accent) }
        #position { min-width: 4.5rem; text-align: center }
        #interval { min-width: 3rem }
        kbd { font: inherit; font-size: .85em; padding: 0 .3em; border: 1px solid var(--line); border-radius: .25em }
        .keys { color: var(--soft); font-size: .85rem; margin-left: auto }
        .legend i { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-left: .5em }
        .legend .differs { background: #e5004d }
        .legend .edges { background: #ffd24d }
        .legend .masked { background: #3d7dd8 }
        [data-view=swipe] .toolbar .swipe, [data-view=blink] .toolbar .blink, [data-view=difference] .toolbar .difference,
        [data-view=overlay] .toolbar .overlay { display: inline-flex; gap: .35rem; align-items: center }

        @media screen {
          [data-view] .comparison:not(.current), [data-view] .page:not(.current) { display: none }
          [data-view] .pair .difference { display: none }
          [data-zoom=page] img { max-height: calc(100vh - 7rem); width: auto }
          [data-zoom=full] img { max-width: none }
          [data-zoom=full] .frame { max-height: calc(100vh - 7rem) }
          [data-zoom=full] .sheet { margin: 0 }

          [data-view=difference] .compared .difference { display: block }
          [data-view=difference] .compared figure:not(.difference) { display: none }

          [data-view=swipe] .pair .stage, [data-view=blink] .pair .stage, [data-view=overlay] .pair .stage {
            grid-template-columns: 1fr auto }
          [data-view=swipe] .pair :is(.left, .right), [data-view=blink] .pair :is(.left, .right),
          [data-view=overlay] .pair :is(.left, .right) { display: contents }
          [data-view=swipe] .pair .frame, [data-view=blink] .pair .frame, [data-view=overlay] .pair .frame {
            grid-area: 2 / 1 / 3 / 3 }
          [data-view=swipe] .right .frame { clip-path: inset(0 0 0 var(--swipe)) }
          [data-view=swipe] .pair .stage { cursor: ew-resize; touch-action: pan-y; user-select: none }
          .handle { display: none; grid-area: 2 / 1 / 3 / 3; position: relative; left: var(--swipe); width: 0; height: 100%;
            border-left: 2px solid var(--accent); pointer-events: none }
          .handle::after { content: "\\2194"; position: sticky; top: 50vh; display: block; width: 2rem; margin-left: -1rem;
            line-height: 2rem; text-align: center; border-radius: 1rem; color: var(--card); background: var(--accent) }
          [data-view=swipe] .pair .handle { display: block }
          [data-view=overlay] .pair .right .frame { opacity: var(--over) }
          [data-view=blink] .pair .right .frame, [data-view=blink].flip .pair .left .frame { visibility: hidden }
          [data-view=blink].flip .pair .right .frame { visibility: visible }
          [data-view=blink] .pair .right figcaption, [data-view=blink].flip .pair .left figcaption { opacity: .3 }
          [data-view=blink].flip .pair .right figcaption { opacity: 1 }
          [data-density=on] .difference rect.dense { fill: #e5004d; fill-opacity: var(--density) }
          [data-density=off] .difference text { display: none }
        }
        @media (max-width: 70rem) {
          .body { display: block }
          aside { width: auto; position: static; max-height: 16rem; margin-top: .8rem }
        }
        @media (max-width: 52rem) {
          .layout { display: block }
          nav { position: static; padding-right: 1.2rem }
          .groups { max-height: 14rem }
          .keys { display: none }
        }
        @media print {
          body { background: none; font-size: 10pt }
          .layout, .body { display: block }
          nav, .toolbar { display: none }
          .card, article { border: 0; padding: 0 }
          article { break-before: page }
          .stage { grid-template-columns: repeat(3, 1fr) }
          aside, .words { position: static; width: auto; max-height: none }
          .frame { overflow: visible }
        }

        """
}
