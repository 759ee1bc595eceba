/// Figures as people read them, the same in every locale.
enum Figures {
    /// "1,204".
    static func grouped(_ value: Int) -> String {
        var digits = Array(String(value.magnitude))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return (value < 0 ? "-" : "") + String(digits)
    }

    /// So many decimals, no more and no less.
    static func decimal(_ value: Double, places: Int) -> String {
        let factor = (0..<places).reduce(1.0) { power, _ in power * 10 }
        guard value.isFinite, value.magnitude * factor < 1e15 else { return "\(value)" }
        let scaled = Int((value.magnitude * factor).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + grouped(scaled) }
        let fraction = String(scaled % Int(factor))
        return sign + grouped(scaled / Int(factor)) + "." + String(repeating: "0", count: places - fraction.count)
            + fraction
    }

    /// At most so many decimals: no zeros at the end.
    static func number(_ value: Double, places: Int = 4) -> String {
        var text = decimal(value, places: places)
        guard text.contains("."), !text.contains("e") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// Two significant digits: "0.055", "0.83", "4.1"; from 10 on whole numbers.
    static func twoDigits(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return number(value) }
        var (places, limit) = (0, 9.95)
        while value < limit, places < 7 { (places, limit) = (places + 1, limit / 10) }
        return number(value, places: places)
    }

    /// A part as "41 %", which is "0 %" for none alone and "100 %" for all alone.
    static func percent(_ ratio: Double) -> String {
        if ratio > 0, ratio < 0.000_001 { return "< 0.0001 %" }
        // Rounded down from here on, so that what is not quite everything does not look like it.
        if ratio >= 0.99, ratio < 1 { return "99 %" }
        return "\(twoDigits(ratio * 100)) %"
    }

    static func percent(_ part: Int, of whole: Int) -> String {
        percent(whole > 0 ? Double(part) / Double(whole) : 0)
    }

    /// "1 page", "2 pages".
    static func count(_ value: Int, _ noun: String) -> String {
        "\(grouped(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// A length of so many pixels.
    static func millimetres(_ pixels: Int, dpi: Double) -> String {
        decimal(Double(pixels) * 25.4 / dpi, places: 1)
    }

    /// A place or an extent in millimetres, or in pixels where the resolution is not known.
    ///
    /// - Parameter sign: What stands between the two.
    static func pair(_ x: Int, _ y: Int, dpi: Double?, sign: String) -> String {
        guard let dpi, dpi > 0 else { return "\(grouped(x))\(sign)\(grouped(y)) px" }
        return "\(millimetres(x, dpi: dpi))\(sign)\(millimetres(y, dpi: dpi)) mm"
    }

    /// A place as masks are written, "55.5mm,36.4mm", or in pixels where the resolution is not known.
    ///
    /// Rounded down, so that a mask that begins there holds what is there.
    static func place(_ x: Int, _ y: Int, dpi: Double?) -> String {
        guard let dpi, dpi > 0 else { return "\(x)px,\(y)px" }
        return [x, y].map {
            decimal((Double($0) * 254 / dpi).rounded(.down) / 10, places: 1).filter { $0 != "," } + "mm"
        }
        .joined(separator: ",")
    }

    /// Text from a file on a line of its own: control characters could do things to a terminal.
    static func oneLine(_ text: String, limit: Int = .max) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            // What turns the direction of writing could make a line say something else.
            case .format where scalar.properties.isBidiControl: "\u{FFFD}"
            default: scalar
            }
        }
        let line = String(String.UnicodeScalarView(scalars))
        return line.count > limit ? line.prefix(limit - 3) + "..." : line
    }
}
