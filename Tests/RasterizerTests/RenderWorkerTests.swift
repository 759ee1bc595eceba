import PageLayout
import PagePool
import RasterOutput
import TestDocuments
import Testing

@testable import Rasterizer

@Suite("Rendering pages in a worker")
struct RenderWorkerTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func worker(_ path: String, dpi: Double = 50, change: (inout RasterOptions) -> Void = { _ in }) throws
        -> RenderWorker
    {
        var options = RasterOptions()
        options.layout.resolution = .dpi(dpi)
        change(&options)
        return try RenderWorker(
            setup: RenderSetup(input: path, password: nil, options: options, spoolDirectory: scratch.path))
    }

    private func render(_ page: Int, by worker: RenderWorker, place: Int = 0) throws -> RenderedPage {
        guard case .page(let rendered) = try worker.run(.render(page: page, place: place), context: TaskContext())
        else {
            throw RenderFailure(.pageRefused, "not a page")
        }
        return rendered
    }

    static let pairs: [(String, Int, Int)] = [
        ("photos.pdf", 0, 1), ("photos.pdf", 1, 2), ("gray-scan.pdf", 0, 1), ("gray-scan.pdf", 1, 0),
        ("vector.pdf", 0, 2), ("vector.pdf", 2, 1), ("transparency.pdf", 0, 1), ("transparency.pdf", 1, 0),
        ("bad-page.pdf", 2, 3), ("truncated.pdf", 1, 2), ("mixed.pdf", 7, 13), ("forms.pdf", 0, 1),
    ]

    @Test("A page is the same bytes in a fresh worker and in one that has rendered others", arguments: pairs)
    func sameBytes(file: String, first: Int, second: Int) throws {
        let alone = try render(second, by: worker(sample(file)), place: 7)
        let expected = try scratch.bytes(alone.image.pieces[0].file)
        let used = try worker(sample(file))
        _ = try render(first, by: used)
        _ = try render(second, by: used, place: 6)
        let again = try render(second, by: used, place: 7)
        #expect(again.image == alone.image)
        #expect(again.warnings == alone.warnings)
        #expect(try scratch.bytes(again.image.pieces[0].file) == expected)
    }

    @Test("Files can be placed again, if the worker died before it had answered, and go with the next placement")
    func placing() throws {
        let worker = try worker(sample("text.pdf"))
        let page = try render(0, by: worker)
        let file = page.image.pieces[0].file
        let placement = Placement(offset: 2, prefix: [7], file: file, byteCount: page.image.byteCount)
        try scratch.write("output", "")
        for removed in [[], [], [file, "gone before"]] {
            let task = RenderTask.place(
                removed.isEmpty ? [placement] : [], output: scratch.file("output"), remove: removed)
            guard case .placed = try worker.run(task, context: TaskContext()) else {
                Issue.record("the files were there")
                return
            }
            if removed.isEmpty {
                #expect(try scratch.bytes("output") == [0, 0, 7] + scratch.bytes(file))
            }
        }
        #expect(scratch.fileNames == ["output"])
    }

    @Test("Pieces of a bilevel page are joined to what the page would be in one piece")
    func joining() throws {
        // 36 million pixels, which are two pieces.
        let lines = (0..<60).map { "0 g 30 \($0 * 12 + 9) \(300 + $0 * 3) 5 re f " }.joined()
        let file = TestPDF.onePage(lines, box: "0 0 720 720").file()
        let worker = try worker(scratch.write("bars.pdf", file), dpi: 600) {
            $0.antialiasing = Antialiasing(text: 0, graphics: 0)
        }
        guard case .split(let split) = try worker.run(.render(page: 0, place: 0), context: TaskContext()) else {
            throw RenderFailure(.pageRefused, "in one piece")
        }
        #expect(split.pieces == 2)
        var pieces: [RenderedPiece] = []
        for number in 0..<2 {
            let task = RenderTask.piece(page: 0, place: 0, number: number, storage: split.storage)
            if case .piece(let piece) = try worker.run(task, context: TaskContext()) { pieces.append(piece) }
        }
        let faxes = pieces.compactMap(\.fax)
        #expect(faxes.map(\.file) == ["1.page1.piece1.ccitt", "1.page1.piece2.ccitt"])
        let task = RenderTask.join(page: 0, place: 0, width: split.width, rows: split.height, pieces: faxes)
        guard case .joined(let joined) = try worker.run(task, context: TaskContext()) else {
            throw RenderFailure(.pageRefused, "not joined")
        }
        #expect(joined.encoded.file == "1.page1.ccitt" && joined.encoded.rows == 0..<6000)
        let stream = try pieces.flatMap { try scratch.bytes($0.encoded.file) }
        let rows = try inflated(stream + EncodedPiece.trailer(of: pieces.map(\.encoded)))
        let whole = try ImageEncoder(
            .ccitt, layout: SampleLayout(width: 6000, height: 6000, components: 1, bits: 1),
            options: EncodingOptions(), name: "whole", directory: scratch.descriptor)
        try rows.withUnsafeBytes { try whole.write($0) }
        #expect(try whole.finish().checksum == joined.encoded.checksum)
    }

    @Test("A page that had the document repaired does not change the next one")
    func afterRepair() throws {
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        pdf.object(2, "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 100 100]>>")
        pdf.object(3, "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>")
        pdf.object(4, "<</Type/Page/Parent 2 0 R/Contents 6 0 R>>")
        pdf.content(5, "0 0 10 10 re f")
        pdf.misplace(5)
        pdf.content(6, "20 20 60 60 re f")
        // A repair takes the last object of a number, the table the one before.
        pdf.object(6, "<<>>", stream: Array("0 0 1 1 re f".utf8), isListed: false)
        let path = try scratch.write("repaired.pdf", pdf.file())
        let alone = try render(1, by: worker(path), place: 7)
        #expect(alone.warnings == [])

        let used = try worker(path)
        #expect(try !render(0, by: used).warnings.isEmpty)
        let after = try render(1, by: used, place: 8)
        #expect(after.image.pieces[0].checksum == alone.image.pieces[0].checksum)
        #expect(after.warnings == [])
    }

    @Test("A page that is rendered twice has the same warnings both times")
    func sameWarnings() throws {
        let file = TestPDF.onePage(
            "0 0 10 10 re f", entries: "/CropBox[500 500 600 600]/TrimBox(bad)/UserUnit 0"
        ).file()
        let used = try worker(scratch.write("odd.pdf", file))
        let first = try render(0, by: used)
        let second = try render(0, by: used)
        #expect(first.warnings.count == 3)
        #expect(second.warnings == first.warnings)
        #expect(second.image == first.image)
    }

    @Test("A page is named by its place, measured, and said to be as large as its sheet")
    func page() throws {
        let worker = try worker(sample("text.pdf"), dpi: 72)
        let page = try render(3, by: worker, place: 12)
        #expect(page.image.pieces[0].file == "13.page4.flate")
        #expect([page.image.width, page.image.height] == [596, 842])
        #expect((page.sheet.width - 595.276).magnitude < 1e-3 && (page.sheet.height - 841.89).magnitude < 1e-3)
        #expect(page.milliseconds > 0 && page.peakMemory > 1 << 20)
        guard case .sheet(let sheet) = try worker.run(.measure(page: 3), context: TaskContext()) else {
            throw RenderFailure(.pageRefused, "")
        }
        #expect(sheet == page.sheet)
        guard case .document(let summary) = try worker.run(.inspect, context: TaskContext()) else {
            throw RenderFailure(.pageRefused, "")
        }
        #expect(summary.pageCount == 6 && summary.warnings == [])
    }

    @Test("A page that was read beforehand is rendered as any other, and says what is wrong with it once")
    func prepared() throws {
        let path = try scratch.write("one.pdf", TestPDF.onePage("1 0 0 rg 9 9 99 99 re f /Missing Do").file())
        let alone = try render(0, by: worker(path))
        let prepared = try worker(path)
        guard case .document(let summary) = try prepared.run(.prepare, context: TaskContext()) else {
            throw RenderFailure(.pageRefused, "")
        }
        let page = try render(0, by: prepared)
        #expect(summary.pageCount == 1 && !alone.warnings.isEmpty)
        #expect(page.warnings == alone.warnings && page.image == alone.image)
    }

    @Test("A page without area is refused, and the next one rendered")
    func refusedPage() throws {
        let worker = try worker(sample("refused-page.pdf"))
        let failure = try refusal(RenderFailure.self) { _ = try render(1, by: worker) }
        #expect(failure.kind == .pageRefused)
        #expect(scratch.fileNames == [])
        #expect(try render(2, by: worker).warnings == [])
    }

    @Test("A page beyond the pixel limit is refused as such")
    func limit() throws {
        let worker = try worker(sample("text.pdf")) { $0.layout.maxPixels = 1000 }
        #expect(try refusal(RenderFailure.self) { _ = try render(0, by: worker) }.kind == .limit)
    }

    @Test(
        "A document that cannot be opened fails with its kind",
        arguments: [
            ("missing.pdf", RenderFailure.Kind.inputUnreadable), ("empty.pdf", .notAPDF), ("not-a.pdf", .notAPDF),
            ("encrypted.pdf", .passwordNeeded),
        ]
    )
    func opening(name: String, kind: RenderFailure.Kind) throws {
        #expect(try refusal(RenderFailure.self) { _ = try worker(sample(name)) }.kind == kind)
    }
}
