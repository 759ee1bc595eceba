import CComparison

/// Finds the square in which most pixels differ, over all of its places on the page.
final class Hotspot {
    private let width, windowWidth, windowHeight: Int
    /// Made when something differs: most pages are equal.
    private var search: OpaquePointer?

    init(width: Int, height: Int, side: Int) {
        self.width = width
        windowWidth = max(min(side, width, 1024), 1)
        windowHeight = max(min(side, height, 1024), 1)
    }

    deinit { ccomparison_window_drop(search) }

    /// Takes a row in which pixels differ.
    func insert(_ classes: UnsafePointer<UInt8>, row: Int) {
        if search == nil { search = ccomparison_window_new(width, windowWidth, windowHeight) }
        guard let search else { fatalError("out of memory") }
        ccomparison_window_insert(search, row, classes)
    }

    /// Returns the square, after the last row; nil if nothing differs.
    func window() -> PixelDifference.Window? {
        guard let search else { return nil }
        let place = ccomparison_window_finish(search)
        return PixelDifference.Window(
            x: place.x, y: place.y, width: windowWidth, height: windowHeight, differing: Int(place.differing))
    }
}
