public import PageLayout

extension ComparisonRule {
    /// Checks that all is within its range.
    public func validate() throws(LayoutError) {
        guard (0...1).contains(threshold) else {
            throw Self.refusal("The threshold \(threshold) is out of range. Choose a distance from 0 to 1.")
        }
        switch budget {
        case .pixels(let count) where count < 0:
            throw Self.refusal("\(count) pixels cannot differ. Allow 0 or more.")
        case .ratio(let ratio) where !(0...1).contains(ratio):
            throw Self.refusal("The part \(ratio) of the pixels is out of range. Allow 0 to 100 %.")
        default: break
        }
        guard (1...1024).contains(window) else {
            throw Self.refusal("The window of \(window) pixels is out of range. Choose a side from 1 to 1024.")
        }
        if let densityLimit, !(0...1).contains(densityLimit) {
            throw Self.refusal("The density \(densityLimit) is out of range. Choose a part from 0 to 100 %.")
        }
    }

    /// Reads a part of something: 5%, or 0.05.
    public static func ratio(parsing text: String) throws(LayoutError) -> Double {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text), number.isFinite, number >= 0 else {
            throw refusal("\"\(text)\" is no part of anything. Write a number such as 5% or 0.05.")
        }
        return isPercent ? number / 100 : number
    }

    private static func refusal(_ message: String) -> LayoutError {
        LayoutError(kind: .invalidComparison, message: message)
    }
}

extension ComparisonRule.Budget {
    /// Reads a number of pixels, or with a percent sign a part of those that are compared.
    public init(parsing text: String) throws(LayoutError) {
        if text.hasSuffix("%") {
            self = .ratio(try ComparisonRule.ratio(parsing: text))
        } else if let count = Int(text), count >= 0 {
            self = .pixels(count)
        } else {
            throw LayoutError(
                kind: .invalidComparison,
                message: "\"\(text)\" is no number of pixels. Write a whole number, or a part such as 0.01%.")
        }
    }
}
