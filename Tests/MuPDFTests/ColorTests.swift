import CMuPDF
import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("Colours of inks")
struct ColorTests {
    private static func fill(_ cmyk: String) -> String { "\(cmyk) k 0 0 20 20 re f" }

    private static let inks = [
        "0 0 0 0", "1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "0 1 1 0", "1 0 1 0", "1 1 1 0",
        ".5 .4 .4 .1", "0 0 0 .5", ".5 0 0 0", ".1 .8 .9 .3", ".6 .5 .5 1",
    ]

    @Test("Solid inks have the colours of printing to SWOP")
    func solids() throws {
        let page = ColorPage(squares: ["0 0 0 0", "1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"].map(Self.fill))
        // What Adobe's programs show for these.
        let wanted: [[UInt8]] = [[255, 255, 255], [0, 174, 239], [236, 0, 140], [255, 242, 0], [35, 31, 32]]
        for (color, other) in try zip(page.drawn(), wanted) {
            #expect(difference(color, other) <= 1, "\(color) for \(other)")
        }
    }

    @Test("Fills, spot colours and indices are as Ghostscript shows them")
    func likeGhostscript() throws {
        let spot = "[/Separation/Orange/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 .6 1 0]>>]"
        let page = ColorPage(
            squares: Self.inks.map(Self.fill)
                + ["/Spot cs 1 sc", "/Spot cs .5 sc", "/Index cs 1 sc"].map { "\($0) 0 0 20 20 re f" },
            resources: "/ColorSpace<</Spot \(spot)/Index[/Indexed/DeviceCMYK 1<FF00000000FF4020>]>>")
        for (color, other) in try zip(page.drawn(), page.byGhostscript()) {
            #expect(difference(color, other) <= 2, "\(color) for \(other)")
        }
    }

    @Test("The patches, the shading and the image of a sample are as Ghostscript shows them")
    func sampleOfInks() throws {
        let file = [UInt8](try Data(contentsOf: URL(filePath: sample("cmyk.pdf"))))
        let other = try Drawing.byGhostscript(file)
        let drawing = try Document(path: sample("cmyk.pdf"), password: nil).draw(0)
        // Ghostscript leaves out the pixels that the page covers in part.
        let width = min(drawing.width, other.width), height = min(drawing.height, other.height)
        #expect(width >= 595 && height >= 841)
        let differences = (0..<height).flatMap { y in
            (0..<width).map { x in difference(drawing[x, y], other[x, y]) }
        }
        // The edges of letters and lines are smoothed here and not there.
        #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 2)
        #expect(differences.count { $0 > 6 } < differences.count / 25)
        #expect(difference(drawing[200, 112], [0, 174, 239]) <= 1)
    }

    @Test("Lab is as Ghostscript shows it", arguments: ["0.9642 1 0.8249", "0.9505 1 1.089"])
    func lab(white: String) throws {
        let colors = ["50 0 0", "70 40 30", "40 -40 20", "60 10 -50", "90 -10 60", "5 0 0", "100 0 0", "0 0 0"]
        let page = ColorPage(
            squares: colors.map { "/Lab cs \($0) sc 0 0 20 20 re f" },
            resources: "/ColorSpace<</Lab[/Lab<</WhitePoint[\(white)]/Range[-128 127 -128 127]>>]>>")
        for (color, other) in try zip(page.drawn(), page.byGhostscript()) {
            #expect(difference(color, other) <= 4, "\(color) for \(other)")
        }
    }

    private static func image(_ space: String, _ pixels: [UInt8], more: String = "") -> (String, [UInt8]) {
        (
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
                + "/ColorSpace\(space)\(more)>>", pixels
        )
    }

    @Test("An image has the colours of fills, and in Lab and with inverted inks too")
    func images() throws {
        let lab = "[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 127 -128 127]>>]"
        let page = ColorPage(
            squares: [
                "20 0 0 20 0 0 cm /Inks Do", "20 0 0 20 0 0 cm /Inverted Do", ".6 .2 .4 .2 k 0 0 20 20 re f",
                "20 0 0 20 0 0 cm /Lab Do", "/Lab cs 60 20 -40 sc 0 0 20 20 re f",
            ],
            resources: "/ColorSpace<</Lab\(lab)>>/XObject<</Inks 6 0 R/Inverted 7 0 R/Lab 8 0 R>>",
            objects: [
                Self.image("/DeviceCMYK", [153, 51, 102, 51]),
                Self.image("/DeviceCMYK", [102, 204, 153, 204], more: "/Decode[1 0 1 0 1 0 1 0]"),
                Self.image(lab, [153, 148, 88]),
            ])
        let colors = try page.drawn()
        #expect(colors[0] == colors[2] && colors[1] == colors[2])
        #expect(colors[3] == colors[4])
        #expect(difference(colors[0], try page.byGhostscript()[0]) <= 2)
    }

    @Test("Every instruction set gives the same bytes", arguments: [1, 3])
    func portable(components: Int) throws {
        var state: UInt32 = 7
        let pixels = (0..<61 * 61 * 4).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let page = ColorPage(
            squares: ["20 0 0 20 0 0 cm /Noise Do"], resources: "/XObject<</Noise 6 0 R>>",
            objects: [
                (
                    "<</Type/XObject/Subtype/Image/Width 61/Height 61/BitsPerComponent 8/ColorSpace/DeviceCMYK>>",
                    pixels
                )
            ])
        let scratch = try Scratch()
        let path = try scratch.write("page.pdf", page.file())
        let drawings = try PainterSwitch.alone {
            defer { cmupdf_proof_choose_level(.best) }
            return try [CMuPDFProofLevel.best, .portable].map { level in
                cmupdf_proof_choose_level(level)
                return try Document(path: path, password: nil).draw(0, components: components, scale: 4)
            }
        }
        #expect(drawings[0] == drawings[1])
        #expect(Set(drawings[0].samples).count > 100, "else this would show nothing")
    }

    @Test("A page drawn in gray has the brightness of the colours")
    func gray() throws {
        let page = ColorPage(squares: Self.inks.map(Self.fill))
        for (gray, color) in try zip(page.drawn(components: 1), page.drawn()) {
            let brightness = 0.3 * Double(color[0]) + 0.59 * Double(color[1]) + 0.11 * Double(color[2])
            #expect(abs(Double(gray[0]) - brightness) <= 2)
        }
    }

    @Test("Black ink is not gray, and gray is")
    func survey() throws {
        #expect(try ColorPage(squares: ["0 0 0 1 k 0 0 20 20 re f"]).mayBeColored())
        #expect(try !ColorPage(squares: ["0 0 0 0 k 0 0 20 20 re f"]).mayBeColored())
        #expect(try !ColorPage(squares: [".3 g 0 0 20 20 re f"]).mayBeColored())
        #expect(try !ColorPage(squares: [".3 .3 .3 rg 0 0 20 20 re f"]).mayBeColored())
        let group = "/Group<</S/Transparency/CS/DeviceCMYK>>"
        #expect(
            try ColorPage(
                squares: ["/Half gs 0 g 0 0 20 20 re f"], resources: "/ExtGState<</Half<</ca .5>>>>",
                entries: group
            ).mayBeColored())
    }
}
