import Testing

@testable import Rasterizer

@Suite("Names with numbers")
struct NumberedNameTests {
    @Test(
        "Numbers in names are ordered as numbers, however long they are",
        arguments: [
            ["page-9.png", "page-10.png", "page-100.png"],
            ["9", "10", "100000000000000000000", "a"],
            ["9223372036854775807", "9223372036854775808", "99999999999999999999"],
            ["1", "01", "2", "03"].sorted(by: NumberedName.isOrdered),
            ["a", "a1", "a1b", "a2"],
            ["e\u{301}", "\u{E9}"],
        ])
    func order(names: [String]) {
        for (index, one) in names.enumerated() {
            for (place, other) in names.enumerated() {
                #expect(NumberedName.isOrdered(one, other) == (index < place), "\(one), \(other)")
            }
        }
    }
}
