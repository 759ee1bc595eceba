import MuPDF
import Testing

@Suite("Colours in groups and soft masks")
struct ColorGroupTests {
    private static func form(_ operators: String, group: String) -> (dictionary: String, stream: [UInt8]) {
        (
            "<</Type/XObject/Subtype/Form/BBox[0 0 20 20]/Group<</S/Transparency/I true\(group)>>>>",
            Array("\(operators) 0 0 20 20 re f".utf8)
        )
    }

    private static let colors = [".6 .5 .3 rg", ".2 .4 .3 rg", "0 0 0 rg", "1 1 1 rg", ".5 .5 .5 rg", ".8 .2 .2 rg"]

    @Test("What RGB has of the colours of inks comes back from a group that is blended in CMYK", arguments: colors)
    func roundTrip(color: String) throws {
        let page = ColorPage(
            squares: ["/Form Do", "\(color) 0 0 20 20 re f"], resources: "/XObject<</Form 6 0 R>>",
            objects: [Self.form(color, group: "/CS/DeviceCMYK")])
        let drawn = try page.drawn()
        #expect(difference(drawn[0], drawn[1]) <= 2)
    }

    @Test("Inks are the same in a group as on the page, and half of them is half of the way to white")
    func inks() throws {
        let page = ColorPage(
            squares: ["/Form Do", ".5 .4 .4 .1 k 0 0 20 20 re f", "/Half gs /Form Do"],
            resources: "/XObject<</Form 6 0 R>>/ExtGState<</Half<</ca .5>>>>",
            objects: [Self.form(".5 .4 .4 .1 k", group: "/CS/DeviceCMYK")])
        let drawn = try page.drawn()
        #expect(difference(drawn[0], drawn[1]) <= 1)
        #expect(difference(drawn[2], drawn[1].map { UInt8((Int($0) + 255) / 2) }) <= 2)
        #expect(difference(drawn[0], try page.byGhostscript()[0]) <= 2)
    }

    @Test("Gray becomes black ink alone in a group that is blended in CMYK")
    func gray() throws {
        let page = ColorPage(
            squares: ["/Form Do", "0 0 0 1 k 0 0 20 20 re f"], resources: "/XObject<</Form 6 0 R>>",
            objects: [Self.form("0 g", group: "/CS/DeviceCMYK")])
        let drawn = try page.drawn()
        #expect(drawn[0] == drawn[1])
        #expect(difference(drawn[0], try page.byGhostscript()[0]) <= 2)
    }

    /// Inks of a mask, and how much they let through by PDF's formula.
    private static let masks: [(String, Double)] = [
        ("0 0 0 0", 1), ("0 0 0 .5", 0.5), ("0 0 0 1", 0), ("1 0 0 0", 0.7), ("0 1 0 0", 0.41), ("0 0 1 0", 0.89),
        ("1 1 1 1", 0),
    ]

    @Test("A soft mask of inks lets through what they leave of the light", arguments: masks)
    func softMask(inks: String, light: Double) throws {
        let page = ColorPage(
            squares: ["/Masked gs 0 g 0 0 20 20 re f"],
            resources: "/ExtGState<</Masked<</SMask<</S/Luminosity/G 6 0 R>>>>>>",
            objects: [Self.form("\(inks) k", group: "/CS/DeviceCMYK")])
        #expect(try abs(Double(page.drawn()[0][1]) - 255 * (1 - light)) <= 2)
    }

    @Test("Beside what a soft mask is made of nothing is let through where its backdrop is black ink")
    func backdrop() throws {
        let page = ColorPage(
            squares: ["/Masked gs 0 g 0 0 20 20 re f"],
            resources: "/ExtGState<</Masked<</SMask<</S/Luminosity/BC[0 0 0 1]/G 6 0 R>>>>>>",
            objects: [
                (
                    "<</Type/XObject/Subtype/Form/BBox[0 0 5 5]/Group<</S/Transparency/I true/CS/DeviceCMYK>>>>",
                    Array("0 0 0 0 k 0 0 5 5 re f".utf8)
                )
            ])
        #expect(try page.drawn()[0] == [255, 255, 255])
    }
}
