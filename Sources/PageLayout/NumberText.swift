extension Double {
    /// The number for a message: at most so many decimal places, no trailing zeros, the same in every locale.
    func text(places: Int = 2) -> String {
        // Doubles from 2^53 on have no fraction left to round.
        guard isFinite, magnitude < 9_007_199_254_740_992 else { return description }
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        let rounded = (self * factor).rounded() / factor
        guard rounded == rounded.rounded() else { return rounded.description }
        return Int(rounded).description
    }
}

extension StringProtocol {
    /// The value of plain decimal digits with at most one point, or nil.
    ///
    /// Double's own parser also takes "inf", "nan", "0x1p3" and "1e3", none of which anybody means by a length.
    func plainDecimal() -> Double? {
        let parts = split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0.utf8.allSatisfy(isASCIIDigit) }), let last = parts.last, !last.isEmpty else {
            return nil
        }
        let value = Double(String(self))
        return value?.isFinite == true ? value : nil
    }
}

func isASCIIDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
