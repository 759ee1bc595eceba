import PageLayout
import Testing

@testable import Comparison

@Suite("Pictures of differences")
struct PictureTests {
    /// Paints what a comparer passes on, in strips.
    static func paint(
        _ left: Picture, _ right: Picture, _ rule: ComparisonRule, areas: [MaskArea] = []
    ) -> Picture {
        let comparer = PixelComparer(
            width: left.width, height: left.height, components: left.components, rule: rule, areas: areas)
        let painter = DifferencePicture(
            width: left.width, height: left.height, components: left.components, areas: areas)
        var picture = Picture(width: left.width, height: left.height, components: 3, level: 7)
        left.bytes.withUnsafeBytes { l in
            right.bytes.withUnsafeBytes { r in
                picture.bytes.withUnsafeMutableBytes { out in
                    comparer.insert(l, r) { rows in
                        let part = rows.rows.lowerBound * left.width * 3..<rows.rows.upperBound * left.width * 3
                        painter.paint(rows, into: UnsafeMutableRawBufferPointer(rebasing: out[part]))
                    }
                }
            }
        }
        return picture
    }

    @Test("Equal pixels are pale gray, and darker where the page is", arguments: [1, 3])
    func equal(components: Int) {
        var page = Picture(width: 20, height: 20, components: components, level: 255)
        page[3, 4] = ArraySlice(Array(repeating: 0, count: components))
        page[3, 5] = ArraySlice(Array(repeating: 128, count: components))
        let picture = Self.paint(page, page, ComparisonRule())
        #expect(Array(picture[0, 0]) == [255, 255, 255])
        let (black, gray) = (Array(picture[3, 4]), Array(picture[3, 5]))
        #expect(Set(black).count == 1 && Set(gray).count == 1)
        #expect(black[0] > 160 && black[0] < gray[0] && gray[0] < 250)
    }

    @Test("Differing pixels are red, those in masks blue, masks are tinted", arguments: [1, 3])
    func inks(components: Int) {
        let left = Picture(width: 20, height: 20, components: components, level: 255)
        var right = left
        let black = ArraySlice(Array(repeating: UInt8(0), count: components))
        (right[2, 2], right[12, 12]) = (black, black)
        right[3, 15] = ArraySlice(Array(repeating: UInt8(250), count: components))
        let areas = [MaskArea(PixelRect(x0: 10, y0: 10, x1: 15, y1: 15), .exclude)]
        let rule = ComparisonRule(ignoresAntialiasing: false)
        let picture = Self.paint(left, right, rule, areas: areas)
        #expect(Array(picture[2, 2]) == [0xe5, 0x00, 0x4d])
        let (tint, under, tolerated) = (Array(picture[11, 11]), Array(picture[12, 12]), Array(picture[3, 15]))
        #expect(tint[0] < tint[2] && tint[0] > 180)
        #expect(under[0] < 100 && under[2] > 200)
        #expect(tolerated[0] > 230 && tolerated[2] < tolerated[0])
        #expect(Array(picture[9, 11]) == [255, 255, 255] && Array(picture[15, 11]) == [255, 255, 255])
    }

    @Test("Every pixel is painted by its class")
    func classes() {
        let left = Picture.shapes(60, 40, components: 3, seed: 50)
        let right = Picture.shapes(60, 40, components: 3, seed: 50, shift: 0.3)
        let picture = Self.paint(left, right, ComparisonRule(threshold: 0.05))
        let classes = Compared(left, right, ComparisonRule(threshold: 0.05)).classes
        #expect(classes.contains(3))
        for (index, value) in classes.enumerated() {
            let pixel = Array(picture[index % 60, index / 60])
            #expect((pixel == [0xe5, 0x00, 0x4d]) == (value == 1))
            #expect((pixel == [0xff, 0xd2, 0x4d]) == (value == 3))
        }
    }
}

@Suite("Frames")
struct FrameTests {
    @Test("A frame goes round its region and leaves it alone, whatever the strips", arguments: [1, 7, 200])
    func frames(strip: Int) {
        let region = PixelRect(x0: 60, y0: 70, x1: 90, y1: 80)
        let frames = Frames([region], width: 150, height: 200, dpi: 300)
        var picture = Picture(width: 150, height: 200, components: 3, level: 255)
        for first in stride(from: 0, to: 200, by: strip) {
            let rows = first..<min(first + strip, 200)
            picture.bytes.withUnsafeMutableBytes {
                frames.paint(
                    rows: rows,
                    into: UnsafeMutableRawBufferPointer(
                        rebasing: $0[rows.lowerBound * 450..<rows.upperBound * 450]))
            }
        }
        let red = (0..<200).flatMap { y in (0..<150).map { (x: $0, y: y) } }.filter { picture[$0.x, $0.y].last == 0x4d }
        // Lines of 3 pixels that stand 6 off the region.
        let outer = PixelRect(x0: 51, y0: 61, x1: 99, y1: 89)
        let inner = PixelRect(x0: 54, y0: 64, x1: 96, y1: 86)
        #expect(red.count == outer.width * outer.height - inner.width * inner.height)
        #expect(red.allSatisfy { outer.x0 <= $0.x && $0.x < outer.x1 && outer.y0 <= $0.y && $0.y < outer.y1 })
        #expect(red.allSatisfy { $0.x < inner.x0 || inner.x1 <= $0.x || $0.y < inner.y0 || inner.y1 <= $0.y })
    }

    @Test("Frames end at the page's edges", arguments: [20.0, 72, 1200])
    func edges(dpi: Double) {
        let frames = Frames([PixelRect(x0: 0, y0: 0, x1: 10, y1: 10)], width: 10, height: 10, dpi: dpi)
        var picture = Picture(width: 10, height: 10, components: 3, level: 255)
        picture.bytes.withUnsafeMutableBytes { frames.paint(rows: 0..<10, into: $0) }
        #expect(Array(picture[0, 0]) == [0xe5, 0x00, 0x4d] && Array(picture[9, 9]) == [0xe5, 0x00, 0x4d])
    }
}
