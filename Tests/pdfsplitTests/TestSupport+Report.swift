import Foundation

/// What `--report` writes, read with the keys that are promised.
struct Report: Decodable {
    struct Page: Decodable {
        var page: Int
        var status: String
        var width: Int?
        var height: Int?
        var dpi: Double?
        var color: String?
        var bits: Int?
        var codec: String?
        var passedThrough: Bool?
        var bytes: Int?
        var milliseconds: Double
        var attempts: Int
        var warnings: [String]
        var error: String?
    }

    struct Summary: Decodable {
        var input: String
        var output: String
        var outputWritten: Bool
        var box: String
        var dpi: Double?
        var pages: Int
        var ok: Int
        var warned: Int
        var failed: Int
        var inputBytes: Int
        var outputBytes: Int
        var seconds: Double
        var warnings: [String]
        var versions: [String]
        var workerPeakMemory: Int
    }

    var pages: [Page]
    var summary: Summary

    init(_ data: Data) throws {
        self = try JSONDecoder().decode(Report.self, from: data)
    }
}

/// A line of `--progress json`.
struct ProgressLine: Decodable {
    var event: String
    var total: Int?
    var done: Int?
    var page: Int?
    var status: String?
    var error: String?
    var summary: Report.Summary?

    /// Reads lines that are complete.
    static func all(in data: Data) throws -> [ProgressLine] {
        try data.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(ProgressLine.self, from: $0) }
    }
}

extension RunningProcess {
    /// The pages done so far, if it was started with `--progress json`.
    var pagesDone: Int {
        errors.split(separator: UInt8(ascii: "\n")).count { $0.starts(with: Array("{\"done\"".utf8)) }
    }
}
