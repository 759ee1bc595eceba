import PageLayout
import Testing

/// The expected lists without exclusions are what qpdf 11.3 selects of a document of 12 pages.
@Suite("Page selections")
struct PageSelectionTests {
    @Test(
        "Terms select pages in the order and as often as written",
        arguments: [
            ("8", [8]), ("01", [1]), ("z", [12]), ("r1", [12]), ("r3", [10]), ("3-3", [3]), ("2-5", [2, 3, 4, 5]),
            ("5-1", [5, 4, 3, 2, 1]), ("z-10", [12, 11, 10]), ("r2-z", [11, 12]), ("r2-r1", [11, 12]),
            ("r10-2", [3, 2]), ("1-3,2,2", [1, 2, 3, 2, 2]), ("1-5,8,z,r2-r1", [1, 2, 3, 4, 5, 8, 12, 11, 12]),
        ]
    )
    func terms(text: String, pages: [Int]) throws {
        #expect(try PageSelection(parsing: text).pages(of: 12).map { $0 + 1 } == pages)
    }

    @Test(
        "The suffix goes by position in the result, not by page number",
        arguments: [
            ("1-5:odd", [1, 3, 5]), ("1-5:even", [2, 4]), ("5-1:even", [4, 2]), ("2-12:even", [3, 5, 7, 9, 11]),
            ("2-5:odd", [2, 4]), ("1,3,5:even", [3]), ("1-2,7-8:odd", [1, 7]), ("4:odd", [4]),
        ]
    )
    func parity(text: String, pages: [Int]) throws {
        #expect(try PageSelection(parsing: text).pages(of: 12).map { $0 + 1 } == pages)
    }

    @Test(
        "An exclusion takes pages from the latest term that is none",
        arguments: [
            ("1-6,x3-4", [1, 2, 5, 6]), ("1-6,x4-3", [1, 2, 5, 6]), ("6-1,x2", [6, 5, 4, 3, 1]),
            ("1-4,2-5,x3", [1, 2, 3, 4, 2, 4, 5]), ("1-6,x2,x5-z", [1, 3, 4]), ("1-4,x9", [1, 2, 3, 4]),
            ("9-z,xr1", [9, 10, 11]), ("1-6,x3,9", [1, 2, 4, 5, 6, 9]), ("1-6,x1:odd", [2, 4, 6]), ("3,x3,5", [5]),
        ]
    )
    func exclusions(text: String, pages: [Int]) throws {
        #expect(try PageSelection(parsing: text).pages(of: 12).map { $0 + 1 } == pages)
    }

    @Test("All is every page once", arguments: [1, 2, 7])
    func all(count: Int) throws {
        #expect(try PageSelection.all.pages(of: count) == Array(0..<count))
        #expect(try PageSelection(parsing: PageSelection.all.text) == .all)
    }

    @Test(
        "What qpdf cannot read is refused before any document is known",
        arguments: [
            "1,,2", ",1", "1,", "1-", "-3", "1-2-3", " 1", "1, 3", "1:odd,2", ":even", ":odd", "z1", "Z", "1:Even",
            "1:",
            "r", "rz", "zr1", "1--2", "1;2", "+1", "1:odd:even", ".", "R1", "x", "1,x", "1,xx2", "1,x2-", "1.5", "٣",
        ]
    )
    func malformed(text: String) throws {
        let error = try refusal { try PageSelection(parsing: text) }
        #expect(error.kind == .invalidSelection)
        #expect(error.message.contains("\"\(text)\""))
    }

    @Test(
        "Nothing, page 0, numbers too large and an exclusion at the start are refused",
        arguments: ["", "0", "r0", "0-3", "3-0", "1,x0", "x1", "x1,2", "99999999999999999999"]
    )
    func refused(text: String) throws {
        #expect(try refusal { try PageSelection(parsing: text) }.kind == .invalidSelection)
    }

    @Test(
        "Pages that the document does not have are refused by term and page count",
        arguments: [
            ("13", "\"13\""), ("r13", "\"r13\""), ("1-13", "\"1-13\""), ("2,14-3,99", "\"14-3\""),
            ("1-5,x13", "\"x13\""), ("1-9000000000000000000", "\"1-9000000000000000000\""),
        ]
    )
    func outOfRange(text: String, term: String) throws {
        let selection = try PageSelection(parsing: text)
        let error = try refusal { try selection.pages(of: 12) }
        #expect(error.kind == .pageOutOfRange)
        #expect(error.message.contains(term))
        #expect(error.message.contains("12 pages"))
    }

    @Test("A document without pages has none to select", arguments: [0, -1])
    func noPages(count: Int) throws {
        #expect(try refusal { try PageSelection.all.pages(of: count) }.kind == .pageOutOfRange)
    }

    @Test("A selection of nothing is refused", arguments: ["1:even", "1-3,x1-3", "2,x2:odd"])
    func empty(text: String) throws {
        let selection = try PageSelection(parsing: text)
        #expect(try refusal { try selection.pages(of: 12) }.kind == .emptySelection)
    }
}
