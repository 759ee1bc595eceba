import PageLayout
import Testing

@Suite("Lengths and margins")
struct LengthTests {
    static let lengths: [(String, Double)] = [
        ("1in", 72), ("0.5in", 36), (".5in", 36), ("25.4mm", 72), ("2.54cm", 72), ("36pt", 36), ("127MM", 360),
        ("0", 0),
        ("0.0", 0), ("0mm", 0), ("007pt", 7),
    ]

    @Test("An inch is 72 points and 25.4 millimetres", arguments: lengths)
    func parsing(text: String, points: Double) throws {
        #expect(near(try Length(parsing: text).points, points))
    }

    @Test(
        "What is not a number with a unit is refused",
        arguments: [
            "", "mm", "10", "-5mm", "+5mm", "5 mm", " 5mm", "5,5mm", "1e2mm", "0x10mm", "infmm", "nanpt", "5.mm",
            "1.2.3mm", "5m", "5px", "٣mm", "-0",
        ]
    )
    func refusing(text: String) throws {
        let error = try refusal { try Length(parsing: text) }
        #expect(error.kind == .invalidLength)
        #expect(error.message.contains("mm, cm, in or pt"))
    }

    @Test("A number too large for arithmetic is refused")
    func overflowing() throws {
        let digits = String(repeating: "9", count: 308)
        #expect(try refusal { try Length(parsing: digits + "in") }.kind == .invalidLength)
        #expect(try refusal { try Length(parsing: digits + "99pt") }.kind == .invalidLength)
    }

    @Test(
        "Margins follow the order of CSS",
        arguments: [
            ("1pt", Margins(top: 1, right: 1, bottom: 1, left: 1)),
            ("1pt,2pt", Margins(top: 1, right: 2, bottom: 1, left: 2)),
            ("1pt,2pt,3pt,4pt", Margins(top: 1, right: 2, bottom: 3, left: 4)),
            ("1in,0,0,36pt", Margins(top: 72, right: 0, bottom: 0, left: 36)),
            ("0", Margins.zero),
        ]
    )
    func margins(text: String, expected: Margins) throws {
        #expect(try Margins(parsing: text) == expected)
    }

    @Test(
        "Margins of any other form are refused",
        arguments: ["", "1pt,2pt,3pt", "1pt,2pt,3pt,4pt,5pt", "1pt,", ",1pt", "-1pt", "1pt,-1pt", "5", "1pt, 2pt"]
    )
    func refusingMargins(text: String) throws {
        let error = try refusal { try Margins(parsing: text) }
        #expect(error.kind == .invalidMargins)
        #expect(error.message.contains("\"\(text)\""))
    }

    @Test("The printable area is the sheet without its margins")
    func printableArea() throws {
        let margins = Margins(top: 1, right: 2, bottom: 3, left: 4)
        #expect(try margins.printableArea(of: Size(width: 100, height: 200)) == Rectangle(4, 1, 98, 197))
    }

    @Test(
        "Margins that meet leave no room, rounding or not",
        arguments: ["105mm", "0,105mm", "297mm,0,0,0", "1in,9in", "0,70.1mm,0,139.9mm"]
    )
    func noRoom(text: String) throws {
        let paper = try PaperSize(parsing: "A4")
        let margins = try Margins(parsing: text)
        #expect(try refusal { try margins.printableArea(of: paper.size) }.kind == .noPrintableArea)
    }
}
