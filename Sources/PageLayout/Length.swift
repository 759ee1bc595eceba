/// A unit that lengths may be given in.
public enum LengthUnit: String, CaseIterable, Codable, Sendable {
    /// A thousandth of a metre.
    case millimetre = "mm"

    /// A hundredth of a metre.
    case centimetre = "cm"

    /// 25.4 mm.
    case inch = "in"

    /// 1/72 inch.
    case point = "pt"

    /// One unit in points of 1/72 inch (PDF 32000-1, 8.3.2.3); the inch is 25.4 mm exactly.
    public var points: Double {
        switch self {
        case .millimetre: 72 / 25.4
        case .centimetre: 720 / 25.4
        case .inch: 72
        case .point: 1
        }
    }

    /// Returns a number of units in points, multiplied before it is divided so that it is rounded as late as can be.
    func points(_ value: Double) -> Double {
        switch self {
        case .millimetre: value * 72 / 25.4
        case .centimetre: value * 720 / 25.4
        case .inch: value * 72
        case .point: value
        }
    }

    /// The units as a message lists them.
    static let listText = "mm, cm, in or pt"
}

/// A length that is not negative, as a user writes it: a number and a unit.
public struct Length: Sendable, Equatable, Hashable, Codable {
    /// The length in points (1/72 inch), finite and at least 0 when it was parsed.
    public var points: Double

    /// Creates a length; any value is taken, its users check it.
    public init(points: Double) {
        self.points = points
    }

    /// Reads a length such as 10mm, 1cm, 0.5in or 36pt; zero may go without a unit.
    ///
    /// Units may be in capitals. Spaces, signs, exponents and a decimal comma are refused.
    ///
    /// - Parameter text: The length as the user wrote it.
    /// - Throws: `LayoutError` of kind `invalidLength`.
    public init(parsing text: String) throws(LayoutError) {
        if text.plainDecimal() == 0 {
            self.init(points: 0)
            return
        }
        let (number, unit) = try Length.splitUnit(of: text)
        guard let value = number.plainDecimal() else {
            throw Length.refusal(text, Length.reason(number: number))
        }
        let points = unit.points(value)
        guard points.isFinite else { throw Length.refusal(text, "the number is too large") }
        self.init(points: points)
    }
}

extension Length {
    /// Separates the unit at the end of a text from what precedes it.
    static func splitUnit(of text: String) throws(LayoutError) -> (number: Substring, unit: LengthUnit) {
        let lowercased = text.lowercased()
        guard let unit = LengthUnit.allCases.first(where: { lowercased.hasSuffix($0.rawValue) }) else {
            let bare = text.plainDecimal() != nil
            throw refusal(text, bare ? "it has no unit" : "it does not end in a unit")
        }
        return (lowercased.dropLast(unit.rawValue.count)[...], unit)
    }

    /// Says why what precedes the unit is no usable number.
    static func reason(number: Substring) -> String {
        if number.isEmpty { return "the number is missing" }
        if number.hasPrefix("-") { return "it is negative" }
        if number.contains(",") { return "a decimal point is wanted, not a comma" }
        if number.contains(where: \.isWhitespace) { return "it contains a space" }
        return "\"\(number)\" is not a plain decimal number"
    }

    private static func refusal(_ text: String, _ reason: String) -> LayoutError {
        LayoutError(
            kind: .invalidLength,
            message: "\"\(text)\" is not a usable length: \(reason). "
                + "Write a number and a unit (\(LengthUnit.listText)) without a space, such as 10mm or 0.5in."
        )
    }
}
