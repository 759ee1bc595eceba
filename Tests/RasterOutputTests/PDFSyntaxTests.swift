import Testing

@testable import RasterOutput

@Suite("PDF syntax")
struct PDFSyntaxTests {
    static let numbers: [(Double, String)] = [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (10, "10"), (100, "100"), (14_400, "14400"),
        (595.276, "595.276"), (841.89, "841.89"), (-595.276, "-595.276"), (0.5, "0.5"), (0.05, "0.05"),
        (0.0001, "0.0001"), (0.00004, "0"), (-0.00004, "0"), (0.00006, "0.0001"), (-0.00006, "-0.0001"),
        (1.99996, "2"), (9.99994, "9.9999"), (99.99999, "100"), (1.0 / 3, "0.3333"), (2.0 / 3, "0.6667"),
        (1.5000, "1.5"), (1.0101, "1.0101"), (3.0010, "3.001"), (1e9, "1000000000"), (0.1 + 0.2, "0.3"),
    ]

    @Test("Numbers have four decimals at most and no trailing zero", arguments: numbers)
    func number(value: Double, text: String) {
        #expect(PDFSyntax.number(value) == text)
    }

    @Test("A number read back is within half of the last decimal", arguments: 1...40)
    func numberPrecision(step: Int) throws {
        let value = Double(step) * 17.123_456_7 - 300
        let back = try #require(Double(PDFSyntax.number(value)))
        #expect((back - value).magnitude <= 0.000_05 + 1e-12)
    }

    static let strings: [(String, String)] = [
        ("", "()"), ("plain text", "(plain text)"), ("(", "(\\()"), (")", "(\\))"), ("a(b)c", "(a\\(b\\)c)"),
        ("\\", "(\\\\)"), ("\\)", "(\\\\\\))"), ("~!\"#%/<>[]{}", "(~!\"#%/<>[]{})"), ("tab\there", "(tab?here)"),
        ("line\nbreak\r", "(line?break?)"), ("caf\u{E9}", "(caf?)"), ("\u{1F600}", "(?)"), ("\u{7F}\u{0}", "(??)"),
    ]

    @Test("Strings are escaped, and what is not ASCII is replaced", arguments: strings)
    func string(text: String, literal: String) {
        #expect(PDFSyntax.string(text) == literal)
    }

    static let words: [(UInt64, UInt64, String)] = [
        (0, 0, "<00000000000000000000000000000000>"), (1, 0xAB, "<000000000000000100000000000000ab>"),
        (.max, 0x8000_0000_0000_0000, "<ffffffffffffffff8000000000000000>"),
    ]

    @Test("Hexadecimal strings have all their digits", arguments: words)
    func hexString(first: UInt64, second: UInt64, text: String) {
        #expect(PDFSyntax.hexString((first, second)) == text)
    }

    @Test(
        "A cross-reference entry is twenty bytes long",
        arguments: [
            (0, "0000000000 00000 n \n"), (17, "0000000017 00000 n \n"), (9_999_999_999, "9999999999 00000 n \n"),
        ]
    )
    func crossReference(offset: UInt64, entry: String) {
        #expect(PDFSyntax.crossReference(offset: offset) == entry)
        #expect(entry.utf8.count == 20)
    }

    static let userUnits: [(PDFPageSize, Double)] = [
        (PDFPageSize(width: 595, height: 842), 1), (PDFPageSize(width: 14_400, height: 14_400), 1),
        (PDFPageSize(width: 14_400.5, height: 10), 2), (PDFPageSize(width: 10, height: 28_800), 2),
        (PDFPageSize(width: 30_000, height: 43_201), 4), (PDFPageSize(width: 0.1, height: 0.1), 1),
    ]

    @Test("The user unit is the least whole number that keeps both edges within 14,400", arguments: userUnits)
    func userUnit(size: PDFPageSize, unit: Double) {
        #expect(size.userUnit == unit)
    }
}

@Suite("Placeholder pages")
struct PlaceholderTests {
    static let texts: [(String, Int, [String])] = [
        ("one two three", 8, ["one two", "three"]), ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]), ("exactly8 next", 8, ["exactly8", "next"]),
        ("abcdefghijkl", 8, ["abcdefgh", "ijkl"]), ("go abcdefghijkl on", 8, ["go", "abcdefgh", "ijkl on"]),
        ("abcdefghABCDEFGHx", 8, ["abcdefgh", "ABCDEFGH", "x"]), ("abcdefghABCDEFGH", 8, ["abcdefgh", "ABCDEFGH"]),
        ("  many   blanks  ", 20, ["many blanks"]), ("", 8, [""]), ("a", 1, ["a"]), ("abc", 1, ["a", "b", "c"]),
    ]

    @Test("Lines break at blanks, and within a word only if it is too long", arguments: texts)
    func wrap(text: String, columns: Int, lines: [String]) {
        #expect(Placeholder.wrap(text, columns: columns) == lines)
    }

    @Test("No line is wider than asked for, and no letter is lost", arguments: 1...30)
    func wrapKeepsAll(columns: Int) {
        let text = "The page breaks off: unexpected-end-of-a-very-long-thing at object 17, generation 0."
        let lines = Placeholder.wrap(text, columns: columns)
        #expect(lines.allSatisfy { $0.count <= columns })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test(
        "A frame is drawn on pages of any size",
        arguments: [(595.276, 841.89), (1, 1), (14_400, 20), (20_000, 30_000), (72, 3)]
    )
    func contents(width: Double, height: Double) {
        let contents = Placeholder.contents(
            PDFPageSize(width: width, height: height), lines: ["Page 1 could not be rendered.", "(why)"])
        #expect(contents.contains(" re S "))
        #expect(contents.hasSuffix(" ET"))
        #expect(!contents.contains("nan") && !contents.contains("inf"))
    }
}
