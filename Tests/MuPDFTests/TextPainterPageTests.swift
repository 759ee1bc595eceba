import CMuPDF
import MuPDF
import TestDocuments
import Testing

/// Whole pages, in which glyphs, paths, clips and groups come together.
@Suite("Pages with our painters of text and paths")
struct TextPainterPageTests {
    /// Opens a document anew for each drawing, because glyphs that one painter has made are cached for the other.
    private func expectSame(_ path: String, page: Int, scales: [Double]) throws {
        for scale in scales {
            for components in [1, 3] {
                let drawings = try PainterSwitch.comparing {
                    try Document(path: path, password: nil).draw(page, components: components, scale: scale)
                }
                #expect(drawings.fast == drawings.stock, "\(scale), \(components)")
                #expect(drawings.fast.samples.contains { $0 != 255 }, "else this would show nothing")
            }
        }
    }

    static let pages: [(String, Int)] = [
        ("text.pdf", 0), ("text.pdf", 4), ("text.pdf", 5), ("vector.pdf", 0), ("vector.pdf", 1), ("vector.pdf", 2),
        ("mixed.pdf", 7), ("transparency.pdf", 0), ("transparency.pdf", 1), ("forms.pdf", 0), ("stamp.pdf", 0),
        ("layers.pdf", 0), ("cmyk.pdf", 0), ("bench-200.pdf", 2),
    ]

    @Test("A page is the same with our painters and with MuPDF's", arguments: pages)
    func samples(name: String, page: Int) throws {
        try expectSame(sample(name), page: page, scales: [0.4, 1, 2.3])
    }

    static let contents: [String: String] = [
        "text from tiny to too large for the cache of glyphs": (1...12).map { step in
            "BT /F1 \(step * step * 2) Tf \(step * 3) \(step * 14) Td (Agq%W) Tj ET"
        }.joined(separator: "\n"),
        "translucent text, stroked and filled, on a colour": """
        0.2 0.6 0.4 rg 0 0 200 200 re f /G gs 1 0 0 rg 0 0 1 RG
        BT /F1 40 Tf 5 20 Td (Overlap) Tj 1 Tr 0 50 Td (Stroke) Tj 2 Tr 0 50 Td (Both) Tj ET
        """,
        "text as a clip": "BT /F1 60 Tf 7 Tr 5 60 Td (Clip) Tj ET 0 0 1 rg 0 0 200 90 re f 1 0 0 rg 0 80 200 90 re f",
        "turned text": "BT /F1 24 Tf 0.8 0.6 -0.6 0.8 60 30 Tm (Turned round) Tj ET",
        "a star by both rules": """
        100 190 m 160 10 l 10 130 l 190 130 l 40 10 l h f
        0.5 0 0 0.5 100 0 cm 1 0 0 rg 100 190 m 160 10 l 10 130 l 190 130 l 40 10 l h f*
        """,
        "hundreds of lines through a point": (0..<400).map { step in
            "\(step % 200) \(step < 200 ? 0 : 200) m 100 100 l \(190 - step % 190) \(step < 200 ? 200 : 0) l"
        }.joined(separator: "\n") + " f",
        "dashes, joins and hairlines": """
        0 w 0 0 m 200 200 l S 0 7 m 200 9 l S 5 w [7 3] 0 d 1 J 1 j 10 10 m 100 180 190 180 150 20 c S
        /G gs [] 0 d 20 w 2 j 0 0 1 RG 20 150 m 100 20 l 180 150 l 60 90 l s
        """,
        "rectangles within rectangles": (0..<40).map { step in
            "\(step).3 \(step).6 \(200 - 2 * step).1 \(200 - 2 * step).7 re"
        }.joined(separator: "\n") + " f*",
        "a curved clip in a clip": """
        100 0 m 200 100 l 100 200 l 0 100 l h W n 0 0 m 300 0 300 200 0 200 c h W* n
        /G gs 0 0 1 rg 0 0 200 200 re f BT 1 g /F1 50 Tf 20 80 Td (Clipped) Tj ET
        """,
    ]

    @Test("What is hard to draw is the same with our painters and with MuPDF's", arguments: contents.keys.sorted())
    func drawn(subject: String) throws {
        let scratch = try Scratch()
        var pdf = TestPDF.onePage(
            try #require(Self.contents[subject]), entries: "/Resources<</Font<</F1 5 0 R>>/ExtGState<</G 6 0 R>>>>")
        pdf.object(5, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>")
        pdf.object(6, "<</CA 0.6/ca 0.3>>")
        try expectSame(scratch.write("page.pdf", pdf.file()), page: 0, scales: [0.7, 1, 3.1])
    }

    @Test("Bands and clips are the same with our painters and with MuPDF's", arguments: [1, 3])
    func bands(components: Int) throws {
        let drawings = try PainterSwitch.comparing {
            let page = try Document(path: sample("vector.pdf"), password: nil).page(0)
            return try stride(from: 100, to: 400, by: 37).map { start in
                try Drawing(
                    page, width: 400, height: 500, components: components, scale: 1.3,
                    clip: Page.PixelRectangle(31, start - 20, 333, start + 33), rows: start..<start + 37)
            }
        }
        #expect(drawings.fast == drawings.stock)
        #expect(drawings.fast.contains { !$0.isWhite })
    }
}
