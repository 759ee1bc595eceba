public import PageLayout

/// How two pages of the same size differ, pixel by pixel.
public struct PixelDifference: Codable, Sendable, Equatable {
    /// The square in which most pixels differ.
    public struct Window: Codable, Sendable, Equatable {
        /// Its upper left pixel.
        public var x, y: Int
        /// Pixels; less than the rule's window where the page is smaller.
        public var width, height: Int
        public var differing: Int

        public var density: Double { Double(differing) / Double(width * height) }

        public init(x: Int, y: Int, width: Int, height: Int, differing: Int) {
            (self.x, self.y, self.width, self.height, self.differing) = (x, y, width, height, differing)
        }
    }

    /// A rectangle around pixels that differ and lie together.
    public struct Region: Codable, Sendable, Equatable {
        /// Its upper left pixel, and the column and the row after its last ones.
        public var x0, y0, x1, y1: Int
        /// Of its pixels, those that differ; no other region counts them.
        public var differing: Int

        public var rect: PixelRect { PixelRect(x0: x0, y0: y0, x1: x1, y1: y1) }
        public var density: Double { Double(differing) / Double((x1 - x0) * (y1 - y0)) }

        public init(_ rect: PixelRect, differing: Int) {
            (x0, y0, x1, y1) = (rect.x0, rect.y0, rect.x1, rect.y1)
            self.differing = differing
        }
    }

    /// Pixels outside of masks.
    public var compared = 0
    /// Of them, those that differ by the rule.
    public var differing = 0
    /// Those that are not equal, but within the threshold.
    public var tolerated = 0
    /// Those beyond the threshold that are antialiasing.
    public var antialiased = 0
    /// Those in masks that are not equal, by however little.
    public var masked = 0
    /// The largest distance of a pixel that differs; 0 if none does.
    public var largestDistance = 0.0
    /// nil if nothing differs.
    public var worstWindow: Window?
    /// What a reader should look at, from the top; every pixel that differs is in just one.
    public var regions: [Region] = []

    public init() {}

    /// Whether every pixel outside of masks is equal.
    public var isExact: Bool { differing + tolerated + antialiased == 0 }

    /// Whether the page passes.
    public func passes(_ rule: ComparisonRule) -> Bool {
        guard rule.allows(differing, of: compared) else { return false }
        guard let limit = rule.densityLimit, let window = worstWindow else { return true }
        return ComparisonRule.isWithin(window.differing, of: window.width * window.height, limit)
    }
}
