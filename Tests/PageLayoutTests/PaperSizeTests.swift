import PageLayout
import Testing

@Suite("Paper sizes")
struct PaperSizeTests {
    /// The tables of ISO 216 (A, B), ISO 269 (C) and JIS P 0138 in millimetres, sizes 0 to 10.
    static let seriesTables: [(prefix: String, sizes: [(Double, Double)])] = [
        (
            "A",
            [
                (841, 1189), (594, 841), (420, 594), (297, 420), (210, 297), (148, 210), (105, 148), (74, 105),
                (52, 74),
                (37, 52), (26, 37),
            ]
        ),
        (
            "B",
            [
                (1000, 1414), (707, 1000), (500, 707), (353, 500), (250, 353), (176, 250), (125, 176), (88, 125),
                (62, 88), (44, 62), (31, 44),
            ]
        ),
        (
            "C",
            [
                (917, 1297), (648, 917), (458, 648), (324, 458), (229, 324), (162, 229), (114, 162), (81, 114),
                (57, 81),
                (40, 57), (28, 40),
            ]
        ),
        (
            "JIS-B",
            [
                (1030, 1456), (728, 1030), (515, 728), (364, 515), (257, 364), (182, 257), (128, 182), (91, 128),
                (64, 91), (45, 64), (32, 45),
            ]
        ),
    ]

    static let millimetres: [(String, Double, Double)] = seriesTables.flatMap { table in
        table.sizes.enumerated().map { ("\(table.prefix)\($0.offset)", $0.element.0, $0.element.1) }
    }

    @Test("The series agree with the tables of their standards", arguments: millimetres)
    func series(name: String, width: Double, height: Double) throws {
        let paper = try PaperSize(parsing: name)
        #expect(paper.name == name)
        #expect(near(paper.size.width / 72 * 25.4, width))
        #expect(near(paper.size.height / 72 * 25.4, height))
    }

    static let inchSizes: [(String, Double, Double)] = [
        ("Letter", 8.5, 11), ("Legal", 8.5, 14), ("Tabloid", 11, 17), ("Ledger", 17, 11), ("Executive", 7.25, 10.5),
        ("ANSI-C", 17, 22), ("ANSI-D", 22, 34), ("ANSI-E", 34, 44), ("Arch-A", 9, 12), ("Arch-B", 12, 18),
        ("Arch-C", 18, 24), ("Arch-D", 24, 36), ("Arch-E", 36, 48),
    ]

    @Test("North American sizes agree with theirs, in inches", arguments: inchSizes)
    func inches(name: String, width: Double, height: Double) throws {
        let paper = try PaperSize(parsing: name)
        #expect(paper == PaperSize(name: name, size: Size(width: width * 72, height: height * 72)))
    }

    @Test("The tests above cover the whole catalogue")
    func catalogue() {
        #expect(PaperSize.standardSizes.count == 4 * 11 + 13)
        #expect(Set(PaperSize.standardSizes.map(\.name)).count == PaperSize.standardSizes.count)
    }

    @Test(
        "Names may be in any case, and without the hyphen",
        arguments: [
            ("a4", "A4"), ("LETTER", "Letter"), ("jis-b5", "JIS-B5"), ("jisb5", "JIS-B5"), ("b5", "B5"),
            ("ansic", "ANSI-C"), ("ArchE", "Arch-E"), ("a10", "A10"),
        ]
    )
    func spelling(text: String, name: String) throws {
        #expect(try PaperSize(parsing: text).name == name)
    }

    static let customSizes: [(String, Double, Double)] = [
        ("254x127mm", 720, 360), ("25.4x12.7cm", 720, 360), ("8.5x11in", 612, 792), ("595x842pt", 595, 842),
        ("842X595PT", 842, 595), ("200x200in", 14_400, 14_400), (".5x.5pt", 0.5, 0.5),
    ]

    @Test("Custom sizes take one unit for both edges", arguments: customSizes)
    func custom(text: String, width: Double, height: Double) throws {
        let paper = try PaperSize(parsing: text)
        #expect(paper.name == text.lowercased())
        #expect(near(paper.size.width, width))
        #expect(near(paper.size.height, height))
    }

    @Test(
        "Custom sizes that are malformed, empty or too large are refused",
        arguments: [
            "210x297", "210mm", "210x297x10mm", "210mmx297mm", "x297mm", "210xmm", "0x10mm", "10x0mm", "-210x297mm",
            "210x-297mm", "210 x 297mm", "210,5x297mm", "1e2x1e2mm", "14401x100pt", "200.1x5in", "5x200.1in", "4",
        ]
    )
    func refusingCustom(text: String) throws {
        let error = try refusal { try PaperSize(parsing: text) }
        #expect(error.kind == .invalidPaper)
        #expect(error.message.contains("is not a usable paper size"))
    }

    @Test(
        "A misspelt name is refused with those near it",
        arguments: [("leter", "Letter"), ("A11", "A1"), ("Jis_b5", "JIS-B5"), ("A-4", "A4"), ("tabliod", "Tabloid")]
    )
    func closeNames(text: String, suggestion: String) throws {
        let error = try refusal { try PaperSize(parsing: text) }
        #expect(error.kind == .invalidPaper)
        #expect(error.message.contains("Did you mean"))
        #expect(error.message.contains(suggestion))
    }

    @Test("A name near nothing is refused with the families", arguments: ["", "foolscap", "quarto", " ", "infinity"])
    func families(text: String) throws {
        let error = try refusal { try PaperSize(parsing: text) }
        #expect(error.kind == .invalidPaper)
        #expect(error.message.contains("A0 to A10"))
    }
}
