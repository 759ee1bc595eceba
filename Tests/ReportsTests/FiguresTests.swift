import Testing

@testable import Reports

@Suite("Figures")
struct FiguresTests {
    @Test(
        "Thousands are separated",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (2_175_040, "2,175,040"), (-1234, "-1,234"), (100_000, "100,000"),
        ])
    func grouped(_ value: Int, _ text: String) {
        #expect(Figures.grouped(value) == text)
    }

    @Test(
        "A share keeps two digits, and does not claim none or all where that is not so",
        arguments: [
            (0.0, "0 %"), (1204.0 / 2_175_040, "0.055 %"), (0.41, "41 %"), (0.0412, "4.1 %"), (0.005, "0.5 %"),
            (1e-9, "< 0.0001 %"), (0.9999, "99 %"), (1, "100 %"), (0.0996, "10 %"),
        ])
    func percent(_ ratio: Double, _ text: String) {
        #expect(Figures.percent(ratio) == text)
    }

    @Test("Nothing is no share of nothing")
    func emptyShare() {
        #expect(Figures.percent(0, of: 0) == "0 %")
    }

    @Test(
        "Decimals are as many as were asked for",
        arguments: [
            (12.0, "12.0"), (0.04, "0.0"), (0.05, "0.1"), (1234.56, "1,234.6"), (-0.01, "0.0"), (.infinity, "inf"),
        ])
    func decimal(_ value: Double, _ text: String) {
        #expect(Figures.decimal(value, places: 1) == text)
    }

    @Test("A place is in millimetres where the resolution is known")
    func place() {
        // 25.4 mm to the inch.
        #expect(Figures.pair(150, 75, dpi: 150, sign: " x ") == "25.4 x 12.7 mm")
        #expect(Figures.pair(1500, 75, dpi: nil, sign: " x ") == "1,500 x 75 px")
        // As masks are written, and never behind the place: 11 pixels are 1.86 mm.
        #expect(Figures.place(11, 150, dpi: 150) == "1.8mm,25.4mm")
        #expect(Figures.place(1500, 75, dpi: nil) == "1500px,75px")
        #expect(Figures.place(600_000, 0, dpi: 150) == "101600.0mm,0.0mm")
    }

    @Test("Text from a file cannot steer a terminal or turn the line")
    func oneLine() {
        #expect(Figures.oneLine("a\u{1B}[2J\nb\u{202E}c\u{2028}d") == "a [2J b\u{FFFD}c d")
        #expect(Figures.oneLine("0123456789", limit: 8) == "01234...")
    }
}
