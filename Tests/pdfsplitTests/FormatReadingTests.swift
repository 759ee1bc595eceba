import Foundation
import Testing

/// Each output is read by two programs, which have to agree with a third: what `mutool` draws of the input itself and, where
/// there is a profile, ImageMagick brings into its colours.
@Suite("Every format in every colour is read back by two programs")
struct FormatReadingTests {
    struct Case: CustomTestStringConvertible {
        var output: String
        var color: String
        var codec = "lossless"
        /// One of Ghostscript's.
        var profile: String?
        /// What `tiffinfo` or `pdfimages` calls the compression.
        var compression: String?

        /// Those to look at, of which there are two in each output; from zero in the input.
        var pages: [Int] { output.contains("%d") ? [1] : profile == nil ? [1, 2] : [2] }
        var input: String { color == "mono" ? Sample.text.path : "in.pdf" }
        /// No whole numbers of pixels per metre, and at least the 72 that MuPDF believes.
        ///
        /// Black and white pages are smallest as faxes if they have more.
        var dpi: Double { color == "mono" ? 103 : 73 }
        /// Whether the format can say it; PNM cannot.
        var hasResolution: Bool { !output.hasSuffix("m") }
        var components: Int { color == "cmyk" ? 4 : 3 }
        var testDescription: String { "\(output) \(color) \(codec) \(profile ?? "")" }
        var options: [String] {
            ["--color", color, "--codec", codec]
                + (color == "mono" ? ["--dither", "threshold", "--antialias", "8"] : [])
                + (profile.map { ["--output-profile", OutputColorTests.profile($0)] } ?? [])
        }
    }

    static let cases: [Case] = ["rgb", "gray", "cmyk"].flatMap { color -> [Case] in
        let profile = ["rgb": "a98", "gray": "ps_gray", "cmyk": "default_cmyk"][color]
        return [nil, profile].flatMap { profile -> [Case] in
            [
                Case(output: "out.pdf", color: color, codec: "flate", profile: profile, compression: "image"),
                Case(output: "out.pdf", color: color, codec: "jpeg", profile: profile, compression: "jpeg"),
                Case(output: "out.tif", color: color, codec: "flate", profile: profile, compression: "AdobeDeflate"),
                Case(output: "out.tif", color: color, codec: "jpeg", profile: profile, compression: "JPEG"),
                Case(output: "%d.jpg", color: color, codec: "jpeg", profile: profile),
            ] + (color == "cmyk" ? [] : [Case(output: "%d.png", color: color, profile: profile)])
        }
    }
    static let others = [
        Case(output: "%d.ppm", color: "rgb"), Case(output: "%d.pgm", color: "gray"),
        Case(output: "%d.pbm", color: "mono"),
        Case(output: "%d.png", color: "mono"), Case(output: "%d.tif", color: "mono", compression: "CCITT Group 4"),
        Case(output: "out.tif", color: "mono", compression: "CCITT Group 4"),
        Case(output: "out.pdf", color: "mono", compression: "ccitt"),
    ]

    let scratch = Scratch()
    /// What the pixels of a page should be.
    private func wanted(_ example: Case, page: Int) throws -> Raster {
        if example.color == "cmyk" { return try inks(example, page: page) }
        let input = example.input
        if example.color == "rgb" {
            let drawn = try scratch.drawnByMutool(input, page: page, dpi: example.dpi, in: "rgb")
            return try example.profile.map { try converted(drawn, to: $0) } ?? drawn
        }
        var gray = try scratch.drawnByMutool(input, page: page, dpi: example.dpi, in: "gray")
        if example.color == "mono" { gray = gray.bilevel }
        let drawn = try Raster(
            width: gray.width, height: gray.height, components: 3, samples: gray.samples.flatMap { [$0, $0, $0] })
        return try example.profile.map { try converted(drawn, to: $0) } ?? drawn
    }

    /// The picture in the colours of a profile.
    private func converted(_ picture: Raster, to profile: String) throws -> Raster {
        try scratch.write(Data(picture.samples), to: "picture.rgb")
        let arguments = [
            "-size", "\(picture.width)x\(picture.height)", "-depth", "8", "rgb:picture.rgb", "-profile",
            OutputColorTests.profile("srgb"), "-intent", "relative", "-black-point-compensation", "-profile",
            OutputColorTests.profile(profile), "-depth", "8", "rgb:-",
        ]
        var copy = picture
        copy.samples = [UInt8](try scratch.output("convert", arguments))
        try #require(copy.samples.count == picture.samples.count)
        return copy
    }

    /// The inks that the program finds for the page: whether they are the right ones, InkOutputTests asks.
    private func inks(_ example: Case, page: Int) throws -> Raster {
        var plain = example
        plain.codec = "flate"
        if !scratch.exists("inks.pdf") { try split(plain, to: "inks.pdf") }
        let image = try #require(try scratch.listedImages(of: "inks.pdf").dropFirst(page - 1).first)
        let row = try scratch.table("pdfimages", "-list", "inks.pdf")[page - 1]
        let samples = try scratch.output("qpdf", ["--show-object=\(row[10])", "--filtered-stream-data", "inks.pdf"])
        return try Raster(width: image.width, height: image.height, components: 4, samples: [UInt8](samples))
    }

    /// Writes pages of a picture, colours and slanted lines, the last two of which are looked at.
    private func writeInput() throws {
        var document = ScanPDF()
        let picture = (0..<96 * 64).flatMap { place -> [UInt8] in
            let x = place % 96, y = place / 96
            return [40 + x * 2, 250 - y * 3, 60 + (x + y) % 64 * 2].map { UInt8($0) }
        }
        let image = document.add(
            "/Type /XObject /Subtype /Image /Width 96 /Height 64 /ColorSpace /DeviceRGB /BitsPerComponent 8", picture)
        for (width, height) in [(100, 100), (180, 110), (90, 160)] {
            document.addPage(
                "q 96 0 0 64 3.3 9.7 cm /Im Do Q 0 g 10 80 m 70 104 l 30 90 l f .9 .2 .1 rg 60 77 20 20 re f "
                    + ".1 .3 .8 RG 2 w 5 75 m 85 78 l S",
                width: width, height: height, resources: "/XObject << /Im \(image) 0 R >>")
        }
        try scratch.write(document.data, to: "in.pdf")
    }

    private func split(_ example: Case, to output: String) throws {
        let result = try scratch.start(
            example.options + ["--dpi", "\(Int(example.dpi))", "--pages", "2-3", example.input, output]
        ).wait()
        try #require(result.code == 0, "\(result.message)")
    }

    /// What two programs find in a page.
    private func findings(_ example: Case, page: Int) throws -> [(name: String, finding: Finding)] {
        let file = example.output.replacing("%d", with: "\(page + 1)")
        let index = example.output.contains("%d") ? 0 : page - 1
        let components = example.components
        if example.output.hasSuffix("pdf") {
            return try [
                ("poppler", scratch.foundByPoppler(file, page: index, components: components)),
                ("MuPDF", scratch.foundInPDFByMutool(file, page: index, dpi: example.dpi, components: components)),
            ]
        }
        // 96 is what MuPDF takes for the resolution of files that tell none.
        let dpi = example.hasResolution ? example.dpi : 96
        return try [
            ("ImageMagick", scratch.foundByImageMagick(file, page: index, components: components)),
            ("MuPDF", scratch.foundByMutool(file, page: index, dpi: dpi, components: components)),
        ]
    }

    /// How the pages of a file are compressed, as `pdfimages` or `tiffinfo` says.
    private func compressions(_ example: Case) throws -> [String] {
        if example.output.hasSuffix("pdf") { return try scratch.listedImages().map(\.encoding) }
        let files = example.output.contains("%d") ? ["2.tif"] : [example.output]
        let lines = String(decoding: try scratch.output("tiffinfo", files), as: UTF8.self).split(separator: "\n")
        return lines.compactMap { $0.split(separator: ": ") }.filter { $0[0].hasSuffix("Compression Scheme") }
            .map { String($0[1]) }
    }

    @Test("Size, resolution, profile and pixels are what was asked for", arguments: cases + others)
    func read(example: Case) throws {
        try writeInput()
        try split(example, to: example.output)
        let profile = try example.profile.map {
            [UInt8](try Data(contentsOf: URL(filePath: OutputColorTests.profile($0))))
        }
        if let compression = example.compression { #expect(try Set(compressions(example)) == [compression]) }
        for page in example.pages {
            let wanted = try wanted(example, page: page)
            for (name, finding) in try findings(example, page: page) {
                let context: Comment = "page \(page + 1) in \(name)"
                #expect([finding.pixels.width, finding.pixels.height] == [wanted.width, wanted.height], context)
                let resolution = example.hasResolution ? example.dpi : 0
                #expect(abs((finding.resolution ?? 0) - resolution) < 0.02, context)
                let hasProfile = finding.profile == profile
                #expect(hasProfile, context)
                let difference = finding.pixels.difference(to: wanted)
                if example.codec == "jpeg" {
                    #expect(difference.mean < 3, context)
                } else {
                    // Profiles are applied in other ways by ImageMagick.
                    #expect(difference.most <= (example.profile == nil ? 0 : 1), context)
                }
            }
        }
    }
}
