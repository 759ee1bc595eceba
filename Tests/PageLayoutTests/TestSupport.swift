import PageLayout
import Testing

/// Runs a body that must refuse, and returns its refusal.
func refusal<Value>(
    of body: () throws -> Value,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> LayoutError {
    let error = #expect(throws: LayoutError.self, sourceLocation: sourceLocation) { _ = try body() }
    return try #require(error, sourceLocation: sourceLocation)
}

/// Whether two numbers are the same but for rounding in the last digits.
func near(_ first: Double, _ second: Double, within tolerance: Double = 1e-9) -> Bool {
    (first - second).magnitude <= tolerance
}

let letter = Size(width: 612, height: 792)

extension Rectangle {
    init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        self.init(x0: x0, y0: y0, x1: x1, y1: y1)
    }
}

extension PixelRect {
    init(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
        self.init(x0: x0, y0: y0, x1: x1, y1: y1)
    }
}

extension Margins {
    init(all points: Double) {
        self.init(top: points, right: points, bottom: points, left: points)
    }
}

extension PaperSize {
    /// A paper of so many points, for figures that can be checked by head.
    static func points(_ width: Double, _ height: Double) -> PaperSize {
        PaperSize(name: "test", size: Size(width: width, height: height))
    }
}
