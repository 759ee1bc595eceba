/// File names that have numbers in them.
///
/// They are told apart by their bytes, as a file system does: two strings that look the same may be two names.
enum NumberedName {
    /// Whether one name comes before another, runs of digits being compared as numbers: page-9 before page-10.
    static func isOrdered(_ first: String, _ second: String) -> Bool {
        isOrdered(Array(first.utf8), Array(second.utf8))
    }

    /// The same for the bytes of names.
    static func isOrdered(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        let (one, other) = (parts(first), parts(second))
        for (a, b) in zip(one, other) where !a.elementsEqual(b) {
            guard isDigit(a[a.startIndex]), isDigit(b[b.startIndex]) else { return a.lexicographicallyPrecedes(b) }
            // However many digits there are.
            let (x, y) = (a.drop { $0 == zero }, b.drop { $0 == zero })
            if x.count != y.count { return x.count < y.count }
            if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) }
        }
        return one.count == other.count ? first.lexicographicallyPrecedes(second) : one.count < other.count
    }

    /// The number that a name ends in before its extension, as in page-003.png.
    static func number(of path: String) -> Int? {
        Int(String(decoding: stem(of: path).utf8.reversed().prefix(while: isDigit).reversed(), as: UTF8.self))
    }

    /// A path's last part.
    static func file(of path: String) -> Substring {
        path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    }

    /// A path's last part without its extension.
    static func stem(of path: String) -> Substring {
        let name = file(of: path)
        return name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
    }

    private static let zero = UInt8(ascii: "0")

    private static func isDigit(_ byte: UInt8) -> Bool { zero <= byte && byte <= zero + 9 }

    /// Runs of digits and of what is none.
    private static func parts(_ name: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        for index in name.indices.dropFirst() where isDigit(name[index]) != isDigit(name[index - 1]) {
            parts.append(name[start..<index])
            start = index
        }
        return name.isEmpty ? parts : parts + [name[start...]]
    }
}
