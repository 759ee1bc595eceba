/// File names that have numbers in them.
enum NumberedName {
    /// Whether one name comes before another, runs of digits being compared as numbers: page-9 before page-10.
    static func isOrdered(_ first: String, _ second: String) -> Bool {
        let (one, other) = (parts(first), parts(second))
        for (a, b) in zip(one, other) where a != b {
            switch (Int(a), Int(b)) {
            case (let x?, let y?) where x != y: return x < y
            default: return a < b
            }
        }
        return one.count == other.count ? first < second : one.count < other.count
    }

    /// The number that a name ends in before its extension, as in page-003.png.
    static func number(of path: String) -> Int? {
        let digits = stem(of: path).reversed().prefix(while: isDigit)
        return Int(String(digits.reversed()))
    }

    /// A path's last part without its extension.
    static func stem(of path: String) -> Substring {
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        return name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// Runs of digits and of what is none.
    private static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        for character in name {
            if let last = parts.last?.last, isDigit(last) == isDigit(character) {
                parts[parts.count - 1].append(character)
            } else {
                parts.append(String(character))
            }
        }
        return parts
    }
}
