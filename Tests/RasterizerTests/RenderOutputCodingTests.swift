import Foundation
import RasterOutput
import Testing

@testable import Rasterizer

@Suite("What workers answer, as bytes")
struct RenderOutputCodingTests {
    private static let sheet = PDFPageSize(width: 595.28, height: 841.89)
    private static let image = EncodedImage(
        width: 7, height: 9,
        storage: ImageStorage(
            form: .indexed(palette: ImageForm.Palette([0xFF0000, 0x00FF00]), bits: 1), codec: .flate, predicts: true),
        pieces: [
            EncodedPiece(
                file: "1", rows: 0..<4, byteCount: 20, checksum: [1, .max], adler: .max, decodedByteCount: .max),
            EncodedPiece(file: "2", rows: 4..<9, byteCount: 30, checksum: [], adler: 5, decodedByteCount: 6),
        ])

    private static let passed: EncodedImage = {
        func piece(_ name: String, _ count: Int) -> EncodedPiece {
            EncodedPiece(file: name, rows: 0..<1, byteCount: count, checksum: [UInt64(count), .max])
        }
        let stream = PassedStream(
            codec: .jbig2, colorName: "indexed", bits: 2, entries: "/K \u{2}",
            placing: .init(a: 1.5, b: -2, c: 3, d: 4, e: 5, f: -6.25),
            attachments: [
                .init(piece("p", 11), entries: "/N 3", mark: "\u{1}"), .init(piece("g", 12), entries: "", mark: "b"),
            ])
        return EncodedImage(width: 7, height: 9, passed: stream, whole: piece("x", 10))
    }()

    /// One of each kind, no two values alike that could change places.
    private static let outputs: [RenderOutput] = [
        .document(DocumentSummary(pageCount: 3, warnings: ["repaired"])),
        .sheet(sheet),
        .costs([1.5, 2]),
        .page(
            RenderedPage(sheet: sheet, dpi: 11.5, image: passed, warnings: ["w"], milliseconds: 1.5, peakMemory: 3)),
        .page(
            RenderedPage(
                sheet: sheet, dpi: 96.5, image: image, warnings: ["one", "two"], milliseconds: 4.5, peakMemory: 8)),
        .page(
            RenderedPage(
                sheet: sheet, dpi: 300,
                image: EncodedImage(
                    width: 1, height: 2, storage: ImageStorage(form: .gray(bits: 4), codec: .ccitt),
                    whole: EncodedPiece(file: "3", rows: 0..<2, byteCount: 1, checksum: [7, 8])),
                warnings: [], milliseconds: 0, peakMemory: 0)),
        .split(
            SplitPage(
                sheet: sheet, dpi: 7, width: 5, height: 6, pieces: 2, storage: ImageStorage(form: .rgb, codec: .jpeg),
                warnings: ["three"], milliseconds: 1, peakMemory: 2)),
        .piece(
            RenderedPiece(
                storage: image.storage, survey: PixelSurvey(), encoded: image.pieces[0],
                fax: FaxPiece(file: "4", byteCount: 5, codeBits: 6), warnings: [], milliseconds: 3, peakMemory: 4)),
        .joined(JoinedPage(encoded: image.pieces[1], milliseconds: 5, peakMemory: 6)),
        .placed,
    ]

    @Test("Every answer comes back as it was", arguments: outputs)
    func roundTrip(output: RenderOutput) throws {
        let bytes = try JSONEncoder().encode(output)
        let decoded = try JSONDecoder().decode(RenderOutput.self, from: bytes)
        #expect(String(reflecting: decoded) == String(reflecting: output))
    }

    @Test(
        "What no worker would say is refused and not believed",
        arguments: ["[]", "[8]", "[-1]", "[3]", "[1,[1]]", "[1,[1,2]"]
    )
    func nonsense(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(RenderOutput.self, from: Data(text.utf8)) }
    }

    @Test("Rows that end before they begin are refused, because a range of them would end the process")
    func rows() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(EncodedPiece.self, from: Data(#"["1",2,1,0,1,0]"#.utf8))
        }
    }
}
