import Foundation
import Testing

@Suite("Pages passed through")
struct PassthroughTests {
    let scratch = Scratch()

    static let fax = "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
    static let columns = "/DecodeParms << /K -1 /Columns 16 /Rows 16 >>"

    /// Makes in.pdf of one page that is a fax.
    private func writeFax(
        _ entries: String = fax + columns, _ contents: String = "100 0 0 100 0 0 cm /Im Do", page: String = ""
    ) throws {
        var scan = ScanPDF()
        scan.addPage(image: scan.addImage(entries, Quarter.ccitt), contents, entries: page)
        try scratch.write(scan.data, to: "in.pdf")
    }

    /// Runs with `--passthrough` and returns the report's pages.
    private func pass(_ arguments: String..., input: String = "in.pdf") throws -> [Report.Page] {
        let result = try scratch.start(
            ["--passthrough", "--report", "report.json"] + arguments + [input, "out.pdf"]
        ).wait()
        try #require(result.code == 0, "\(result.message)")
        #expect(try scratch.complaint() == nil)
        return try Report(scratch.contents("report.json")).pages
    }

    /// Expects the same output with `--passthrough` and without it.
    private func expectRendered(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try pass("--dpi", "72")[0].passedThrough == nil, sourceLocation: sourceLocation)
        #expect(try scratch.pdfsplit("--dpi", "72", "in.pdf", "rendered.pdf").code == 0)
        #expect(try scratch.contents() == scratch.contents("rendered.pdf"), sourceLocation: sourceLocation)
    }

    private func seenAlike(page: Int = 1) throws -> Bool {
        try scratch.seen("in.pdf", page: page).meanDifference(to: scratch.seen("out.pdf", page: page)) < 0.5
    }

    @Test("A scan of JPEG, JPEG 2000, CCITT and JBIG2 pages keeps the data of each, byte for byte")
    func allKinds() throws {
        try writeFax()
        #expect(try scratch.pdfsplit("in.pdf", "page.jpg", "--dpi", "72", "--color", "gray").code == 0)
        let jpeg = [UInt8](try scratch.contents("page.jpg"))
        var scan = ScanPDF()
        let picture = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter "
        scan.addPage(
            image: scan.add(
                "/Type /XObject /Subtype /Image /Width 100 /Height 100 " + picture + "/DCTDecode", jpeg))
        scan.addPage(image: scan.addImage("/Filter /JPXDecode", Quarter.jpx))
        scan.addPage(image: scan.addImage(Self.fax + Self.columns, Quarter.ccitt))
        let globals = scan.add("", Quarter.globals)
        let bilevel = "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter [/JBIG2Decode]"
        for _ in 0..<2 {
            scan.addPage(
                image: scan.addImage(
                    bilevel + "/DecodeParms [<< /JBIG2Globals \(globals) 0 R >>]", Quarter.jbig2))
        }
        try scratch.write(scan.data, to: "in.pdf")

        let pages = try pass()
        #expect(pages.map(\.codec) == ["jpeg", "jpx", "ccitt", "jbig2", "jbig2"])
        #expect(pages.allSatisfy { $0.passedThrough == true })
        #expect(pages.map(\.width) == [100, 16, 16, 16, 16])
        let data = [jpeg, Quarter.jpx, Quarter.ccitt, Quarter.jbig2, Quarter.jbig2]
        #expect(try scratch.rawImages(of: "in.pdf") == data)
        #expect(try scratch.rawImages() == data)
        for page in 1...5 { #expect(try seenAlike(page: page), "page \(page)") }
        // What pages share is in the output once.
        let text = String(decoding: try scratch.contents(), as: UTF8.self)
        #expect(text.split(separator: "made\u{0}here").count == 2)
        // Nothing depends on who does what.
        let first = try scratch.contents()
        _ = try pass("--jobs", "1")
        #expect(try scratch.contents() == first)
    }

    @Test(
        "Turned and mirrored images lie as they did",
        arguments: [
            "100 0 0 100 0 0", "-100 0 0 100 100 0", "100 0 0 -100 0 100", "0 100 -100 0 100 0", "0 -100 100 0 0 100",
            "0 100 100 0 0 0", "40 0 0 60 10 30", "200 0 0 200 -50 -60",
        ], ["", "/Rotate 90", "/Rotate 180", "/CropBox [10 20 90 100] /Rotate 270"])
    func matrices(matrix: String, page: String) throws {
        try writeFax(Self.fax + Self.columns, matrix + " cm /Im Do", page: page)
        #expect(try pass()[0].passedThrough == true)
        #expect(try scratch.rawImages() == [Quarter.ccitt])
        let shown = try scratch.run(
            "pdftoppm", "-r", "72", "-cropbox", "-singlefile", "in.pdf", "cropped")
        #expect(shown.code == 0)
        let wanted = try PageImage(ppm: scratch["cropped.ppm"])
        #expect(try wanted.meanDifference(to: scratch.seen("out.pdf")) < 0.5)
    }

    @Test("Paper and margins move and scale the image as they do when it is rendered")
    func layout() throws {
        try writeFax()
        let options = ["--paper", "200x300pt", "--margin", "20pt", "--scaling", "fit"]
        let rendered = try scratch.start(options + ["--dpi", "72", "in.pdf", "rendered.pdf"]).wait()
        #expect(rendered.code == 0)
        #expect(
            try pass(options[0], options[1], options[2], options[3], options[4], options[5])[0].passedThrough == true)
        #expect(try scratch.pageSizes() == [PaperExtent(200, 300)])
        #expect(try scratch.seen("rendered.pdf").meanDifference(to: scratch.seen("out.pdf")) < 1)
    }

    @Test(
        "Whatever else is on a page has it rendered",
        arguments: [
            "BT /F 10 Tf 10 10 Td (stamp) Tj ET", "0 g 0 0 5 5 re f", "q 10 0 0 10 0 0 cm /Im Do Q",
            "q 5 0 0 5 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q",
        ])
    func stamps(stamp: String) throws {
        try writeFax(Self.fax + Self.columns, "q 100 0 0 100 0 0 cm /Im Do Q " + stamp)
        try expectRendered()
    }

    @Test(
        "What changes the image has the page rendered",
        arguments: [
            ("", "/G gs 100 0 0 100 0 0 cm /Im Do"), ("", "20 20 50 50 re W n 100 0 0 100 0 0 cm /Im Do"),
            ("", "90 20 -20 90 20 0 cm /Im Do"), ("/Mask [0 0]", "100 0 0 100 0 0 cm /Im Do"),
            ("/Mask 3 0 R", "100 0 0 100 0 0 cm /Im Do"), ("/SMask 3 0 R", "100 0 0 100 0 0 cm /Im Do"),
        ])
    func changes(entries: String, contents: String) throws {
        var scan = ScanPDF()
        let mask = scan.addImage(
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode " + Self.columns
                + (entries.hasPrefix("/Mask 3") ? "/ImageMask true" : ""), Quarter.ccitt)
        try #require(mask == 3)
        scan.addPage(image: scan.addImage(Self.fax + Self.columns + entries, Quarter.ccitt), contents)
        try scratch.write(scan.data, to: "in.pdf")
        try expectRendered()
    }

    @Test("An annotation has the page rendered")
    func annotation() throws {
        try writeFax(page: "/Annots [<< /Type /Annot /Subtype /Square /Rect [10 10 40 40] /C [1 0 0] /F 4 >>]")
        let pages = try pass("--dpi", "72")
        #expect(pages[0].passedThrough == nil && pages[0].color != "gray")
    }

    @Test("A black stencil is a black and white image, whichever way round")
    func stencils() throws {
        for decode in ["", "/Decode [1 0]"] {
            try writeFax("/ImageMask true /Filter /CCITTFaxDecode " + Self.columns + decode)
            #expect(try pass()[0].passedThrough == true)
            #expect(try seenAlike())
            #expect(try scratch.rawImages() == [Quarter.ccitt])
        }
        try writeFax("/ImageMask true /Filter /CCITTFaxDecode " + Self.columns, "1 0 0 rg 100 0 0 100 0 0 cm /Im Do")
        #expect(try pass("--dpi", "72")[0].passedThrough == nil)
    }

    @Test("An image is not passed at a higher resolution than is asked for")
    func resolution() throws {
        // 16 pixels on 100 points are 11.52 an inch.
        try writeFax()
        #expect(try pass("--dpi", "12")[0].passedThrough == true)
        #expect(try pass("--dpi", "11")[0].passedThrough == nil)
        #expect(abs((try pass("--dpi", "300")[0].dpi ?? 0) - 11.52) < 0.01)
    }

    @Test(
        "Colours and codecs that are asked for count",
        arguments: [
            (["--color", "gray"], true), (["--color", "mono"], true), (["--color", "rgb"], false),
            (["--codec", "jpeg"], false), (["--lossless"], true),
        ])
    func options(options: [String], passes: Bool) throws {
        try writeFax()
        let pages =
            options.count == 1
            ? try pass(options[0], "--dpi", "72") : try pass(options[0], options[1], "--dpi", "72")
        #expect((pages[0].passedThrough == true) == passes)
    }

    @Test("Colour spaces go along, those with a profile too", arguments: ["none", "profile", "indexed", "calibrated"])
    func colorSpaces(kind: String) throws {
        var scan = ScanPDF()
        let profile = scan.add("/N 1 /Alternate /DeviceGray", Quarter.grayProfile)
        let space =
            switch kind {
            case "profile": "[/ICCBased \(profile) 0 R]"
            case "indexed": "[/Indexed /DeviceRGB 1 <FF000000FF00>]"
            case "calibrated": "[/CalGray << /WhitePoint [0.9505 1 1.089] /Gamma 2.2 >>]"
            default: "/DeviceGray"
            }
        let entries = "/BitsPerComponent 1 /Filter /CCITTFaxDecode /ColorSpace " + space + Self.columns
        scan.addPage(image: scan.addImage(entries, Quarter.ccitt))
        try scratch.write(scan.data, to: "in.pdf")
        let pages = try pass()
        #expect(pages[0].passedThrough == true)
        #expect(pages[0].color == (kind == "indexed" ? "indexed" : "gray"))
        #expect(try seenAlike())
        let hasProfile = try scratch.contents().range(of: Data(Quarter.grayProfile)) != nil
        #expect(hasProfile == (kind == "profile"))
    }

    @Test("An encrypted document's data comes out decrypted")
    func encrypted() throws {
        try writeFax()
        let made = try scratch.run("qpdf", "--encrypt", "", "owner", "256", "--", "in.pdf", "locked.pdf")
        try #require(made.code == 0, "\(made.message)")
        #expect(try pass(input: "locked.pdf")[0].passedThrough == true)
        #expect(try scratch.rawImages() == [Quarter.ccitt])
    }

    @Test(
        "Other outputs than PDF, and a codec that is never passed, are mistakes",
        arguments: [["in.pdf", "out.tif"], ["in.pdf", "p-%d.png"], ["--codec", "flate", "in.pdf", "out.pdf"]])
    func mistakes(arguments: [String]) throws {
        try writeFax()
        let result = try scratch.start(["--passthrough"] + arguments).wait()
        #expect(result.code == 2)
        #expect(result.message.contains("--passthrough"))
        #expect(scratch.files == ["in.pdf"])
    }
}
