import Foundation
import Testing

/// What `compare --json` prints, read with the keys that are promised.
struct ComparisonReport: Decodable {
    struct Page: Decodable {
        var left, right: Int?
        var leftName, rightName: String?
        var status: String
        var proof: String?
        var difference: Difference?
        var words: [Word]
        var error: String?
        var accepted: Bool?
    }

    struct Difference: Decodable {
        struct Window: Decodable {
            var x, y, width, height, differing: Int
        }

        struct Region: Decodable {
            var x0, y0, x1, y1, differing: Int
        }

        var compared, differing, tolerated, antialiased, masked: Int
        var largestDistance: Double
        var worstWindow: Window?
        var regions: [Region]
    }

    struct Word: Decodable {
        var kind, text: String
    }

    var pages: [Page]

    /// The pages that do not pass, as left-right numbers with their status: "2-2 different", "-3 inserted".
    var failures: [String] {
        pages.filter { !["same", "tolerated"].contains($0.status) }.map { page in
            "\(page.left.map(String.init) ?? "")-\(page.right.map(String.init) ?? "") \(page.status)"
        }
    }
}

extension Scratch {
    /// Compares two files, and checks that the exit code says what the report does.
    func compare(_ arguments: String...) throws -> ComparisonReport {
        let result = try start(["compare", "--json"] + arguments).wait()
        try #require(result.code == 0 || result.code == 1, "\(result.message)")
        let report = try JSONDecoder().decode(ComparisonReport.self, from: Data(result.text.utf8))
        try #require((result.code == 0) == report.failures.isEmpty, "\(result.text)")
        return report
    }
}

/// Documents whose pages hold a few lines of text.
enum LetterPDF {
    /// - Parameter pages: The lines of each page, in Helvetica of 12 points, the first one's foot 700 points above the
    ///   page's, each other 20 points below the one before.
    static func data(_ pages: [[String]], width: Int = 612) -> Data {
        var document = TinyPDF()
        let font = document.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        let kids = pages.map { lines in
            let shown = lines.map { "(\($0)) Tj T*" }.joined(separator: " ")
            let text = "BT /F 12 Tf 72 700 Td 20 TL \(shown) ET"
            let stream = document.add("<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream")
            let page = document.add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) 792] /Contents \(stream) 0 R "
                    + "/Resources << /Font << /F \(font) 0 R >> >> >>")
            return "\(page) 0 R"
        }
        return document.data(pages: "/Count \(pages.count) /Kids [\(kids.joined(separator: " "))]")
    }

    /// So many pages of three lines, no two alike.
    static func pages(_ count: Int) -> [[String]] {
        (1...count).map { page in
            let subject = String(repeating: "\(page * 7919) ", count: page % 5 + 2)
            return ["Chapter \(page)", "It is about \(subject)", "and has the number \(page * 31)."]
        }
    }
}
