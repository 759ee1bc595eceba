/// The pieces of PDF that a writer puts together (PDF 32000-1, 7.3).
enum PDFSyntax {
    /// A number with at most four decimals, a hundredth of what the finest printer resolves in points.
    static func number(_ value: Double) -> String {
        let scaled = Int((value.magnitude * 10_000).rounded())
        let whole = (value < 0 && scaled != 0 ? "-" : "") + String(scaled / 10_000)
        var decimals = scaled % 10_000
        guard decimals > 0 else { return whole }
        let zeros = decimals < 10 ? "000" : decimals < 100 ? "00" : decimals < 1000 ? "0" : ""
        while decimals % 10 == 0 { decimals /= 10 }
        return "\(whole).\(zeros)\(decimals)"
    }

    /// A literal string.
    ///
    /// What is not ASCII becomes a question mark, because the fonts used here have no more.
    static func string(_ text: String) -> String {
        var result = "("
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(", ")", "\\": result += "\\" + String(scalar)
            case " "..."~": result.unicodeScalars.append(scalar)
            default: result += "?"
            }
        }
        return result + ")"
    }

    /// Bytes as the digits of a hexadecimal string.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Sixteen bytes in hexadecimal.
    static func hexString(_ words: (UInt64, UInt64)) -> String {
        func hex(_ word: UInt64) -> String {
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "<" + hex(words.0) + hex(words.1) + ">"
    }

    /// One entry of a cross-reference table, twenty bytes (7.5.4).
    static func crossReference(offset: UInt64) -> String {
        let digits = String(offset)
        return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
}
