internal import Comparison
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// Two pages of the same size, compared strip by strip.
struct PagePair {
    let left, right: any PixelSource
    /// In which both are drawn: gray or RGB.
    let color: ColorModel
    let rule: ComparisonRule
    let masks: [MaskArea]

    /// Strips that are right for both: drawn pages must be drawn in theirs, and those of two drawn pages are the same.
    private var strips: [Range<Int>] {
        left.strips ?? right.strips ?? [0..<left.height]
    }

    /// Finds how the pages differ.
    func compare() throws(RenderFailure) -> PixelDifference {
        try forEachRows { _ in }
    }

    /// Finds how the pages differ, and gives the rows that are compared, from the top.
    @discardableResult
    func forEachRows(
        _ body: (ComparedRows) throws(RenderFailure) -> Void
    ) throws(RenderFailure) -> PixelDifference {
        let comparer = PixelComparer(
            width: left.width, height: left.height, components: color.components, rule: rule, areas: masks)
        for strip in strips {
            let (a, b) = (try left.rows(strip), try right.rows(strip))
            try comparer.insert(a, b, onRows: body)
        }
        return comparer.finish()
    }
}
