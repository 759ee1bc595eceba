/// A piece of HTML or XML, in which everything that is put in by interpolation is text.
///
/// Only literals and other markup come through as they are, so that what a file is called or says cannot become markup,
/// neither between tags nor in a quoted attribute.
struct Markup: ExpressibleByStringInterpolation, Equatable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    struct Interpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ value: String) { text += Markup.escaped(value) }
        mutating func appendInterpolation(_ value: Int) { text += String(value) }
        mutating func appendInterpolation(_ value: Markup) { text += value.text }
        mutating func appendInterpolation(_ values: [Markup]) { text += Markup.joined(values).text }
    }

    static func + (left: Markup, right: Markup) -> Markup { joined([left, right]) }

    static func joined(_ pieces: [Markup]) -> Markup {
        Markup(stringLiteral: pieces.map(\.text).joined())
    }

    /// The text as it stands between tags or in an attribute, in HTML as in XML 1.0.
    ///
    /// White space becomes references, since attributes would lose it. Characters that XML cannot hold in any way, and
    /// the other control characters, become U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // HTML has its name only since version 5.
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result += "&#\(scalar.value);"
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
