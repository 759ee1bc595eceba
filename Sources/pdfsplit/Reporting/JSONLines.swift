internal import FoundationEssentials
internal import Rasterizer

/// One line of `--progress json`.
struct ProgressRecord: Encodable {
    var event: String
    /// Where there are several.
    var input: String?
    var total: Int
    var done: Int?
    var page: Int?
    /// A word of the report's.
    var status: String?
    var error: String?

    init(event: String, input: String?, total: Int) {
        (self.event, self.input, self.total) = (event, input, total)
    }

    init(_ result: PageResult, of input: String?, done: Int, total: Int) {
        self.init(event: "page", input: input, total: total)
        self.done = done
        page = result.page + 1
        switch result.result {
        case .rendered(let rendered):
            status = (rendered.warnings.isEmpty ? JobReport.Status.ok : .warned).rawValue
        case .failed(let failure): (status, error) = (JobReport.Status.failed.rawValue, failure.reason)
        }
    }
}

extension ProgressRecord {
    init(_ compared: ComparedPage, done: Int, total: Int) {
        self.init(event: "page", input: nil, total: total)
        self.done = done
        page = compared.right ?? compared.left
        (status, error) = (compared.status.rawValue, compared.error)
    }
}

/// The last line of `--progress json`.
struct FinishedRecord: Encodable {
    var event = "finished"
    var summary: JobReport.Summary
}

/// What `--progress json` ends with when the run could not be done.
struct ErrorRecord: Encodable {
    var event = "error"
    var message: String
}

/// JSON in the form that every report and event has: keys sorted, slashes as they are.
enum JSONLines {
    static func encode(_ value: some Encodable, pretty: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }

    static func write(_ value: some Encodable) {
        guard let bytes = try? encode(value) else { return }
        Console.write(String(decoding: bytes, as: UTF8.self))
    }
}
