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

    private func piece(
        _ number: Int, _ levels: [UInt8], _ storage: ImageStorage = bilevel, faxBits: Int? = nil
    ) -> RenderedPiece {
        RenderedPiece(
            storage: storage, survey: survey(levels),
            encoded: EncodedPiece(
                file: "piece\(number)", rows: number * 16..<number * 16 + 16, byteCount: 10, checksum: [1, 2]),
            fax: faxBits.map { FaxPiece(file: "fax\(number)", byteCount: 9, codeBits: $0) }, warnings: ["odd"],
            milliseconds: 1, peakMemory: number)
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
        guard case .done(let done, let spare) = pages.take(.success(piece(1, [255])), number: 1, of: result),
            case .rendered(let page) = done.result
        else {
            Issue.record("the page is complete")
            return
        }
        #expect(spare == [])
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
        let first = piece(0, [0, 255], faxBits: 1)
        guard case .render(let tasks, let spare) = pages.take(.success(first), number: 0, of: result) else {
            Issue.record("the pieces do not fit together")
            return
        }
        #expect(tasks == [task(0, gray)] && spare == ["fax0"])
        guard case .done(let done, _) = pages.take(.success(piece(0, [0, 255], gray)), number: 0, of: result),
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
            case .done(let done, let spare) = pages.take(.success(piece(0, levels)), number: 0, of: result),
            case .failed = done.result
        else {
            Issue.record("one revision is enough")
            return
        }
        #expect(spare == ["piece0"])
    }

    /// Brings the last of two pieces, whose Flate takes 20 bytes.
    private func step(_ pages: inout SplitPages, faxBits: Int, second: Int?) -> SplitPages.Step {
        _ = begin(&pages, pieces: 2)
        _ = pages.take(.success(piece(1, [0], faxBits: second)), number: 1, of: result)
        return pages.take(.success(piece(0, [255], faxBits: faxBits)), number: 0, of: result)
    }

    @Test("Pieces whose CCITT codes are smaller are joined, and their files are then spare")
    func joining() throws {
        var pages = SplitPages(StorageOptions())
        guard case .join(let task) = step(&pages, faxBits: 100, second: 52) else {
            Issue.record("19 bytes are fewer than 20")
            return
        }
        let faxes = [("fax0", 100), ("fax1", 52)].map { FaxPiece(file: $0, byteCount: 9, codeBits: $1) }
        #expect(task == .join(page: 4, place: 2, width: 8, rows: 32, pieces: faxes))
        let file = EncodedPiece(file: "whole", rows: 0..<32, byteCount: 21, checksum: [3])
        let joined = JoinedPage(encoded: file, milliseconds: 5, peakMemory: 9)
        guard case .done(let done, let spare) = pages.takeJoined(.success(joined), of: result),
            case .rendered(let page) = done.result
        else {
            Issue.record("the page is complete")
            return
        }
        #expect(spare == ["piece0", "piece1", "fax0", "fax1"])
        #expect(page.image.storage == ImageStorage(form: .gray(bits: 1), codec: .ccitt))
        #expect(page.image.pieces == [file] && page.image.trailer == [])
        #expect([page.image.width, page.image.height] == [8, 32])
        #expect(page.milliseconds == 8 && page.peakMemory == 9 && page.warnings == ["odd", "strange"])
    }

    @Test("Pieces whose CCITT codes are not smaller, or not all there, stay as they are", arguments: [60, nil])
    func notJoining(second: Int?) throws {
        var pages = SplitPages(StorageOptions())
        guard case .done(let done, let spare) = step(&pages, faxBits: 100, second: second),
            case .rendered(let page) = done.result
        else {
            Issue.record("the page is complete")
            return
        }
        #expect(spare == (second == nil ? ["fax0"] : ["fax0", "fax1"]))
        #expect(page.image.storage == Self.bilevel && page.image.pieces.map(\.file) == ["piece0", "piece1"])
    }

    @Test("A page whose pieces cannot be joined fails")
    func joiningFails() {
        var pages = SplitPages(StorageOptions())
        _ = step(&pages, faxBits: 1, second: 1)
        let failure = PageFailure(reason: "the disk is full")
        guard case .done(let done, let spare) = pages.takeJoined(.failure(failure), of: result),
            case .failed(let reason) = done.result
        else {
            Issue.record("nothing else is to be tried")
            return
        }
        #expect(reason == failure && spare == ["piece0", "piece1", "fax0", "fax1"])
    }

    @Test("A piece that fails takes the page with it, once nothing of it is under way")
    func failure() {
        var pages = SplitPages(StorageOptions())
        _ = begin(&pages, pieces: 4)
        _ = pages.take(.success(piece(3, [0])), number: 3, of: result)
        let failure = PageFailure(reason: "the worker died")
        _ = pages.take(.failure(failure), number: 0, of: result)
        #expect(pages.hasFailed(2))
        guard case .wait = pages.withdraw(1, at: 2) else {
            Issue.record("one is under way")
            return
        }
        guard case .done(let done, let spare) = pages.take(.success(piece(1, [0])), number: 1, of: result),
            case .failed(let reason) = done.result
        else {
            Issue.record("none is under way")
            return
        }
        #expect(reason == failure && spare == ["piece1", "piece3"])
    }
}
