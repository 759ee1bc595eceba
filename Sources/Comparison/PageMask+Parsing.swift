public import PageLayout

extension PageMask {
    /// Reads a mask: the distances of its upper left corner from the page's left and upper edges, as a reader sees the
    /// page, and its width and height.
    ///
    /// - Parameters:
    ///   - text: `[PAGES@]X,Y,WIDTHxHEIGHT` with lengths such as 10mm, 1cm, 36pt, 0.5in, 100px or 50%, such as
    ///     `2-z@0,0,100%x1in`.
    ///   - kind: What the mask does.
    /// - Throws: `LayoutError` of kind `invalidMask`, or `invalidSelection` for its pages.
    public init(parsing text: String, kind: Kind) throws(LayoutError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let place = parts.last else {
            throw PageMask.refusal(text, "it has more than one @")
        }
        let lengths = place.split(separator: ",", omittingEmptySubsequences: false)
        guard lengths.count == 3 else {
            throw PageMask.refusal(text, "it has not the three parts X, Y and WIDTHxHEIGHT between commas")
        }
        guard let (width, height) = PageMask.sides(lengths[2]) else {
            throw PageMask.refusal(text, "\"\(lengths[2])\" is not a width and a height with an x between them")
        }
        self.init(
            kind: kind, text: text,
            pages: parts.count == 2 ? try PageSelection(parsing: String(parts[0])) : nil,
            x: try PageMask.extent(lengths[0], in: text), y: try PageMask.extent(lengths[1], in: text),
            width: try PageMask.extent(width, in: text), height: try PageMask.extent(height, in: text))
        for (side, name) in [(self.width, "wide"), (self.height, "high")] where side.pixels(of: 1, dpi: 72) == 0 {
            throw PageMask.refusal(text, "it is 0 \(name) and covers nothing")
        }
    }

    /// Splits at the first x that is not the end of px.
    private static func sides(_ text: Substring) -> (width: Substring, height: Substring)? {
        var isAfterP = false
        for index in text.indices {
            if "xX".contains(text[index]) && !isAfterP {
                return (text[..<index], text[text.index(after: index)...])
            }
            isAfterP = "pP".contains(text[index])
        }
        return nil
    }

    private static func extent(_ text: Substring, in mask: String) throws(LayoutError) -> Extent {
        do {
            if let number = text.number(before: "%") { return .part(try PageMask.value(number) / 100) }
            if let number = text.number(before: "px") { return .pixels(try PageMask.value(number)) }
            return .points(try Length(parsing: String(text)).points)
        } catch {
            throw refusal(mask, "\"\(text)\" is not a usable length")
        }
    }

    /// A length's number follows the rules that these numbers shall follow.
    private static func value(_ number: Substring) throws(LayoutError) -> Double {
        try Length(parsing: number + "pt").points
    }

    private static func refusal(_ text: String, _ reason: String) -> LayoutError {
        LayoutError(
            kind: .invalidMask,
            message: "The mask \"\(text)\" cannot be read: \(reason). "
                + "Write X,Y,WIDTHxHEIGHT with lengths in mm, cm, in, pt, px or %, such as 10mm,20mm,50mmx1in, "
                + "with pages before it if wanted, such as 2-3@0,0,100%x1in."
        )
    }
}

extension PageMask: Codable {
    private enum CodingKeys: CodingKey {
        case kind, text
    }

    /// Reads the mask from its text, with the same checks as a user's.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            parsing: container.decode(String.self, forKey: .text), kind: container.decode(Kind.self, forKey: .kind))
    }

    /// Writes the mask as its text and what it does.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(text, forKey: .text)
    }
}

extension Substring {
    /// What precedes a unit at the end, or nil if it does not end in it.
    fileprivate func number(before unit: String) -> Substring? {
        lowercased().hasSuffix(unit) ? dropLast(unit.count) : nil
    }
}
