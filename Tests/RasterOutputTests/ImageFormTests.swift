import Foundation
import RasterOutput
import Testing

@Suite("The least form of an image")
struct ImageFormTests {
    private func form(_ colors: [UInt32], _ color: ColorModel = .rgb) -> ImageForm {
        ImageForm(holding: Picture.of(colors, 40, 40, color).survey)
    }

    private func indexed(_ colors: [UInt32], bits: Int) -> ImageForm {
        .indexed(palette: ImageForm.Palette(colors), bits: bits)
    }

    @Test("A page of white, of black or of nothing takes one bit of gray", arguments: [ColorModel.gray, .rgb])
    func blank(color: ColorModel) {
        #expect(form([0xFFFFFF], color) == .gray(bits: 1))
        #expect(form([0], color) == .gray(bits: 1))
        #expect(form([0, 0xFFFFFF], color) == .gray(bits: 1))
        #expect(ImageForm(holding: PixelSurvey()) == .gray(bits: 1))
    }

    @Test("Levels at equal distances are gray of 2 or 4 bits", arguments: [ColorModel.gray, .rgb])
    func steps(color: ColorModel) {
        #expect(form(grayColors([0, 85, 170, 255]), color) == .gray(bits: 2))
        #expect(form(grayColors([0, 85, 170]), color) == .gray(bits: 2))
        #expect(form(grayColors((0...15).map { $0 * 17 }), color) == .gray(bits: 4))
        #expect(form(grayColors((0...4).map { $0 * 17 }), color) == .gray(bits: 4))
    }

    @Test("Other levels are indexed up to 16, and gray of 8 bits from 17 on", arguments: [ColorModel.gray, .rgb])
    func levels(color: ColorModel) {
        func colors(_ count: Int) -> [UInt32] { grayColors((0..<count).map { 1 + $0 * 13 }) }
        #expect(form(colors(1), color) == indexed(colors(1), bits: 1))
        #expect(form(colors(2), color) == indexed(colors(2), bits: 1))
        #expect(form(colors(3), color) == indexed(colors(3), bits: 2))
        #expect(form(colors(4), color) == indexed(colors(4), bits: 2))
        #expect(form(colors(5), color) == indexed(colors(5), bits: 4))
        #expect(form(colors(16), color) == indexed(colors(16), bits: 4))
        #expect(form(colors(17), color) == .gray(bits: 8))
        #expect(form(grayColors(0...255), color) == .gray(bits: 8))
        // Two levels that gray would need 2 or 4 bits for.
        #expect(form(grayColors([85, 170]), color) == indexed(grayColors([85, 170]), bits: 1))
        #expect(form(grayColors([0, 17, 34]), color) == indexed(grayColors([0, 17, 34]), bits: 2))
    }

    @Test(
        "Colours are indexed up to 256, and RGB from 257 on",
        arguments: [(1, 1), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)])
    func colors(count: Int, bits: Int) {
        #expect(form(manyColors(count)) == indexed(manyColors(count), bits: bits))
        #expect(form(manyColors(257)) == .rgb)
    }

    @Test("The palette does not depend on where the colours are")
    func order() {
        let forms = (1...5).map { ImageForm(holding: Picture.of(manyColors(99), 60, 60, .rgb, seed: $0).survey) }
        #expect(Set(forms).count == 1)
    }

    @Test("What PDF's Indexed space needs is in the palette")
    func palette() {
        let gray = ImageForm.Palette(grayColors([3, 200]))
        #expect(gray.isGray && gray.bytes == [3, 200] && gray.highestIndex == 1)
        let colors = ImageForm.Palette([0x010101, 0x123456])
        #expect(!colors.isGray && colors.bytes == [1, 1, 1, 0x12, 0x34, 0x56])
    }

    @Test("Rows are filled up to whole bytes")
    func rows() {
        #expect([1, 8, 9].map { ImageForm.gray(bits: 1).rowBytes(width: $0) } == [1, 1, 2])
        #expect([1, 4, 5].map { ImageForm.gray(bits: 2).rowBytes(width: $0) } == [1, 1, 2])
        #expect([1, 2, 3].map { ImageForm.gray(bits: 4).rowBytes(width: $0) } == [1, 1, 2])
        #expect(ImageForm.rgb.rowBytes(width: 7) == 21)
    }

    @Test("A form survives coding")
    func coding() throws {
        for form in [form(manyColors(20)), .gray(bits: 4), .rgb] {
            let data = try JSONEncoder().encode(form)
            #expect(try JSONDecoder().decode(ImageForm.self, from: data) == form)
        }
    }
}
