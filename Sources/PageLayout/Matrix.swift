/// An affine map of the plane in PDF's form: x' = ax + cy + e, y' = bx + dy + f (PDF 32000-1, 8.3.4).
public struct Matrix: Sendable, Equatable, Codable {
    /// The part of x that goes into x'.
    public var a: Double

    /// The part of x that goes into y'.
    public var b: Double

    /// The part of y that goes into x'.
    public var c: Double

    /// The part of y that goes into y'.
    public var d: Double

    /// The shift of x'.
    public var e: Double

    /// The shift of y'.
    public var f: Double

    /// Creates a map from its six coefficients.
    public init(a: Double, b: Double, c: Double, d: Double, e: Double, f: Double) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
    }

    /// The map that leaves every point where it is.
    public static let identity = Matrix(a: 1, b: 0, c: 0, d: 1, e: 0, f: 0)

    /// Returns the map that applies this one first and then the next.
    public func concatenating(_ next: Matrix) -> Matrix {
        Matrix(
            a: a * next.a + b * next.c,
            b: a * next.b + b * next.d,
            c: c * next.a + d * next.c,
            d: c * next.b + d * next.d,
            e: e * next.a + f * next.c + next.e,
            f: e * next.b + f * next.d + next.f
        )
    }

    /// Returns the smallest upright rectangle around the image of a rectangle, its corners in order.
    public func transform(_ r: Rectangle) -> Rectangle {
        // The extremes of an affine map over a rectangle lie at its corners, and x and y contribute independently.
        let xFromX = [a * r.x0, a * r.x1]
        let xFromY = [c * r.y0, c * r.y1]
        let yFromX = [b * r.x0, b * r.x1]
        let yFromY = [d * r.y0, d * r.y1]
        return Rectangle(
            x0: min(xFromX[0], xFromX[1]) + min(xFromY[0], xFromY[1]) + e,
            y0: min(yFromX[0], yFromX[1]) + min(yFromY[0], yFromY[1]) + f,
            x1: max(xFromX[0], xFromX[1]) + max(xFromY[0], xFromY[1]) + e,
            y1: max(yFromX[0], yFromX[1]) + max(yFromY[0], yFromY[1]) + f
        )
    }
}
