import RasterOutput
import Testing

@testable import Rasterizer

@Suite("Pages in pieces, as the job sees them")
struct SplitPagesTests {
    private static let bilevel = ImageStorage(form: .gray(bits: 1), codec: .flate)

    private func survey(_ levels: [UInt8]) -> PixelSurvey {
        var survey = PixelSurvey()
        levels.withUnsafeBytes { survey.insert($0, components: 1) }
        return survey
    }

    private func piece(_ number: Int, _ levels: [UInt8], _ storage: ImageStorage = bilevel) -> RenderedPiece {
        RenderedPiece(
            storage: storage, survey: survey(levels),
            encoded: EncodedPiece(
                file: "piece\(number)", rows: number * 16..<number * 16 + 16, byteCount: 10, checksum: [1, 2]),
            warnings: ["odd"], milliseconds: 1, peakMemory: number)
    }

    private let result = PageResult(
        page: 4, place: 2, result: .failed(PageFailure(reason: "unknown")), attempts: 1, duration: .zero)

    private func begin(_ pages: inout SplitPages, pieces: Int) -> [RenderTask] {
        pages.begin(
            SplitPage(
                sheet: PDFPageSize(width: 10, height: 10), dpi: 58, width: 8, height: 16 * pieces, pieces: pieces,
                storage: Self.bilevel, warnings: ["odd", "strange"], milliseconds: 1, peakMemory: 0),
            as: result)
    }

    private func task(_ number: Int, _ storage: ImageStorage = bilevel) -> RenderTask {
        .piece(page: 4, place: 2, number: number, storage: storage)
    }

    @Test("A page is done when its last piece is there, whichever that is")
    func done() throws {
        var pages = SplitPages(StorageOptions())
        #expect(begin(&pages, pieces: 3) == [task(0), task(1), task(2)])
        for number in [2, 0] {
            guard case .wait = pages.take(.success(piece(number, [0, 255])), number: number, of: result) else {
                Issue.record("a piece is missing")
                return
            }
        }
        guard case .done(let done) = pages.take(.success(piece(1, [255])), number: 1, of: result),
            case .rendered(let page) = done.result
        else {
            Issue.record("the page is complete")
            return
        }
        #expect(page.image.pieces.map(\.file) == ["piece0", "piece1", "piece2"])
        #expect(page.image.storage == Self.bilevel)
        #expect(page.image.trailer.count == 4)
        #expect(page.warnings == ["odd", "strange"])
        #expect(page.peakMemory == 2)
    }

    @Test("Pieces that are stored otherwise than all pixels want are rendered again")
    func revision() {
        var pages = SplitPages(StorageOptions())
        _ = begin(&pages, pieces: 2)
        let gray = ImageStorage(form: .gray(bits: 4), codec: .flate)
        let levels = (0...15).map { UInt8($0 * 17) }
        _ = pages.take(.success(piece(1, levels, gray)), number: 1, of: result)
        guard case .render(let tasks) = pages.take(.success(piece(0, [0, 255])), number: 0, of: result) else {
            Issue.record("the pieces do not fit together")
            return
        }
        #expect(tasks == [task(0, gray)])
        guard case .done(let done) = pages.take(.success(piece(0, [0, 255], gray)), number: 0, of: result),
            case .rendered(let page) = done.result
        else {
            Issue.record("now they do")
            return
        }
        #expect(page.image.storage == gray)
    }

    @Test("A worker that goes on storing pieces otherwise than asked fails the page, and does not keep it going")
    func obstinacy() {
        var pages = SplitPages(StorageOptions())
        _ = begin(&pages, pieces: 1)
        let levels = (0...15).map { UInt8($0 * 17) }
        guard case .render = pages.take(.success(piece(0, levels)), number: 0, of: result),
            case .done(let done) = pages.take(.success(piece(0, levels)), number: 0, of: result),
            case .failed = done.result
        else {
            Issue.record("one revision is enough")
            return
        }
    }

    @Test("A piece that fails takes the page with it, once nothing of it is under way")
    func failure() {
        var pages = SplitPages(StorageOptions())
        _ = begin(&pages, pieces: 4)
        _ = pages.take(.success(piece(3, [0])), number: 3, of: result)
        let failure = PageFailure(reason: "the worker died")
        _ = pages.take(.failure(failure), number: 0, of: result)
        #expect(pages.hasFailed(2))
        #expect(pages.files(at: 2) == ["piece3"])
        guard case .wait = pages.withdraw(1, at: 2) else {
            Issue.record("one is under way")
            return
        }
        guard case .done(let done) = pages.take(.success(piece(1, [0])), number: 1, of: result),
            case .failed(let reason) = done.result
        else {
            Issue.record("none is under way")
            return
        }
        #expect(reason == failure)
    }
}
