/// A width and a height, in points (1/72 inch) unless the place of use says otherwise.
public struct Size: Sendable, Equatable, Hashable, Codable {
    /// The extent from left to right.
    public var width: Double

    /// The extent from top to bottom.
    public var height: Double

    /// Creates a size; any value is taken, its users check it.
    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The same size standing: not wider than high.
    public var portrait: Size {
        Size(width: min(width, height), height: max(width, height))
    }

    /// The same size lying: not higher than wide.
    public var landscape: Size {
        Size(width: max(width, height), height: min(width, height))
    }

    /// Whether both extents are finite and above zero.
    public var isPositive: Bool {
        width.isFinite && height.isFinite && width > 0 && height > 0
    }

    /// For messages: the size in points.
    var pointsText: String { "\(width.text()) x \(height.text()) pt" }

    /// For messages: the size in millimetres.
    var millimetresText: String {
        "\((width / LengthUnit.millimetre.points).text(places: 1)) x "
            + "\((height / LengthUnit.millimetre.points).text(places: 1)) mm"
    }
}
