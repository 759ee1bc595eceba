import CComparison

/// Compares two pages of the same size, whose rows are fed from the top.
///
/// Of what it was given, it keeps at most the last four rows of each page, and no copy of a page that comes in one piece.
/// Not for two threads at a time.
public final class PixelComparer {
    private let height: Int
    let rowBytes: Int
    private let kernel: OpaquePointer
    private let masks: MaskRows
    private let hotspot: Hotspot
    private let regions: RegionFinder
    private let classes: UnsafeMutablePointer<UInt8>
    private var counts = CComparisonCounts()
    private let compared: Int
    /// Rows that were given before, and are still needed.
    private var left = KeptRows(), right = KeptRows()
    private var received = 0
    /// The first row that is not compared yet.
    private var next = 0

    /// Creates a comparer for pages of one size.
    ///
    /// - Parameters:
    ///   - width: Pixels of a row, at least 1.
    ///   - height: Rows, at least 1.
    ///   - components: Bytes of a pixel: 1 for gray, 3 for RGB.
    ///   - rule: What counts as a difference; its budget and its limit are for the caller.
    ///   - areas: The masks on the page. If any of them includes, all that none includes is masked.
    public convenience init(width: Int, height: Int, components: Int, rule: ComparisonRule, areas: [MaskArea] = []) {
        self.init(
            width: width, height: height, components: components, rule: rule, areas: areas, usesPortableCode: false)
    }

    init(
        width: Int, height: Int, components: Int, rule: ComparisonRule, areas: [MaskArea], usesPortableCode: Bool
    ) {
        precondition(width > 0 && height > 0 && (components == 1 || components == 3))
        (self.height, rowBytes) = (height, width * components)
        let metric = rule.metric == .oklab ? CComparisonMetricOKLab : CComparisonMetricChannel
        guard
            let kernel = ccomparison_kernel_new(
                width, CInt(components), metric, Float(rule.threshold), rule.ignoresAntialiasing, usesPortableCode)
        else { fatalError("out of memory") }
        self.kernel = kernel
        masks = MaskRows(areas, width: width, height: height)
        compared = masks.unmaskedPixels()
        hotspot = Hotspot(width: width, height: height, side: rule.window)
        regions = RegionFinder(width: width)
        classes = .allocate(capacity: width)
    }

    deinit {
        ccomparison_kernel_drop(kernel)
        classes.deallocate()
    }

    /// Compares further rows.
    ///
    /// Whether a pixel is antialiasing depends on the two rows below it, so the last two rows are held back until more
    /// come, or the page ends.
    ///
    /// - Parameters:
    ///   - left: Whole rows of one page without padding; need not outlast the call.
    ///   - right: The same rows of the other.
    ///   - onRows: Called for rows that are compared, each once and from the top; stretches of equal rows together, others
    ///     one by one. If it throws, no more rows may be inserted.
    public func insert<Failure: Error>(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer,
        onRows: (ComparedRows) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(left.count == right.count && left.count % rowBytes == 0, "these are no whole rows")
        guard left.count > 0, let leftRows = left.baseAddress, let rightRows = right.baseAddress else { return }
        let start = received
        received += left.count / rowBytes
        precondition(received <= height, "the page has fewer rows")
        let pages = Pages(
            left: StripRows(kept: self.left, strip: leftRows, rows: start..<received, rowBytes: rowBytes),
            right: StripRows(kept: self.right, strip: rightRows, rows: start..<received, rowBytes: rowBytes))
        try compare(pages, until: received == height ? height : max(received - 2, next), onRows: onRows)
        if received == height {
            (self.left, self.right) = (KeptRows(), KeptRows())
        } else {
            self.left = pages.left.keep(from: max(next - 2, 0))
            self.right = pages.right.keep(from: max(next - 2, 0))
        }
    }

    /// Compares further rows that nobody else needs to see.
    public func insert(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) {
        insert(left, right) { _ in }
    }

    /// Returns how the pages differ, after their last row.
    public func finish() -> PixelDifference {
        precondition(received == height, "rows are missing")
        var difference = PixelDifference()
        difference.compared = compared
        difference.differing = Int(counts.differing)
        difference.tolerated = Int(counts.tolerated)
        difference.antialiased = Int(counts.antialiased)
        difference.masked = Int(counts.masked)
        // The shortest text that stands for the number, so that it can be given as a threshold.
        difference.largestDistance = Double(counts.largest.description) ?? Double(counts.largest)
        difference.worstWindow = hotspot.window()
        difference.regions = regions.regions()
        return difference
    }

    // MARK: - Rows

    private struct Pages {
        var left, right: StripRows
    }

    private func compare<Failure: Error>(
        _ pages: Pages, until end: Int, onRows: (ComparedRows) throws(Failure) -> Void
    ) throws(Failure) {
        while next < end {
            let stretch = pages.left.stretch(from: next, until: end)
            guard let left = pages.left.row(next), let right = pages.right.row(next) else { return }
            let equal = ccomparison_equal_rows(left, right, rowBytes, stretch)
            if equal > 0 {
                try onRows(ComparedRows(rows: next..<next + equal, classes: nil, left: left, right: right))
                next += equal
            } else {
                compareRow(pages)
                try onRows(ComparedRows(rows: next..<next + 1, classes: classes, left: left, right: right))
                next += 1
            }
        }
    }

    private func compareRow(_ pages: Pages) {
        let (y, a, b) = (next, pages.left, pages.right)
        var row = CComparisonRow()
        row.y = y
        row.a = (a.row(y - 2), a.row(y - 1), a.row(y), a.row(y + 1), a.row(y + 2))
        row.b = (b.row(y - 2), b.row(y - 1), b.row(y), b.row(y + 1), b.row(y + 2))
        row.masked = masks.row(y)
        guard ccomparison_kernel_row(kernel, &row, classes, &counts) > 0 else { return }
        hotspot.insert(classes, row: y)
        regions.insert(classes, row: y)
    }
}
