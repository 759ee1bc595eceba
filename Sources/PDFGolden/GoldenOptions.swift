/// How a PDF is drawn and compared with its golden; what is nil is as usual.
///
/// The values are those of the options of `pdfsplit compare`, which its manual describes.
public struct GoldenOptions: Sendable, Equatable {
    /// Pixels per inch; 150 unless said.
    public var dpi: Double?
    /// The pages, in qpdf's syntax: `"1-3,z"`.
    public var pages: String?
    /// How far apart two colours may be and count as the same, from 0 to 1; 0.1 unless said.
    public var threshold: Double?
    /// Every pixel must be the same to the last bit.
    public var isExact = false
    /// How many pixels of a page may differ: `"12"`, or `"0.01%"`; none unless said.
    public var maxDifferent: String?
    /// The part of any square of 32 pixels that may differ: `"5%"`; any unless said.
    public var maxDensity: String?
    /// Areas in which differences do not count: `"2-3@10mm,20mm,50mmx10mm"`.
    public var ignoring: [String] = []
    /// Areas outside of which they do not.
    public var only: [String] = []
    /// The document's password.
    public var password: String?
    /// A directory of fonts that stand in for those that the PDF names and does not embed; nil for the built-in ones alone.
    ///
    /// TrueType, OpenType and Type 1 files, down to three directories deep; a relative path is one from the test process's
    /// working directory on. The golden knows with which fonts it was made: where pages differ and the fonts do too, the
    /// failure says so, and which files are no fonts in spite of their names. A directory that cannot be read, or has no font,
    /// fails the test.
    public var fontDirectory: String?

    public init() {}

    /// The options as a settings file says them, but for the fonts, which are not a case's own.
    var settings: String {
        var lines: [String] = []
        if let dpi { lines.append("dpi = \(dpi)") }
        if let pages { lines.append("pages = \(Self.quoted(pages))") }
        if let threshold { lines.append("threshold = \(threshold)") }
        if isExact { lines.append("exact = true") }
        if let maxDifferent { lines.append("max-different = \(Self.quoted(maxDifferent))") }
        if let maxDensity { lines.append("max-density = \(Self.quoted(maxDensity))") }
        if !ignoring.isEmpty { lines.append("ignore = [\(ignoring.map(Self.quoted).joined(separator: ", "))]") }
        if !only.isEmpty { lines.append("only = [\(only.map(Self.quoted).joined(separator: ", "))]") }
        if let password { lines.append("password = \(Self.quoted(password))") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A basic string of TOML 1.0.
    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
