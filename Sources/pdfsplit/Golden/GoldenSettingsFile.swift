internal import FoundationEssentials
internal import Glibc
internal import PageLayout
internal import Rasterizer
internal import TOMLKit

/// The file that says how cases are drawn and compared.
///
/// Its keys hold for all cases; those of a table under `[[case]]` for the cases whose names its `match` matches, in the
/// manner of file names in a shell. Where several say the same, the last one counts.
struct GoldenSettingsFile {
    let path: String
    private let common: TOMLTable
    private let cases: [(match: String, table: TOMLTable)]

    /// - Parameters:
    ///   - path: nil for the usual name, whose file need not exist.
    ///   - folder: Of the cases.
    init(path: String?, among folder: String) throws(JobError) {
        self.path = path ?? "\(folder)/golden.toml"
        guard path != nil || access(self.path, F_OK) == 0 else {
            (common, cases) = (TOMLTable(), [])
            return
        }
        guard access(self.path, R_OK) == 0 else {
            throw JobError(.usage, "\(self.path) cannot be read: \(String(cString: strerror(errno))).")
        }
        do {
            common = try TOMLTable(string: String(decoding: Data(contentsOf: URL(filePath: self.path)), as: UTF8.self))
            cases = try Self.takeCases(of: common)
        } catch {
            throw Self.failure(self.path, error)
        }
    }

    /// Checks that every table is for some case: one that is for none has a mistake in its `match`.
    func check(among names: [String]) throws(JobError) {
        for own in cases where !names.contains(where: { fnmatch(own.match, $0, 0) == 0 }) {
            throw Self.failure(path, GoldenSettingsError("no case matches match = \"\(own.match)\""))
        }
    }

    /// What holds for a case.
    func settings(for name: String) throws(JobError) -> GoldenSettings {
        var settings = GoldenSettings()
        do {
            try settings.take(common, but: "case")
            for own in cases where fnmatch(own.match, name, 0) == 0 { try settings.take(own.table, but: "match") }
            // What cannot be meant is said of the file, before anything is drawn.
            _ = try settings.apply(to: name, in: GoldenFolder(cases: "."))
        } catch {
            throw Self.failure(path, error)
        }
        return settings
    }

    private static func takeCases(of table: TOMLTable) throws -> [(match: String, table: TOMLTable)] {
        guard let value = table["case"] else { return [] }
        guard let list = value.array else { throw GoldenSettingsError("case is a list of tables: write [[case]]") }
        return try list.map { element in
            guard let table = element.table, let match = table["match"]?.string else {
                throw GoldenSettingsError("a [[case]] has no match = \"name.pdf\"")
            }
            return (match, table)
        }
    }

    private static func failure(_ path: String, _ error: any Error) -> JobError {
        let reason =
            switch error {
            case let error as GoldenSettingsError: error.message
            case let error as LayoutError: error.message
            case let error as TOMLParseError: "line \(error.source.begin.line): \(error.description)"
            default: "\(error)"
            }
        return JobError(.usage, "\(path): \(reason)\(reason.hasSuffix(".") ? "" : ".")")
    }
}

extension GoldenSettings {
    /// Takes over what a table says.
    ///
    /// - Parameter key: What belongs to the file and is no setting.
    fileprivate mutating func take(_ table: TOMLTable, but structure: String) throws(GoldenSettingsError) {
        for (key, value) in table where key != structure {
            switch key {
            case "dpi": dpi = try Self.text(value, key)
            case "width": width = try Self.integer(value, key)
            case "height": height = try Self.integer(value, key)
            case "fit-within": fitWithin = try Self.string(value, key)
            case "box": box = try Self.string(value, key)
            case "pages": pages = try Self.text(value, key)
            case "threshold": threshold = try Self.double(value, key)
            case "metric": metric = try Self.string(value, key)
            case "count-antialiasing": countAntialiasing = try Self.bool(value, key)
            case "exact": exact = try Self.bool(value, key)
            case "max-different": maxDifferent = try Self.text(value, key)
            case "window": window = try Self.integer(value, key)
            case "max-density": maxDensity = try Self.text(value, key)
            case "ignore": ignore.append(contentsOf: try Self.strings(value, key))
            case "only": only.append(contentsOf: try Self.strings(value, key))
            case "store": store = try Self.string(value, key)
            case "password": password = try Self.string(value, key)
            default: throw GoldenSettingsError("there is no setting \(key)")
            }
        }
    }

    /// A text, or a number as a text.
    private static func text(_ value: any TOMLValueConvertible, _ key: String) throws(GoldenSettingsError) -> String {
        if let number = value.int { return "\(number)" }
        if let number = value.double { return "\(number)" }
        return try string(value, key)
    }

    private static func string(_ value: any TOMLValueConvertible, _ key: String) throws(GoldenSettingsError) -> String {
        try found(value.string, key, "a text in quotation marks")
    }

    private static func integer(_ value: any TOMLValueConvertible, _ key: String) throws(GoldenSettingsError) -> Int {
        try found(value.int, key, "a whole number")
    }

    private static func double(_ value: any TOMLValueConvertible, _ key: String) throws(GoldenSettingsError) -> Double {
        try found(value.double ?? value.int.map(Double.init), key, "a number")
    }

    private static func bool(_ value: any TOMLValueConvertible, _ key: String) throws(GoldenSettingsError) -> Bool {
        try found(value.bool, key, "true or false")
    }

    private static func strings(_ value: any TOMLValueConvertible, _ key: String) throws(GoldenSettingsError)
        -> [String]
    {
        guard let array = value.array else { throw GoldenSettingsError("\(key) is a list of texts") }
        var texts: [String] = []
        for element in array { texts.append(try found(element.string, key, "a list of texts")) }
        return texts
    }

    private static func found<Value>(
        _ value: Value?, _ key: String, _ kind: String
    ) throws(GoldenSettingsError) -> Value {
        guard let value else { throw GoldenSettingsError("\(key) is \(kind)") }
        return value
    }
}
