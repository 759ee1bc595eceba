import PageLayout
import Testing

@Suite("Sizes, rectangles and matrices")
struct GeometryTests {
    @Test("A size stands or lies without changing its edges")
    func turning() {
        let size = Size(width: 30, height: 20)
        #expect(size.portrait == Size(width: 20, height: 30))
        #expect(size.landscape == size)
    }

    @Test(
        "Corners given in any order come out in order",
        arguments: [Rectangle(1, 2, 5, 9), Rectangle(5, 9, 1, 2), Rectangle(5, 2, 1, 9), Rectangle(1, 9, 5, 2)]
    )
    func normalizing(rectangle: Rectangle) {
        #expect(rectangle.normalized == Rectangle(1, 2, 5, 9))
        #expect(rectangle.normalized.width == 4)
        #expect(rectangle.normalized.height == 7)
    }

    @Test(
        "An intersection is what both share",
        arguments: [
            (Rectangle(-5, -5, 5, 5), Rectangle(0, 0, 5, 5), false),
            (Rectangle(2, 3, 4, 5), Rectangle(2, 3, 4, 5), false),
            (Rectangle(10, 0, 20, 10), Rectangle(10, 0, 10, 10), true),
            (Rectangle(30, 30, 40, 40), Rectangle(30, 30, 30, 30), true),
        ]
    )
    func intersecting(other: Rectangle, shared: Rectangle, isEmpty: Bool) {
        let result = Rectangle(0, 0, 10, 10).intersection(other)
        #expect(result == shared)
        #expect(result.isEmpty == isEmpty)
    }

    @Test(
        "Rectangles without area are empty",
        arguments: [Rectangle(0, 0, 0, 5), Rectangle(0, 0, 5, 0), Rectangle(5, 0, 0, 5), Rectangle(0, 0, .nan, 5)]
    )
    func emptiness(rectangle: Rectangle) {
        #expect(rectangle.isEmpty)
    }

    @Test("Concatenation applies the first matrix first")
    func concatenating() {
        let double = Matrix(a: 2, b: 0, c: 0, d: 2, e: 0, f: 0)
        let shift = Matrix(a: 1, b: 0, c: 0, d: 1, e: 10, f: 20)
        let unit = Rectangle(1, 1, 2, 2)
        #expect(double.concatenating(shift).transform(unit) == Rectangle(12, 22, 14, 24))
        #expect(shift.concatenating(double).transform(unit) == Rectangle(22, 42, 24, 44))
        #expect(double.concatenating(.identity) == double)
    }

    @Test("A quarter turn keeps the corners in order")
    func rotating() {
        // x' = -y, y' = x
        let turn = Matrix(a: 0, b: 1, c: -1, d: 0, e: 0, f: 0)
        #expect(turn.transform(Rectangle(1, 2, 5, 9)) == Rectangle(-9, 1, -2, 5))
        #expect(turn.concatenating(turn).transform(Rectangle(1, 2, 5, 9)) == Rectangle(-5, -9, -1, -2))
    }
}
