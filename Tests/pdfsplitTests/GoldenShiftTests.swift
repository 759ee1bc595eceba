import Foundation
import Testing

@Suite("Pages inserted and removed where none has its golden's pixels")
struct GoldenShiftTests {
    let scratch = Scratch()

    private func write(_ pages: [[String]], date: String) throws {
        try scratch.write(LetterPDF.data(pages.map { [date] + $0 }), to: "cases/a.pdf")
    }

    /// Says how cases are drawn: the line with the date begins 84 points below the page's head.
    private func settings(_ text: String) throws {
        try scratch.makeGoldenCases("ignore = [\"0,80pt,100%x16pt\"]\n\(text)")
    }

    private func golden(_ page: Int) throws -> Data { try scratch.contents("cases/golden/a/page-00\(page).png") }

    @Test("An inserted page is one difference though masks hide something on every page, and other goldens stay")
    func masked() throws {
        try settings("")
        let pages = LetterPDF.pages(4)
        try write(pages, date: "1 May")
        _ = try scratch.goldenCase("record", code: 0)
        let before = try (1...4).map(golden)
        try write([pages[0], ["A new page"]] + pages[1...], date: "2 June")
        let own = try scratch.goldenCase("verify", code: 1)
        #expect(own.comparison.failures == ["-2 inserted"])
        #expect(own.comparison.pages.count { $0.status == "tolerated" } == 4)
        #expect(try scratch.goldenCase("update", code: 0).written == 1)
        #expect(try [1, 3, 4, 5].map(golden) == before)
        _ = try scratch.goldenCase("verify", code: 0)
        try write(Array(pages[1...]), date: "3 July")
        #expect(try scratch.goldenCase("verify", code: 1).comparison.failures == ["1- removed", "2- removed"])
    }

    @Test("Of goldens without files those between equal ones are taken in order")
    func checksums() throws {
        try settings("store = \"checksums\"")
        let pages = LetterPDF.pages(4)
        try write(pages, date: "1 May")
        _ = try scratch.goldenCase("record", code: 0)
        try write([pages[0], ["A new page"], ["Another one"]] + pages[2...], date: "1 May")
        #expect(try scratch.goldenCase("verify", code: 1).comparison.failures == ["2-2 different", "-3 inserted"])
    }
}
