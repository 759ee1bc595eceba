import MuPDF
import PageLayout
import RasterOutput
import SystemPackage
import TestDocuments
import Testing

@testable import Rasterizer

@Suite("The form a page is stored in")
struct PageRendererTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A group with its lower left corner at 0, 0, which makes the page be drawn in bands of 256 rows.
    private static let group = "/Group Do "

    private func document(_ operators: String, width: Int = 60, height: Int) throws -> Document {
        var pdf = TestPDF.onePage(
            operators, box: "0 0 \(width) \(height)",
            entries: "/Resources<</XObject<</Group 5 0 R/Im 6 0 R/Red 7 0 R>>>>")
        pdf.object(
            5, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency/I true>>>>",
            stream: Array("0.5 g 2 2 5 5 re f".utf8))
        let image = "<</Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceRGB/BitsPerComponent 8>>"
        var grays: [UInt8] = []
        for step: UInt8 in 0..<16 { grays += [step * 15, step * 15, step * 15] }
        pdf.object(6, image, stream: grays)
        pdf.object(7, image, stream: grays.dropLast() + [224])
        return try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
    }

    private func layout(_ document: Document) throws -> (box: PDFRectangle, layout: Layout) {
        let box = try #require(try document.geometry(ofPage: 0).mediaBox)
        let size = Size(width: box.x1, height: box.y1)
        return (box, try Layout.place(page: size, options: LayoutOptions(dpi: 72)))
    }

    /// Renders the page, and returns the form it is stored in and the pixels that a reader makes of it, in RGB.
    private func render(_ document: Document) throws -> (form: ImageForm, pixels: [UInt8]) {
        let (box, layout) = try layout(document)
        var options = RasterOptions()
        options.layout.resolution = .dpi(72)
        options.storage.codec = .flate
        let renderer = try PageRenderer(
            0, page: Page(0, of: document, box: box, userUnit: 1), layout: layout, options: options)
        var buffer = PixelBuffer()
        let image = try renderer.render(into: { "0.\($0.rawValue)" }, scratch.descriptor, &buffer)
        #expect(scratch.fileNames == ["0.flate", "page.pdf"])
        #expect([image.width, image.height] == [layout.pixelWidth, layout.pixelHeight])
        let form = image.storage.form
        return (form, form.unpacked(try inflated(scratch.bytes("0.flate")), width: image.width))
    }

    /// The whole page, drawn at once in RGB.
    private func drawing(_ document: Document) throws -> [UInt8] {
        let (box, layout) = try layout(document)
        let (width, height) = (layout.pixelWidth, layout.pixelHeight)
        var samples = [UInt8](repeating: 0, count: width * height * 3)
        let page = try Page(0, of: document, box: box, userUnit: 1)
        let all = Page.PixelRectangle(x0: 0, y0: 0, x1: width, y1: height)
        try samples.withUnsafeMutableBytes { bytes in
            try page.draw(Page.Placement(scale: 1, x: 0, y: 0), band: all, clip: all, components: 3, into: bytes)
        }
        return samples
    }

    private static let blackBars = "0 g 10 5 20 20 re f 10 1000 20 20 re f 10 1400 20 20 re f "

    /// Red squares in the first, second, third and last of the four bands of a page of 1600 rows.
    @Test("One coloured spot in any band is not lost", arguments: [1590, 1000, 300, 20, 0])
    func colorInBand(bottom: Int) throws {
        let document = try document(Self.group + Self.blackBars + "1 0 0 rg 40 \(bottom) 1 1 re f", height: 1600)
        let stored = try render(document)
        #expect(!stored.form.isGray)
        #expect(stored.pixels == (try drawing(document)))
        let place = ((1599 - bottom) * 60 + 40) * 3
        #expect(stored.pixels[place..<place + 3] == [255, 0, 0])
    }

    @Test("Colours that are painted over, or outside of the page, leave it gray")
    func hiddenColor() throws {
        let document = try document(
            Self.group + "1 0 0 rg 40 20 9 9 re f 900 20 9 9 re f " + Self.blackBars + "0 g 35 15 20 20 re f",
            height: 1600)
        let stored = try render(document)
        #expect(stored.form.isGray)
        #expect(stored.pixels == (try drawing(document)))
    }

    @Test("An RGB image whose pixels are all gray is stored gray", arguments: [100, 1600])
    func grayImage(height: Int) throws {
        let bands = height > 256 ? Self.group : ""
        let document = try document(bands + "q 40 0 0 40 10 30 cm /Im Do Q", height: height)
        let page = try Page(0, of: document, box: PDFRectangle(x0: 0, y0: 0, x1: 60, y1: 100), userUnit: 1)
        #expect(page.content.mayBeColored)
        let stored = try render(document)
        #expect(stored.form.isGray)
        #expect(stored.pixels == (try drawing(document)))
        #expect(Set(stored.pixels).count >= 16)
    }

    @Test("One pixel of an image that is off by one is enough", arguments: [100, 1600])
    func almostGrayImage(height: Int) throws {
        let bands = height > 256 ? Self.group : ""
        let document = try document(bands + "q 40 0 0 40 10 30 cm /Red Do Q", height: height)
        let stored = try render(document)
        #expect(!stored.form.isGray)
        #expect(stored.pixels == (try drawing(document)))
    }

    @Test("A page that is gray for certain is stored gray, whole or in bands", arguments: [100, 1600])
    func grayPage(height: Int) throws {
        let document = try document((height > 256 ? Self.group : "") + Self.blackBars, height: height)
        let stored = try render(document)
        #expect(stored.form.isGray)
        #expect(stored.pixels == (try drawing(document)))
    }
}

extension ImageForm {
    var isGray: Bool {
        switch self {
        case .gray: true
        case .indexed(let palette, _): palette.isGray
        case .rgb, .cmyk: false
        }
    }

    /// What a reader of PDF makes of rows of samples: pixels of three bytes (PDF 32000-1, 8.9.5).
    func unpacked(_ rows: [UInt8], width: Int) -> [UInt8] {
        let rowBytes = rowBytes(width: width)
        var pixels: [UInt8] = []
        for row in 0..<rows.count / rowBytes {
            for place in 0..<width * components {
                let byte = rows[row * rowBytes + place * bits / 8]
                let sample = Int(byte >> UInt8(8 - bits - place * bits % 8)) & (1 << bits - 1)
                switch self {
                case .gray: pixels += Array(repeating: UInt8(sample * 255 / (1 << bits - 1)), count: 3)
                case .rgb, .cmyk: pixels.append(UInt8(sample))
                case .indexed(let palette, _):
                    let color = palette.colors[sample]
                    pixels += [UInt8(color >> 16), UInt8(color >> 8 & 255), UInt8(color & 255)]
                }
            }
        }
        return pixels
    }
}
