internal import Rasterizer

/// What a document is made of, for people.
struct InfoText {
    let report: InfoReport

    var text: String {
        (documentLines + fontLines + pageLines).map { $0 + "\n" }.joined()
    }

    private var documentLines: [String] {
        let document = report.document
        let entries: [(String, String?)] = [
            ("title", document.title), ("author", document.author), ("subject", document.subject),
            ("keywords", document.keywords), ("creator", document.creator), ("producer", document.producer),
            ("created", document.created), ("modified", document.modified),
            ("encryption", document.encryption.map(Self.describe)),
        ]
        return [
            "\(report.input): PDF \(document.version), \(Units.pages(document.pages)), \(Units.bytes(report.bytes))"
        ]
            + entries.compactMap { name, value in value.map { "\(name): \(Self.oneLine($0))" } }
            + document.warnings.map { "warning: \($0)" }
    }

    private static func describe(_ encryption: DocumentInfo.Encryption) -> String {
        let acts = encryption.forbids.map { act in
            switch act {
            case .print: "printing"
            case .printHighQuality: "printing in high quality"
            case .modify: "changing it"
            case .copy: "copying"
            case .annotate: "annotating"
            case .fillForms: "filling in forms"
            case .accessibility: "reading aloud"
            case .assemble: "assembling"
            }
        }
        let forbidden = acts.isEmpty ? "nothing" : acts.joined(separator: ", ")
        return "\(encryption.method), \(encryption.bits) bits; forbids \(forbidden)"
    }

    private var fontLines: [String] {
        let lines = report.fonts.map { font in
            let name = font.name.isEmpty ? "a font without a name" : Self.oneLine(font.name)
            return "    \(name), \(font.type), \(font.embedded ? "embedded" : "not embedded")"
                + (font.subset ? " as a subset" : "")
        }
        return lines.isEmpty ? [] : ["fonts:"] + lines
    }

    /// A line for each run of pages that are alike, with a line for each of their images below.
    private var pageLines: [String] {
        var runs: [(first: Int, last: Int, text: [String])] = []
        for page in report.pages {
            let text = Self.describe(page)
            if let run = runs.last, run.text == text, run.last + 1 == page.page {
                runs[runs.count - 1].last = page.page
            } else {
                runs.append((page.page, page.page, text))
            }
        }
        return runs.flatMap { run in
            let pages = run.first == run.last ? "page \(run.first)" : "pages \(run.first)-\(run.last)"
            return ["\(pages): \(run.text[0])"] + run.text.dropFirst().map { "    " + $0 }
        }
    }

    private static func describe(_ page: InfoReport.Page) -> [String] {
        guard let info = page.info else { return ["failed: \(page.error ?? "")"] }
        var parts = ["\(number(info.width)) x \(number(info.height)) pt"]
        if info.rotation != 0 { parts.append("rotated by \(info.rotation) degrees") }
        if info.userUnit != 1 { parts.append("\(number(info.userUnit)) pt to the unit") }
        parts.append(
            info.colors == .none
                ? "blank"
                : "\(info.colors.rawValue) (\(info.colorSpaces.map(oneLine).joined(separator: "; ")))")
        if info.passthrough { parts.append("one image") }
        return [parts.joined(separator: ", ")] + info.images.map(describe)
            + info.warnings.map { "warning: \(oneLine($0))" }
    }

    private static func describe(_ image: PageInfo.Image) -> String {
        let (x, y) = (number(image.xResolution, places: 1), number(image.yResolution, places: 1))
        var parts = ["image of \(image.width) x \(image.height) pixels"]
        parts.append(
            image.colorSpace.map { "\(oneLine($0)) of \(image.bits) bit\(image.bits == 1 ? "" : "s")" } ?? "stencil")
        parts += image.filters.map(oneLine)
        parts.append(x == y ? "\(x) ppi" : "\(x) x \(y) ppi")
        if image.masked { parts.append("masked") }
        if image.uses > 1 { parts.append("painted \(image.uses) times") }
        return parts.joined(separator: ", ")
    }

    /// A figure with so many decimals at most.
    private static func number(_ value: Double, places: Int = 2) -> String {
        let factor = places == 1 ? 10.0 : 100.0
        guard value.magnitude < 1e12 else { return "\(value)" }
        let rounded = (value * factor).rounded() / factor
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    /// Text from the file as it can be shown: control characters could do things to a terminal.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
