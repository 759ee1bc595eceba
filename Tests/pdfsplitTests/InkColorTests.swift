import Foundation
import Testing

/// The pixels wanted are the means of Ghostscript's and poppler's.
///
/// Both take DeviceCMYK for SWOP, but by itself poppler blends between sixteen colours of it: it agrees with Ghostscript
/// where every ink is full or absent, and elsewhere is off by up to 26 levels. So it is told the profile that
/// Ghostscript has for these inks, and the two are then within 1 level of each other in all patches.
@Suite("Inks on the screen, beside Ghostscript and poppler")
struct InkColorTests {
    let scratch = Scratch()

    private static let profile = ["-defaultcmykprofile", OutputColorTests.profile("default_cmyk")]

    /// Our page and those of the others.
    private func drawn(
        _ page: FieldPage, entries: String = ""
    ) throws -> (ours: PageImage, ghostscript: PageImage, poppler: PageImage) {
        try scratch.write(page.data(entries: entries), to: "in.pdf")
        let result = try scratch.pdfsplit("--dpi", "72", "--lossless", "in.pdf", "ours-%d.png")
        try #require(result.code == 0, "\(result.message)")
        let ours = try scratch.decode("ours-1.png", with: .netpbm, dpi: 72)
        let ghostscript = try scratch.drawnByGhostscript("in.pdf")
        let poppler = try scratch.drawnByPoppler("in.pdf", Self.profile[0], Self.profile[1])
        try #require(ours.width == ghostscript.width && ours.height == ghostscript.height)
        try #require(ours.width == poppler.width && ours.height == poppler.height)
        return (ours, ghostscript, poppler)
    }

    private func check(_ page: FieldPage, entries: String = "", _ expect: (String, Deviation, Deviation) -> Void) throws
    {
        let (ours, ghostscript, poppler) = try drawn(page, entries: entries)
        for (index, name) in page.names.enumerated() {
            let places = page.pixels(of: index)
            expect(
                name, Deviation(of: ours, from: [ghostscript, poppler], at: places),
                Deviation(of: ghostscript, from: [poppler], at: places))
        }
    }

    // MARK: - Patches

    private static let solids = [
        "0 0 0 0", "1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "0 1 1 0", "1 0 1 0",
    ]
    private static let mixtures = [
        "1 1 1 0", "1 1 1 1", ".5 0 0 0", "0 .5 0 0", "0 0 .5 0", ".5 .4 .4 .1", ".6 .5 .5 1", ".1 .8 .9 .3",
        ".2 .1 .1 0", ".9 .7 0 .2", "0 .35 .85 0", ".75 .1 1 0", ".05 .02 .02 0", ".3 .9 .1 .4",
    ]
    private static let grays = ["0 0 0 .1", "0 0 0 .25", "0 0 0 .5", "0 0 0 .75", "0 0 0 .9"]

    /// Patches of plain inks, and of spot colours that are made of them.
    private static func patches() -> FieldPage {
        var page = FieldPage(side: 20)
        for inks in solids + mixtures + grays { page.add("\(inks) k", "\(inks) k 0 0 20 20 re f") }
        let tint = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0]"
        let pair = page.objects.add(
            "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]",
            Array("{ 2 copy pop 0 exch 0 3 index pop }".utf8))
        page.resources = """
            /ColorSpace << /Orange [/Separation /Orange /DeviceCMYK \(tint) /C1 [0 0.6 1 0] >>]
            /Key [/Separation /Black /DeviceCMYK \(tint) /C1 [0 0 0 1] >>]
            /Two [/DeviceN [/Violet /Green] /DeviceCMYK \(pair) 0 R] >>
            """
        for color in ["/Orange cs 1", "/Orange cs .5", "/Key cs 1", "/Key cs .5", "/Two cs 1 0", "/Two cs .5 .5"] {
            page.add(color, "\(color) sc 0 0 20 20 re f")
        }
        return page
    }

    @Test("Patches of inks and of spot colours are within 6 levels of the others'")
    func patches() throws {
        try check(Self.patches()) { name, ours, others in
            #expect(others.most <= 2, "\(name): the others are of two opinions, \(others)")
            #expect(ours.most <= 6, "\(name): \(ours)")
        }
    }

    @Test("Full inks are as poppler shows them by itself, too")
    func solids() throws {
        let page = Self.patches()
        let (ours, _, _) = try drawn(page)
        let plain = try scratch.drawnByPoppler("in.pdf")
        for index in Self.solids.indices {
            let deviation = Deviation(of: ours, from: [plain], at: page.pixels(of: index))
            #expect(deviation.most <= 2, "\(page.names[index]): \(deviation)")
        }
        let wanted = [(1, (0, 174, 239)), (2, (236, 0, 140)), (4, (35, 31, 32))] as [(Int, (UInt8, UInt8, UInt8))]
        for (index, color) in wanted {
            let place = page.pixels(of: index)[0]
            let color = PageImage.Color(red: color.0, green: color.1, blue: color.2)
            #expect(ours[place.x, place.y].isNear(color, within: 1), "\(page.names[index])")
        }
    }

    // MARK: - Pictures

    /// Every pixel of 64 by 64 has other inks.
    static let inks: [UInt8] = (0..<64 * 64).flatMap { place -> [UInt8] in
        let x = place % 64, y = place / 64
        return [x * 4, y * 4, 252 - x * 2 - y * 2, x * y / 24].map { UInt8($0) }
    }

    private static let ramp = (0..<64 * 64).map { (place: Int) -> UInt8 in UInt8((place % 64 + place / 64) * 2) }

    /// The samples as a JPEG of four components, which has Adobe's marker.
    private func jpeg(_ samples: [UInt8]) throws -> [UInt8] {
        try scratch.write(Data(samples), to: "raw.cmyk")
        // ImageMagick inverts what it writes, as Adobe's programs do.
        let result = try scratch.run(
            "convert", "-size", "64x64", "-depth", "8", "cmyk:raw.cmyk", "-sampling-factor", "1x1", "-quality", "97",
            "inks.jpg")
        try #require(result.code == 0, "\(result.message)")
        return [UInt8](try scratch.contents("inks.jpg"))
    }

    /// Expects pixels to be as near to the others' as these are to each other.
    ///
    /// Between the two the mean difference is at most 2.1 levels, and 99 of 100 samples differ by at most 7. Inks taken for
    /// 1 - c - k would be off by 11 to 28 levels on average.
    private func checkPictures(_ page: FieldPage) throws {
        try check(page) { name, ours, others in
            #expect(others.mean < 2.5 && others.percentile99 <= 8, "\(name): the others are of two opinions, \(others)")
            #expect(ours.mean < 2 && ours.percentile99 <= 6, "\(name): \(ours)")
        }
    }

    private static let image = """
        /Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceCMYK
        """

    @Test("Images of inks are as the others show them, raw, as JPEG and as Adobe's inverted JPEG")
    func images() throws {
        var page = FieldPage(side: 64)
        let mask = page.objects.add(
            "/Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            Self.ramp)
        let inverted = Self.inks.map { 255 - $0 }
        let images = [
            ("Raw", page.objects.add(Self.image, Self.inks)),
            ("JPEG", page.objects.add(Self.image + " /Filter /DCTDecode", try jpeg(inverted))),
            (
                "Adobe",
                page.objects.add(
                    Self.image + " /Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0]", try jpeg(Self.inks))
            ),
            ("Masked", page.objects.add(Self.image + " /SMask \(mask) 0 R", Self.inks)),
        ]
        page.resources = "/XObject << " + images.map { "/\($0) \($1) 0 R" }.joined(separator: " ") + " >>"
        for (name, _) in images { page.add(name, "64 0 0 64 0 0 cm /\(name) Do") }
        try checkPictures(page)
    }

    @Test("Shadings and groups of inks are as the others show them")
    func shadings() throws {
        var page = FieldPage(side: 64)
        let tint = { (from: String, to: String) in
            "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [\(from)] /C1 [\(to)] >>"
        }
        let axial = """
            /Axial << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 64 0] /Function \(tint("1 0 0 0", "0 1 .4 0")) >>
            """
        let form =
            "/Type /XObject /Subtype /Form /BBox [0 0 64 64] /Group << /S /Transparency /I true /CS /DeviceCMYK >>"
        let group = page.objects.add(
            form + " /Resources << /Shading << \(axial) >> >>",
            Array("1 0 0 0 k 0 0 20 64 re f 0 1 .4 .2 k 20 0 20 64 re f 40 0 24 64 re W n /Axial sh".utf8))
        page.resources = """
            /Shading << \(axial)
            /Key << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 0 64] /Function \(tint("0 0 0 1", "0 0 0 0")) >>
            /Radial << /ShadingType 3 /ColorSpace /DeviceCMYK /Coords [32 32 0 32 32 60]
            /Function \(tint("0 0 .8 0", ".9 .6 0 .3")) >> >>
            /XObject << /Group \(group) 0 R >> /ExtGState << /Half << /ca 0.5 >> >>
            """
        for name in ["Axial", "Key", "Radial"] { page.add(name, "0 0 64 64 re W n /\(name) sh") }
        page.add("Group", "/Group Do")
        page.add("Half of it", "/Half gs /Group Do")
        try checkPictures(page)
    }

    @Test("Inks that lie over each other in a group are blended as inks, as Ghostscript does")
    func blended() throws {
        // poppler blends them as RGB, whatever the group says, and is up to 34 levels away.
        var page = FieldPage(side: 64)
        let group = page.objects.add(
            "/Type /XObject /Subtype /Form /BBox [0 0 64 64] /Group << /S /Transparency /I true /CS /DeviceCMYK >>"
                + " /Resources << /ExtGState << /Half << /ca 0.5 >> >> >>",
            Array("1 0 0 0 k 0 0 64 64 re f /Half gs 0 1 0.4 0.2 k 0 0 64 64 re f".utf8))
        page.resources = "/XObject << /Group \(group) 0 R >>"
        page.add("Group", "/Group Do")
        let (ours, ghostscript, poppler) = try drawn(page)
        let deviation = Deviation(of: ours, from: [ghostscript], at: page.pixels(of: 0))
        #expect(deviation.most <= 3, "\(deviation)")
        #expect(Deviation(of: poppler, from: [ghostscript], at: page.pixels(of: 0)).most > 10)
    }
}
