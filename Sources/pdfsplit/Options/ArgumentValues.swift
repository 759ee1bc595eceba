public import ArgumentParser
public import PageLayout
public import RasterOutput
internal import Rasterizer

// The layout's values are parsed by their own module; here they only become options.

extension Orientation: ExpressibleByArgument {}
extension Alignment: ExpressibleByArgument {}
extension PageBox: ExpressibleByArgument {}
extension CodecChoice: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension Dither: ExpressibleByArgument {}
extension RenderingIntent: ExpressibleByArgument {}
extension RasterJob.ErrorPolicy: ExpressibleByArgument {}

extension Scaling: ExpressibleByArgument {
    /// Takes IPP's own word for `shrink` too.
    public init?(argument: String) {
        self.init(rawValue: argument == "auto-fit" ? "shrink" : argument)
    }
}

/// Parsers for options whose values are more than a word, with the reason in the error.
enum ArgumentValues {
    /// A limit in seconds, or none.
    enum TimeLimit {
        case seconds(Double)
        case none
    }

    /// A paper, or each page's own size.
    enum Paper {
        case size(PaperSize)
        case none
    }

    static func paper(_ text: String) throws -> Paper {
        text.lowercased() == "none" ? .none : .size(try PaperSize(parsing: text))
    }

    static func timeLimit(_ text: String) throws -> TimeLimit {
        if text.lowercased() == "none" { return .none }
        guard let seconds = Double(text), seconds.isFinite, seconds > 0, seconds <= 1e9 else {
            throw ValidationError("A time limit is a number of seconds above zero, or none.")
        }
        return .seconds(seconds)
    }

    /// Bytes as a number with k, M or G for powers of 1024; nil for none.
    static func byteLimit(_ text: String) throws -> Int? {
        let lower = text.lowercased()
        if lower == "none" { return nil }
        let shifts: [Character: Int] = ["k": 10, "m": 20, "g": 30]
        let shift = lower.last.flatMap { shifts[$0] }
        guard let number = Int(shift == nil ? lower : String(lower.dropLast())), number > 0,
            number <= Int.max >> (shift ?? 0)
        else {
            throw ValidationError("A size is a whole number above zero with k, M or G behind it, or none.")
        }
        return number << (shift ?? 0)
    }
}
