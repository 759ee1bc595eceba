extension PaperSize {
    /// All standard sizes, family by family, largest first.
    public static let standardSizes: [PaperSize] =
        // ISO 216 gives the A and B series, ISO 269 the C series for envelopes, JIS P 0138 the Japanese B series.
        halvingSeries("A", width: 841, height: 1189)
        + halvingSeries("B", width: 1000, height: 1414)
        + halvingSeries("C", width: 917, height: 1297)
        + halvingSeries("JIS-B", width: 1030, height: 1456)
        // Office sizes of North America (ANSI X3.151, PWG 5101.1).
        + [
            inches("Letter", 8.5, 11),
            inches("Legal", 8.5, 14),
            inches("Tabloid", 11, 17),
            inches("Ledger", 17, 11),
            inches("Executive", 7.25, 10.5),
        ]
        // Drawing sheets: ANSI/ASME Y14.1, then the architectural series in the same standard.
        + [
            inches("ANSI-C", 17, 22),
            inches("ANSI-D", 22, 34),
            inches("ANSI-E", 34, 44),
            inches("Arch-A", 9, 12),
            inches("Arch-B", 12, 18),
            inches("Arch-C", 18, 24),
            inches("Arch-D", 24, 36),
            inches("Arch-E", 36, 48),
        ]

    /// The families as a message lists them.
    static let familiesText =
        "A0 to A10, B0 to B10, C0 to C10, JIS-B0 to JIS-B10, Letter, Legal, Tabloid, Ledger, Executive, "
        + "ANSI-C to ANSI-E, Arch-A to Arch-E"

    /// The standard sizes by what a user may type: the name in small letters, with and without its hyphen.
    static let named: [String: PaperSize] = {
        var result: [String: PaperSize] = [:]
        for paper in standardSizes {
            let key = paper.name.lowercased()
            result[key] = paper
            result[key.filter { $0 != "-" }] = paper
        }
        return result
    }()

    /// Returns the names nearest to a misspelt one, nearest first, at most five.
    static func closeNames(to text: String) -> [String] {
        // Anything long is no slip of the finger, and the distance costs the product of the lengths.
        guard text.count <= 20 else { return [] }
        let wanted = Array(text.lowercased().filter { !" -_".contains($0) })
        // Two slips in a name of two letters would match nearly everything.
        let allowed = wanted.count < 4 ? 1 : 2
        var found: [(distance: Int, name: String)] = []
        for paper in standardSizes {
            let distance = editDistance(wanted, Array(paper.name.lowercased().filter { $0 != "-" }))
            if distance <= allowed { found.append((distance, paper.name)) }
        }
        // The catalogue's order settles ties, so that the message is the same every time.
        let ranked = found.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
        return ranked.prefix(5).map(\.element.name)
    }

    /// Builds the sizes 0 to 10 of a series, in millimetres.
    ///
    /// Each size is the one before cut in half across its long edge and rounded down to a whole millimetre.
    private static func halvingSeries(_ prefix: String, width: Int, height: Int) -> [PaperSize] {
        var result: [PaperSize] = []
        var (width, height) = (width, height)
        for number in 0...10 {
            let size = Size(
                width: LengthUnit.millimetre.points(Double(width)),
                height: LengthUnit.millimetre.points(Double(height))
            )
            result.append(PaperSize(name: "\(prefix)\(number)", size: size))
            (width, height) = (height / 2, width)
        }
        return result
    }

    private static func inches(_ name: String, _ width: Double, _ height: Double) -> PaperSize {
        PaperSize(name: name, size: Size(width: width * 72, height: height * 72))
    }

    /// Counts the insertions, deletions and replacements that turn one text into the other.
    private static func editDistance(_ first: [Character], _ second: [Character]) -> Int {
        var previous = Array(0...second.count)
        for (row, character) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                let replaced = previous[column] + (character == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[second.count]
    }
}
