/// Where a page lies in an area that it does not fill, or which part shows of one that is larger.
public enum Alignment: String, CaseIterable, Codable, Sendable {
    /// In the middle both ways.
    case center

    /// At the upper edge, in the middle of the width.
    case top

    /// At the lower edge, in the middle of the width.
    case bottom

    /// At the left edge, in the middle of the height.
    case left

    /// At the right edge, in the middle of the height.
    case right

    /// In the upper left corner.
    case topLeft = "top-left"

    /// In the upper right corner.
    case topRight = "top-right"

    /// In the lower left corner.
    case bottomLeft = "bottom-left"

    /// In the lower right corner.
    case bottomRight = "bottom-right"

    /// The part of the left-over width that goes to the left of the page: 0, 0.5 or 1.
    public var horizontalShare: Double {
        switch self {
        case .left, .topLeft, .bottomLeft: 0
        case .center, .top, .bottom: 0.5
        case .right, .topRight, .bottomRight: 1
        }
    }

    /// The part of the left-over height that goes above the page: 0, 0.5 or 1.
    public var verticalShare: Double {
        switch self {
        case .top, .topLeft, .topRight: 0
        case .center, .left, .right: 0.5
        case .bottom, .bottomLeft, .bottomRight: 1
        }
    }
}
