internal import Rasterizer

/// The buttons and sliders of the HTML report, for the script, which shows them.
struct HTMLToolbar {
    let comparisons: [NamedComparison]

    var markup: Markup {
        let (left, right) = sides
        return """
            <div class="toolbar" role="toolbar" aria-label="How pages are shown" hidden="">
            <span class="group"><button type="button" id="previous" title="Previous page (p)">\u{2190}</button>\
            <output id="position"></output><button type="button" id="next" title="Next page (n)">\u{2192}</button></span>
            <span class="group views"><button type="button" data-view="side" title="Key 1">Side by side</button>\
            <button type="button" data-view="swipe" title="Key 2">Swipe</button>\
            <button type="button" data-view="blink" title="Key 3">Blink</button>\
            <button type="button" data-view="difference" title="Key 4">Difference</button>\
            <button type="button" data-view="overlay" title="Key 5">Overlay</button></span>
            <span class="group zooms"><button type="button" data-zoom="width">Fit width</button>\
            <button type="button" data-zoom="page">Whole page</button>\
            <button type="button" data-zoom="full">100 %</button></span>
            <label><input type="checkbox" id="frames" checked=""/> Frames</label>
            <label class="only swipe">\(left) <input type="range" id="swipe" min="0" max="100" value="50"/> \(right)</label>
            <span class="only blink group"><button type="button" id="play">Stop</button></span>
            <label class="only blink">Every <input type="range" id="speed" min="250" max="2000" step="50" value="700"/>\
             <output id="interval"></output></label>
            <label class="only difference"><input type="checkbox" id="density" checked=""/> Density</label>
            <span class="only difference legend"><i class="differs"></i> differs <i class="edges"></i> antialiasing \
            <i class="masked"></i> in masks</span>
            <label class="only overlay">\(left) <input type="range" id="opacity" min="0" max="100" value="50"/> \(right)</label>
            <span class="keys"><kbd>n</kbd> <kbd>p</kbd> page <kbd>1</kbd>\u{2013}<kbd>5</kbd> view <kbd>z</kbd> zoom \
            <kbd>f</kbd> frames <kbd>b</kbd> blink</span>
            </div>

            """
    }

    /// What one slides between: the names that stand above the pictures, which all comparisons have in common.
    private var sides: (left: String, right: String) {
        let names = Set(comparisons.map { $0.report.left.kind == .goldens })
        guard names.count == 1, let first = comparisons.first else { return ("Left", "Right") }
        let sides = SideNames(first.report)
        return (sides.left, sides.right)
    }
}
