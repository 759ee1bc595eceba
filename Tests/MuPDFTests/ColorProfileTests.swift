import MuPDF
import Testing

@Suite("Embedded profiles")
struct ColorProfileTests {
    private static let inks = ["1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", ".5 .4 .4 .1", "0 0 0 0"]
    private static let levels = ["1 0 0", "0 1 0", "0 0 1", ".2 .5 .7", ".5 .5 .5", ".05 .1 .1", "1 1 1"]
    private static let grays = ["0", ".2", ".5", ".8", "1"]

    private static func page(_ colors: [String], spaces: String = "/S[/ICCBased 6 0 R]") -> ColorPage {
        ColorPage(squares: colors.map { "/S cs \($0) sc 0 0 20 20 re f" }, resources: "/ColorSpace<<\(spaces)>>")
    }

    private static let profiles: [(String, [String])] = [
        ("default_cmyk", inks), ("ps_cmyk", inks), ("a98", levels), ("rommrgb", levels), ("default_rgb", levels),
        ("ps_gray", grays), ("sgray", grays),
    ]

    @Test("Colours of a profile are as Ghostscript and poppler show them", arguments: profiles)
    func likeOthers(name: String, colors: [String]) throws {
        var page = Self.page(colors)
        page.objects = [try profile(name, components: colors[0].split(separator: " ").count)]
        let drawn = try page.drawn(), one = try page.byGhostscript(), other = try page.byPoppler()
        for (index, color) in drawn.enumerated() {
            #expect(difference(color, one[index]) <= 3, "\(colors[index]): \(color), \(one[index])")
            #expect(difference(color, other[index]) <= 3, "\(colors[index]): \(color), \(other[index])")
        }
    }

    @Test("Indices and tints of a profile's colours are as Ghostscript shows them")
    func based() throws {
        let tint = "<</FunctionType 2/Domain[0 1]/N 1/C0[1 1 1]/C1[0 .7 .2]>>"
        var page = ColorPage(
            squares: ["/Index cs 1 sc", "/Spot cs 1 sc", "/Spot cs .5 sc", "/Both cs 1 sc"].map {
                "\($0) 0 0 20 20 re f"
            },
            resources: """
                /ColorSpace<</Index[/Indexed[/ICCBased 6 0 R]1<FF0000208060>]
                /Spot[/Separation/Green[/ICCBased 6 0 R]\(tint)]
                /Both[/Indexed[/Separation/Green[/ICCBased 6 0 R]\(tint)]1<00C0>]>>
                """)
        page.objects = [try profile("a98", components: 3)]
        for (color, other) in try zip(page.drawn(), page.byGhostscript()) {
            #expect(difference(color, other) <= 4, "\(color) for \(other)")
        }
    }

    @Test(
        "Images have the colours of fills",
        arguments: [("a98", "20 80 B4"), ("ps_cmyk", "80 66 66 1A"), ("ps_gray", "66")])
    func images(name: String, bytes: String) throws {
        let pixel = bytes.split(separator: " ").compactMap { UInt8($0, radix: 16) }
        let color = pixel.map { "\(Double($0) / 255)" }.joined(separator: " ")
        var page = Self.page([color])
        page.squares.append("20 0 0 20 0 0 cm /Im Do")
        page.resources += "/XObject<</Im 7 0 R>>"
        page.objects = [
            try profile(name, components: pixel.count),
            (
                "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/ICCBased 6 0 R]>>",
                pixel
            ),
        ]
        let drawn = try page.drawn()
        #expect(difference(drawn[0], drawn[1]) <= 1)
        #expect(drawn[0] != pixel, "else this would show nothing")
    }

    @Test("A gray profile leaves a page gray, and one of sRGB leaves colours alone")
    func harmless() throws {
        var page = Self.page(Self.grays)
        page.objects = [try profile("ps_gray", components: 1)]
        #expect(try !page.mayBeColored())
        #expect(try page.drawn().allSatisfy { Set($0).count == 1 })

        page = Self.page(Self.levels + [".123 .456 .789"])
        page.objects = [try profile("default_rgb", components: 3)]
        let plain = Self.page(Self.levels + [".123 .456 .789"], spaces: "/S/DeviceRGB")
        #expect(try page.drawn() == plain.drawn())
    }

    @Test("CalRGB and CalGray are as Ghostscript shows them")
    func calibrated() throws {
        let matrix = "0.4497 0.2446 0.0252 0.3163 0.672 0.1412 0.1845 0.0833 0.9227"
        let white = "/WhitePoint[0.9505 1 1.089]"
        let color = Self.page(
            Self.levels, spaces: "/S[/CalRGB<<\(white)/Gamma[1.8 1.8 1.8]/Matrix[\(matrix)]>>]")
        let gray = Self.page(Self.grays, spaces: "/S[/CalGray<<\(white)/Gamma 1.8>>]")
        // Blue is beyond what sRGB can show, and each program cuts it off in another way.
        for (index, pair) in try zip(color.drawn(), color.byGhostscript()).enumerated() where index != 1 && index != 2 {
            #expect(difference(pair.0, pair.1) <= 4, "\(pair)")
        }
        for (color, other) in try zip(gray.drawn(), gray.byGhostscript()) {
            #expect(difference(color, other) <= 2, "\(color) for \(other)")
        }
    }

    @Test("Default spaces hold for fills, images and groups, and are as Ghostscript shows them")
    func defaults() throws {
        var page = ColorPage(
            squares: [
                ".2 .5 .7 rg 0 0 20 20 re f", "20 0 0 20 0 0 cm /Im Do", "/Form Do", ".5 .4 .4 .1 k 0 0 20 20 re f",
                "/Inks Do", ".4 g 0 0 20 20 re f",
            ],
            resources: """
                /ColorSpace<</DefaultRGB[/ICCBased 6 0 R]/DefaultCMYK[/ICCBased 7 0 R]/DefaultGray[/ICCBased 8 0 R]>>
                /XObject<</Im 9 0 R/Form 10 0 R/Inks 11 0 R>>
                """)
        let group = "<</Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources 5 0 R/Group<</S/Transparency/I true/CS"
        page.objects = try [
            profile("a98", components: 3), profile("ps_cmyk", components: 4), profile("ps_gray", components: 1),
            (
                "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB>>",
                [51, 128, 179]
            ),
            ("\(group)/DeviceRGB>>>>", Array(".2 .5 .7 rg 0 0 20 20 re f".utf8)),
            ("\(group)/DeviceCMYK>>>>", Array(".5 .4 .4 .1 k 0 0 20 20 re f".utf8)),
        ]
        let drawn = try page.drawn(), other = try page.byGhostscript()
        for index in [0, 1, 3, 5] {
            #expect(difference(drawn[index], other[index]) <= 2, "\(drawn[index]) for \(other[index])")
        }
        #expect(difference(drawn[2], drawn[0]) <= 1)
        // Through other inks and back.
        #expect(difference(drawn[4], drawn[3]) <= 6)
        #expect(try page.mayBeColored())
    }

    @Test("A group in a profile's space is blended in the device space, and colours come out as without it")
    func group() throws {
        var page = Self.page(["0 1 1 0"])
        page.squares = ["/Form Do", "/S cs 0 1 1 0 sc 0 0 20 20 re f"]
        page.resources += "/XObject<</Form 7 0 R>>"
        page.objects = [
            try profile("default_cmyk", components: 4),
            (
                "<</Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources 5 0 R"
                    + "/Group<</S/Transparency/I true/CS[/ICCBased 6 0 R]>>>>",
                Array("/S cs 0 1 1 0 sc 0 0 20 20 re f".utf8)
            ),
        ]
        let drawn = try page.drawn()
        #expect(difference(drawn[0], drawn[1]) <= 6)
    }

    @Test("A profile that is broken, or of another kind, is named and the device space taken")
    func unusable() throws {
        let good = try profile("a98", components: 3)
        let plain = try Self.page(Self.levels, spaces: "/S/DeviceRGB").drawn()
        let cut = Array(good.stream.prefix(200)), inks = try profile("ps_cmyk", components: 4).stream
        for stream in [[], cut, [UInt8](repeating: 0, count: 3000), inks] {
            var page = Self.page(Self.levels)
            page.objects = [("<</N 3>>", stream)]
            #expect(try page.drawn() == plain)
            #expect(try page.messages().contains { $0.contains("ICC profile in object 6") })
        }
    }

    @Test("Profiles with wrong bytes anywhere do no harm", arguments: ["a98", "ps_cmyk", "ps_gray", "default_rgb"])
    func hostile(name: String) throws {
        let components = name == "ps_cmyk" ? 4 : name == "ps_gray" ? 1 : 3
        let good = try profile(name, components: components).stream
        let color = (0..<components).map { _ in ".4" }.joined(separator: " ")
        var state: UInt32 = 1
        for _ in 0..<40 {
            var stream = good
            for _ in 0..<12 {
                state = state &* 1_664_525 &+ 1_013_904_223
                // Most of what can go wrong is in the header and the table of tags.
                let range = state & 1 == 0 ? min(400, stream.count) : stream.count
                stream[Int(state >> 8) % range] = UInt8(truncatingIfNeeded: state >> 3)
            }
            var page = Self.page([color])
            page.objects = [("<</N \(components)>>", stream)]
            #expect(try page.drawn()[0].count == 3)
        }
    }

    @Test("More profiles than are kept are all honoured, again and again")
    func many() throws {
        // Each is another gamma.
        let count = 20
        let page = ColorPage(
            squares: (0..<count).map { "/S\($0) cs .5 sc 0 0 20 20 re f" },
            resources: "/ColorSpace<<"
                + (0..<count).map {
                    "/S\($0)[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma \(1 + Double($0) / 10)>>]"
                }.joined() + ">>")
        let scratch = try Scratch()
        let document = try Document(path: scratch.write("page.pdf", page.file()), password: nil)
        let first = try document.draw(0)
        #expect(try document.draw(0) == first)
        let levels = (0..<count).map { first[$0 * 20 + 10, 10][0] }
        #expect(levels == levels.sorted(by: >) && Set(levels).count == count, "\(levels)")
    }
}
