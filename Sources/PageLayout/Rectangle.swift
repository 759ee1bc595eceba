/// A rectangle by two opposite corners.
///
/// PDF 32000-1, 7.9.5 lets a file give any two opposite corners in either order; `normalized` puts them in order.
public struct Rectangle: Sendable, Equatable, Hashable, Codable {
    /// The first corner's horizontal coordinate.
    public var x0: Double

    /// The first corner's vertical coordinate.
    public var y0: Double

    /// The opposite corner's horizontal coordinate.
    public var x1: Double

    /// The opposite corner's vertical coordinate.
    public var y1: Double

    /// Creates a rectangle from two opposite corners, in any order and of any value.
    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }

    /// The signed horizontal extent: negative where the corners are out of order.
    public var width: Double { x1 - x0 }

    /// The signed vertical extent: negative where the corners are out of order.
    public var height: Double { y1 - y0 }

    /// Whether the rectangle encloses no area, which holds for corners out of order and for NaN too.
    public var isEmpty: Bool { !(width > 0 && height > 0) }

    /// Whether every coordinate is a finite number.
    public var isFinite: Bool { x0.isFinite && y0.isFinite && x1.isFinite && y1.isFinite }

    /// The same rectangle with its corners in order: x0 <= x1, y0 <= y1.
    public var normalized: Rectangle {
        Rectangle(x0: min(x0, x1), y0: min(y0, y1), x1: max(x0, x1), y1: max(y0, y1))
    }

    /// Returns what two normalized rectangles share; empty when they only touch or are apart.
    public func intersection(_ other: Rectangle) -> Rectangle {
        let x0 = max(x0, other.x0)
        let y0 = max(y0, other.y0)
        return Rectangle(
            x0: x0,
            y0: y0,
            x1: max(x0, min(x1, other.x1)),
            y1: max(y0, min(y1, other.y1))
        )
    }

    /// For notes and messages: the corners as a file would write them.
    var text: String { "[\(x0.text()) \(y0.text()) \(x1.text()) \(y1.text())]" }
}

/// A rectangle of whole pixels: x0 and y0 belong to it, x1 and y1 do not.
public struct PixelRect: Sendable, Equatable, Hashable, Codable {
    /// The first column.
    public var x0: Int

    /// The first row.
    public var y0: Int

    /// The column after the last one.
    public var x1: Int

    /// The row after the last one.
    public var y1: Int

    /// Creates a rectangle from its first pixel and the one past its last.
    public init(x0: Int, y0: Int, x1: Int, y1: Int) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }

    /// The number of columns.
    public var width: Int { x1 - x0 }

    /// The number of rows.
    public var height: Int { y1 - y0 }
}
