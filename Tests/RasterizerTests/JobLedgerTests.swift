import RasterOutput
import Testing

@testable import Rasterizer

@Suite("The ledger of a run")
struct JobLedgerTests {
    private func result(_ result: PageResult.Result, page: Int, place: Int, attempts: Int = 1) -> PageResult {
        PageResult(page: page, place: place, result: result, attempts: attempts, duration: .milliseconds(1500))
    }

    @Test("Every page is counted once, under what became of it")
    func counts() throws {
        let spool = try Scratch()
        var ledger = JobLedger(places: 6)
        #expect(ledger.pages.count == 6 && ledger.pages.allSatisfy { $0 == nil })
        let good = try RenderedPage(1, file: "a", in: spool, peakMemory: 500)
        let warned = try RenderedPage(2, file: "b", in: spool, warnings: ["odd", "very odd"], peakMemory: 300)
        let limit = PageFailure(reason: "too large", kind: .limit)
        ledger.note(result(.rendered(good), page: 9, place: 3, attempts: 2))
        ledger.note(result(.rendered(warned), page: 0, place: 0))
        ledger.note(result(.failed(limit), page: 4, place: 1))
        ledger.note(result(.failed(PageFailure(reason: "died")), page: 5, place: 2))
        ledger.note(result(.rendered(good), page: 2, place: 5))
        #expect(ledger.ok == 2 && ledger.warned == 1 && ledger.failed == 2 && ledger.limits == 1)
        #expect(ledger.peakMemory == 500)
        #expect(ledger.pages.map { $0?.page } == [1, 5, 6, 10, nil, 3])
        #expect(ledger.pages.map { $0?.status } == [.warned, .failed, .failed, .ok, nil, .ok])
    }

    @Test("A page that was rendered is entered with its image, one that failed with its reason")
    func entries() throws {
        let spool = try Scratch()
        var ledger = JobLedger(places: 2)
        let page = try RenderedPage(7, file: "a", in: spool, warnings: ["odd"])
        ledger.note(result(.rendered(page), page: 0, place: 0, attempts: 3))
        ledger.note(result(.failed(PageFailure(reason: "died")), page: 1, place: 1))
        let good = try #require(ledger.pages[0]), bad = try #require(ledger.pages[1])
        #expect([good.width, good.height, good.bits, good.bytes] == [2, 1, 8, page.image.byteCount])
        #expect(good.color == "gray" && good.codec == "flate" && good.error == nil)
        #expect(good.warnings == ["odd"] && good.attempts == 3 && good.milliseconds == 12.5)
        #expect([bad.width, bad.height, bad.bits, bad.bytes] == [nil, nil, nil, nil])
        #expect(bad.color == nil && bad.codec == nil && bad.error == "died" && bad.milliseconds == 1500)
    }
}
