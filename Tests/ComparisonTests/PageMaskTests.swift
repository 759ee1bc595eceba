import PageLayout
import Testing

@testable import Comparison

@Suite("Masks as users write them")
struct PageMaskTests {
    /// On a page of 1000 by 2000 pixels at 254 dpi: 10 pixels a millimetre.
    @Test(
        "A mask covers the pixels it touches",
        arguments: [
            ("10mm,20mm,50mmx10mm", [100, 200, 600, 300]),
            ("0,0,100%x1in", [0, 0, 1000, 254]),
            ("1cm,50%,72ptx5%", [100, 1000, 354, 1100]),
            ("3px,4px,100pxx50px", [3, 4, 103, 54]),
            ("0.5PX,4px,1pxX1.5px", [0, 4, 2, 6]),
            ("0.01mm,0.11mm,0.1mmx0.01mm", [0, 1, 2, 2]),
            ("90%,90%,50%x2000px", [900, 1800, 1000, 2000]),
        ])
    func resolved(text: String, pixels: [Int]) throws {
        let mask = try PageMask(parsing: text, kind: .exclude)
        let rect = PixelRect(x0: pixels[0], y0: pixels[1], x1: pixels[2], y1: pixels[3])
        #expect(mask.resolve(width: 1000, height: 2000, dpi: 254) == MaskArea(rect, .exclude))
        #expect(mask.text == text)
    }

    @Test(
        "A mask beyond the page touches no pixel",
        arguments: ["100mm,0,5mmx5mm", "0,200%,10%x10%", "9999999in,0,1mmx1mm"])
    func beyond(text: String) throws {
        let mask = try PageMask(parsing: text, kind: .include)
        #expect(mask.resolve(width: 1000, height: 2000, dpi: 254) == nil)
    }

    @Test("A mask with pages is on those only, others are on all")
    func pages() throws {
        let mask = try PageMask(parsing: "2-3,z@0,0,1pxx1px", kind: .include)
        #expect(try (0..<6).map { try mask.applies(toPage: $0, of: 6) } == [false, true, true, false, false, true])
        #expect(try PageMask(parsing: "0,0,1pxx1px", kind: .include).applies(toPage: 5, of: 6))
        #expect(throws: LayoutError.self) { try mask.applies(toPage: 0, of: 2) }
    }

    @Test(
        "What is no mask is refused, in words that say why",
        arguments: [
            ("", "three parts"), ("1mm,2mm", "three parts"), ("1mm,2mm,3mm,4mmx5mm", "three parts"),
            ("1mm,2mm,5mm", "x between"), ("1mm,2mm,5pxx", "\"\""), ("1mm,2mm,5px5px", "x between"),
            ("1,2mm,5mmx5mm", "\"1\""), ("-1mm,2mm,5mmx5mm", "\"-1mm\""), ("1mm,1e3px,5mmx5mm", "\"1e3px\""),
            ("1mm,2mm,0x5mm", "0 wide"), ("1mm,2mm,5mmx0%", "0 high"), ("1@2@1mm,2mm,5mmx5mm", "more than one @"),
            ("1mm, 2mm,5mmx5mm", "\" 2mm\""),
        ])
    func refused(text: String, reason: String) {
        #expect {
            try PageMask(parsing: text, kind: .exclude)
        } throws: { error in
            guard let error = error as? LayoutError else { return false }
            return error.kind == .invalidMask && error.message.contains(reason) && error.message.contains("\"\(text)\"")
        }
    }

    @Test("Pages that cannot be read are refused as pages are")
    func refusedPages() {
        #expect {
            try PageMask(parsing: "0@0,0,1pxx1px", kind: .exclude)
        } throws: {
            ($0 as? LayoutError)?.kind == .invalidSelection
        }
    }
}
