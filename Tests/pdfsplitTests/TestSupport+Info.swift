import Foundation
import Testing

/// What `info --json` writes, read with the keys that are promised.
struct Info: Decodable {
    struct Document: Decodable {
        var version: String
        var pages: Int
        var title, author, subject, keywords, creator, producer, created, modified: String?
        var encryption: Encryption?
        var warnings: [String]
    }

    struct Encryption: Decodable {
        var method: String
        var bits: Int
        var version, revision: Int
        var forbids: [String]
    }

    struct Page: Decodable {
        struct Boxes: Decodable {
            var media, crop, bleed, trim, art: [Double]?
        }

        var page: Int
        var status: String
        var error: String?
        var width, height: Double?
        var rotation: Int?
        var userUnit: Double?
        var boxes: Boxes?
        var colors: String?
        var colorSpaces: [String]?
        var images: [Image]?
        var resolution: Double?
        var fonts: [String]?
        var passthrough: Bool?
        var warnings: [String]?
    }

    struct Image: Decodable {
        var object: Int?
        var width, height, bits: Int
        var colorSpace: String?
        var filters: [String]
        var masked: Bool
        var uses: Int
        var xResolution, yResolution: Double
    }

    struct Font: Decodable {
        var object: Int?
        var name, type: String
        var embedded, subset: Bool
    }

    var input: String
    var bytes: Int
    var document: Document
    var pages: [Page]
    var fonts: [Font]
}

extension Scratch {
    /// Asks what a document is made of.
    func info(_ arguments: String..., code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) throws -> Info
    {
        let result = try start(["info", "--json"] + arguments).wait()
        try #require(result.code == code, "\(result.message)", sourceLocation: sourceLocation)
        return try JSONDecoder().decode(Info.self, from: result.output)
    }

    /// Lines of another program's table, in fields.
    func table(_ program: String, _ arguments: String...) throws -> [[String]] {
        let result = try RunningProcess(program, arguments, directory: path).wait()
        try #require(result.code == 0, "\(result.message)")
        return result.text.split(separator: "\n").dropFirst(2).map { $0.split(separator: " ").map(String.init) }
    }
}
