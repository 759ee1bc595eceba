/// Figures as people read them.
enum Units {
    /// Bytes with a decimal unit and three digits: "86.3 MB".
    static func bytes(_ count: Int) -> String {
        var value = Double(count)
        for unit in ["bytes", "kB", "MB", "GB"] {
            if value < 999.5 || unit == "GB" {
                return unit == "bytes" ? "\(count) \(unit)" : "\(threeDigits(value)) \(unit)"
            }
            value /= 1000
        }
        return "\(count) bytes"
    }

    /// A duration: "0.42 s", "2:05 min", "1:02:05 h".
    static func seconds(_ value: Double) -> String {
        guard value >= 60 else { return "\(threeDigits(value)) s" }
        let whole = Int(value.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        if whole < 3600 { return "\(whole / 60):\(two(whole % 60)) min" }
        return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60)) h"
    }

    /// At least three significant digits, two decimals at most.
    static func threeDigits(_ value: Double) -> String {
        let decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        let factor = [1.0, 10, 100][decimals]
        let scaled = Int((value * factor).rounded())
        guard decimals > 0 else { return String(scaled) }
        let fraction = String(scaled % Int(factor))
        return "\(scaled / Int(factor))." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    static func pages(_ count: Int) -> String { count == 1 ? "1 page" : "\(count) pages" }
}
