internal import Comparison
internal import PageLayout
internal import Rasterizer

/// How a case is drawn and compared, as a settings file says it; what it does not say is as usual.
struct GoldenSettings {
    var dpi: String?
    var width, height: Int?
    var fitWithin: String?
    var box: String?
    var pages: String?
    var threshold: Double?
    var metric: String?
    var countAntialiasing: Bool?
    var exact: Bool?
    var maxDifferent: String?
    var window: Int?
    var maxDensity: String?
    var ignore: [String] = []
    var only: [String] = []
    var store: String?
    var password: String?

    /// The case of a PDF.
    ///
    /// - Throws: A `LayoutError`, or a ``GoldenSettingsError``, that says what is wrong with a value.
    func apply(to name: String, in folder: GoldenFolder) throws -> GoldenCase {
        var own = GoldenCase(name: name, path: "\(folder.cases)/\(name)", directory: folder.directory(of: name))
        if let pages { own.pages = try PageSelection(parsing: pages) }
        own.password = password
        if let store { own.storage = try Self.word(store, "store") }
        if let resolution = try resolution { own.settings.layout.resolution = resolution }
        if let box { own.settings.layout.box = try Self.word(box, "box") }
        own.settings.rule = try rule
        own.settings.masks =
            try ignore.map { try PageMask(parsing: $0, kind: .exclude) }
            + only.map { try PageMask(parsing: $0, kind: .include) }
        try own.settings.layout.validate()
        try own.settings.rule.validate()
        return own
    }

    private var resolution: Resolution? {
        get throws {
            let sides = width != nil || height != nil
            guard [sides, dpi != nil, fitWithin != nil].count(where: \.self) <= 1 else {
                throw GoldenSettingsError("dpi, fit-within and width or height exclude each other")
            }
            if let dpi { return try Resolution(parsing: dpi) }
            if let fitWithin { return try Resolution(fittingWithin: fitWithin) }
            switch (width, height) {
            case (let width?, let height?): return .exactly(width: width, height: height)
            case (let width?, nil): return .width(width)
            case (nil, let height?): return .height(height)
            case (nil, nil): return nil
            }
        }
    }

    private var rule: ComparisonRule {
        get throws {
            let isExact = exact == true
            guard !isExact || (threshold == nil && metric == nil && countAntialiasing == nil) else {
                throw GoldenSettingsError("exact leaves no room for threshold, metric and count-antialiasing")
            }
            var rule = isExact ? ComparisonRule.exact : ComparisonRule()
            if let threshold { rule.threshold = threshold }
            if let metric { rule.metric = try Self.word(metric, "metric") }
            if countAntialiasing == true { rule.ignoresAntialiasing = false }
            if let maxDifferent { rule.budget = try ComparisonRule.Budget(parsing: maxDifferent) }
            if let window { rule.window = window }
            if let maxDensity { rule.densityLimit = try ComparisonRule.ratio(parsing: maxDensity) }
            return rule
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ key: String
    ) throws(GoldenSettingsError) -> Word {
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw GoldenSettingsError("\(key) = \"\(text)\" is none of \(words)")
        }
        return word
    }
}

/// What is wrong with a settings file; a phrase.
struct GoldenSettingsError: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}
