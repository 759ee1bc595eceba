import MuPDF
import TestDocuments
import Testing

@Suite("Drawing")
struct DrawingTests {
    /// Pages without groups, annotations and layers, which mutool draws as on a screen and this as on paper.
    static let pages = [
        ("text.pdf", 6), ("vector.pdf", 2), ("photos.pdf", 3), ("mixed.pdf", 15), ("stamp.pdf", 2),
        ("gray-scan.pdf", 2), ("blank.pdf", 1), ("poster-a0.pdf", 1), ("bad-page.pdf", 5), ("encrypted-open.pdf", 2),
        ("truncated.pdf", 3),
    ].flatMap { name, count in (0..<count).map { (name, $0) } }

    @Test("A page has the pixels that mutool gives it, in gray and in colour", arguments: pages)
    func likeMutool(name: String, page: Int) throws {
        let document = try Document(path: sample(name), password: nil)
        #expect(try !document.page(page).content.hasGroups)
        for components in [1, 3] {
            let reference = try Drawing.byMutool(sample(name), page: page, components: components)
            let drawing = try document.draw(page, components: components)
            #expect([drawing.width, drawing.height] == [reference.width, reference.height])
            #expect(drawing.differences(from: reference) == 0)
        }
    }

    @Test("Nothing is painted outside of the clip, and inside everything is", arguments: [1, 3])
    func clip(components: Int) throws {
        let document = try Document(path: sample("photos.pdf"), password: nil)
        let whole = try document.draw(0, components: components)
        let clip = Page.PixelRectangle(100, 120, 301, 277)
        let clipped = try document.draw(0, components: components, clip: clip)
        #expect(!clipped.isWhite(clip))
        let (width, height) = (clipped.width, clipped.height)
        for outside in [
            Page.PixelRectangle(0, 0, width, clip.y0), Page.PixelRectangle(0, clip.y1, width, height),
            Page.PixelRectangle(0, 0, clip.x0, height), Page.PixelRectangle(clip.x1, 0, width, height),
        ] {
            #expect(clipped.isWhite(outside))
            #expect(!whole.isWhite(outside), "else this would show nothing")
        }
    }

    static let emptyClips: [Page.PixelRectangle] = [
        .init(0, 0, 0, 0), .init(50, 50, 50, 90), .init(-10, -10, 0, 0), .init(5000, 5000, 6000, 6000),
        .init(90, 90, 50, 50),
    ]

    @Test("A clip without pixels of the page leaves it white", arguments: emptyClips)
    func emptyClip(clip: Page.PixelRectangle) throws {
        let document = try Document(path: sample("photos.pdf"), password: nil)
        #expect(try document.draw(0, clip: clip).isWhite)
    }

    @Test("A clip that reaches beyond the page changes nothing")
    func wideClip() throws {
        let document = try Document(path: sample("text.pdf"), password: nil)
        let wide = Page.PixelRectangle(-1000, -1000, 5000, 5000)
        #expect(try document.draw(0, clip: wide) == document.draw(0))
    }

    /// The orange that mixed.pdf has outside of the CropBox.
    private func orangePixels(_ drawing: Drawing) -> Int {
        stride(from: 0, to: drawing.samples.count, by: 3).count { start in
            let (red, green, blue) = (drawing.samples[start], drawing.samples[start + 1], drawing.samples[start + 2])
            return red > 240 && (100..<200).contains(green) && blue < 100
        }
    }

    @Test("The box that is asked for is the page, whatever the page's own CropBox is", arguments: [8, 14])
    func boxes(number: Int) throws {
        let media = try Document(path: sample("mixed.pdf"), password: nil)
        let box = try #require(try media.geometry(ofPage: number - 1).mediaBox)
        let outside = try media.draw(number - 1, box: box)
        #expect(orangePixels(outside) > 10_000)
        #expect(orangePixels(Drawing(width: 1, height: 1, components: 3, samples: outside[5, 5])) == 1)
        let crop = try Document(path: sample("mixed.pdf"), password: nil)
        #expect(try orangePixels(crop.draw(number - 1)) == 0)
    }

    @Test("One document draws one page in one box after another")
    func boxAfterBox() throws {
        let document = try Document(path: sample("mixed.pdf"), password: nil)
        let geometry = try document.geometry(ofPage: 7)
        let media = try #require(geometry.mediaBox), crop = try #require(geometry.cropBox)
        let first = try document.draw(7, box: crop)
        _ = try document.draw(7, box: media)
        #expect(try document.draw(7, box: crop) == first)
        #expect([first.width, first.height] == [400, 550])
    }

    @Test("A part of a page is the part of it, moved to the origin")
    func partialBox() throws {
        let scratch = try Scratch()
        let file = TestPDF.onePage("1 0 0 rg 20 30 10 10 re f", box: "0 0 100 100").file()
        let document = try Document(path: scratch.write("page.pdf", file), password: nil)
        let part = try document.draw(0, box: PDFRectangle(15, 25, 45, 45))
        #expect([part.width, part.height] == [30, 20])
        for (x, y, color) in [
            (4, 10, [255, 255, 255]), (5, 10, [255, 0, 0]), (14, 14, [255, 0, 0]), (15, 14, [255, 255, 255]),
            (5, 4, [255, 255, 255]), (5, 5, [255, 0, 0]), (5, 15, [255, 255, 255]),
        ] as [(Int, Int, [UInt8])] {
            #expect(part[x, y] == color, "\(x), \(y)")
        }
    }

    @Test("The user unit that is given scales the page", arguments: ["", "/UserUnit 3", "/UserUnit 0", "/UserUnit(a)"])
    func userUnit(entry: String) throws {
        let scratch = try Scratch()
        let file = TestPDF.onePage("0 0 10 10 re f", box: "0 0 20 20", entries: entry).file()
        let document = try Document(path: scratch.write("page.pdf", file), password: nil)
        let unit = try document.geometry(ofPage: 0).userUnit
        let used = unit > 0 ? unit : 1
        let page = try Page(0, of: document, box: PDFRectangle(0, 0, 20, 20), userUnit: used)
        let side = Int(20 * used)
        let drawing = try Drawing(page, width: side, height: side, components: 1)
        #expect(drawing[0, side / 2] == [0] && drawing[side / 2 - 1, side - 1] == [0])
        #expect(drawing[0, side / 2 - 1] == [255] && drawing[side / 2, side - 1] == [255])
    }

    @Test("Bands begin where they are told to, and hold nothing of what was in the buffer")
    func bands() throws {
        let scratch = try Scratch()
        let file = TestPDF.onePage("0 0 1 rg 0 60 100 20 re f", box: "0 0 100 100").file()
        let document = try Document(path: scratch.write("page.pdf", file), password: nil)
        let page = try document.page(0)
        let whole = try Drawing(page, width: 100, height: 100, components: 3)
        var joined: [UInt8] = []
        for start in stride(from: 0, to: 100, by: 7) {
            let rows = start..<min(start + 7, 100)
            joined += try Drawing(page, width: 100, height: 100, components: 3, rows: rows).samples
        }
        #expect(joined == whole.samples)
        #expect(whole[50, 19] == [255, 255, 255] && whole[50, 20] == [0, 0, 255] && whole[50, 39] == [0, 0, 255])
    }
}
