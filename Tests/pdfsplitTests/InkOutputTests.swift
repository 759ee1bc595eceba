import Foundation
import Testing

@Suite("Pages in CMYK")
struct InkOutputTests {
    let scratch = Scratch()

    private static let profile = OutputColorTests.profile("default_cmyk")
    /// With the inks that look like the colours, and with those of a profile.
    static let ways = [["--color", "cmyk"], ["--output-profile", profile]]

    /// A page of 100 by 100 points.
    private func writePage(_ contents: String, entries: String = "") throws {
        var document = TinyPDF()
        let stream = document.add("<< /Length \(contents.utf8.count) >>\nstream\n\(contents)\nendstream")
        let page = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents \(stream) 0 R /Resources << "
                + "/ExtGState << /Half << /ca 0.5 >> >> >> \(entries) >>")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
    }

    private func split(_ arguments: [String]) throws {
        let result = try scratch.start(arguments).wait()
        try #require(result.code == 0, "\(result.message)")
    }

    /// The share of the page that each ink covers, as Ghostscript counts pixels with any of it.
    private func inks() throws -> [Double] {
        let result = try scratch.run(
            "gs", "-q", "-dBATCH", "-dNOPAUSE", "-r72", "-sDEVICE=inkcov", "-o", "-", "out.pdf")
        try #require(result.code == 0, "\(result.message)")
        return result.text.split(separator: " ").prefix(4).compactMap { Double($0) }
    }

    /// The inks of pixels of an uncompressed TIFF.
    private func samples(_ places: [(x: Int, y: Int)]) throws -> [[UInt8]] {
        let result = try scratch.run("tiffcp", "-c", "none", "-r", "100", "out.tif", "raw.tif")
        try #require(result.code == 0, "\(result.message)")
        let offset = try #require(Int(try scratch.tags("raw.tif")["StripOffsets"] ?? ""))
        let data = [UInt8](try scratch.contents("raw.tif"))
        return places.map { place in
            let start = offset + (place.y * 100 + place.x) * 4
            return Array(data[start..<start + 4])
        }
    }

    static let blacks = ["0 g", "0 0 0 rg", "0 0 0 1 k"]

    @Test(
        "Black and gray lines and text are of black ink alone", arguments: blacks + ["0.5 g", "0.5 0.5 0.5 rg"], ways)
    func blackAlone(color: String, way: [String]) throws {
        // Slanted, so that edges are graded too.
        try writePage("\(color) 10 10 m 80 20 l 90 90 l 20 80 l f")
        try split(way + ["--dpi", "72", "in.pdf", "out.pdf"])
        let inks = try inks()
        #expect(inks.prefix(3) == [0, 0, 0] && inks[3] > 0.4, "\(inks)")
        #expect(try scratch.complaint() == nil)
    }

    @Test("Black stays so in a transparency group of RGB", arguments: ways)
    func blackInGroup(way: [String]) throws {
        try writePage(
            "0 0 0 rg 10 10 m 80 20 l 90 90 l 20 80 l f /Half gs 0 0 0 rg 0 0 5 5 re f",
            entries: "/Group << /S /Transparency /CS /DeviceRGB >>")
        try split(way + ["--dpi", "72", "--antialias", "0", "in.pdf", "out.pdf"])
        let inks = try inks()
        #expect(inks.prefix(3) == [0, 0, 0] && inks[3] > 0.4, "\(inks)")
    }

    @Test("Inks that the page names are kept, in a profile's space too", arguments: ways)
    func inksKept(way: [String]) throws {
        try writePage("0.2 0.4 0.6 0.8 k 0 50 50 50 re f 1 0 0 0 k 50 50 50 50 re f 0 1 1 0 k 0 0 50 50 re f")
        try split(way + ["--dpi", "72", "in.pdf", "out.tif"])
        // Of 255: 0.2, 0.4, 0.6 and 0.8 are whole levels.
        #expect(
            try samples([(20, 20), (70, 20), (20, 70), (70, 70)]) == [
                [51, 102, 153, 204], [255, 0, 0, 0], [0, 255, 255, 0], [0, 0, 0, 0],
            ])
    }

    @Test("A profile's inks are those that Ghostscript finds for the same colours")
    func separated() throws {
        try writePage("1 0 0 rg 0 50 50 50 re f 0.2 0.6 0.4 rg 50 50 50 50 re f 0.9 0.8 0.3 rg 0 0 50 50 re f")
        try split(["--output-profile", Self.profile, "--dpi", "72", "in.pdf", "out.tif"])
        let places = [(20, 20), (70, 20), (20, 70)]
        let ours = try samples(places)
        let result = try scratch.run(
            "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r72", "-sOutputICCProfile=\(Self.profile)",
            "-dRenderIntent=1", "-dBlackPtComp=1", "-o", "out.tif", "in.pdf")
        try #require(result.code == 0, "\(result.message)")
        for (one, other) in zip(ours, try samples(places)) {
            #expect(zip(one, other).allSatisfy { abs(Int($0) - Int($1)) <= 3 }, "\(one), Ghostscript: \(other)")
        }
    }

    @Test("Files say that they are CMYK, and carry the profile", arguments: ["out.tif", "out-%d.tif", "out-%d.jpg"])
    func files(output: String) throws {
        try split(
            ["--output-profile", Self.profile, "--dpi", "40", "--pages", "1", Sample.photos.path, output])
        let file = output.replacing("%d", with: "1")
        let tags = try scratch.tags(file)
        // Separated, or as many components.
        #expect(tags["PhotometricInterpretation"] ?? tags["ColorComponents"] == (file.hasSuffix("tif") ? "5" : "4"))
        let result = try scratch.run("sh", "-c", "exiftool -b -ICC_Profile '\(file)' > embedded.icc")
        try #require(result.code == 0, "\(result.message)")
        #expect(try scratch.contents("embedded.icc") == (try Data(contentsOf: URL(filePath: Self.profile))))
    }

    @Test("Other programs see the same picture in every format and codec")
    func pictures() throws {
        let options = ["--color", "cmyk", "--dpi", "100", "--pages", "1", Sample.photos.path]
        try split(options + ["--codec", "flate", "flate.pdf"])
        try split(options + ["--codec", "jpeg", "out.pdf"])
        try split(options + ["--codec", "flate", "flate.tif"])
        try split(options + ["--codec", "jpeg", "jpeg.tif"])
        try split(options + ["jpeg-%d.jpg"])
        let listed = try #require(try scratch.listedImages().first)
        #expect(listed.color == "cmyk" && listed.encoding == "jpeg")
        let plain = try scratch.decode("flate.pdf", with: .mupdf, dpi: 100)
        #expect(try scratch.decode("flate.tif", with: .mupdf, dpi: 100).meanDifference(to: plain) < 0.1)
        for name in ["out.pdf", "jpeg.tif", "jpeg-1.jpg"] {
            #expect(try scratch.decode(name, with: .mupdf, dpi: 100).meanDifference(to: plain) < 4, "\(name)")
        }
    }

    @Test("Large pages come in pieces as they do whole", arguments: ["flate", "jpeg"])
    func pieces(codec: String) throws {
        try split(
            ["--color", "cmyk", "--codec", codec, "--dpi", "100", "--pages", "1", Sample.poster.path, "out.pdf"])
        #expect(try scratch.complaint() == nil)
        #expect(try scratch.listedImages().map(\.color) == ["cmyk"])
        #expect(try scratch.decode("out.pdf", with: .mupdf, dpi: 20).width > 600)
    }

    @Test("Formats without inks are refused, with a way out", arguments: ["png", "pnm"], ways)
    func refused(format: String, way: [String]) throws {
        let result = try scratch.start(way + [Sample.text.path, "out-%d.\(format)"]).wait()
        #expect(result.code == 2)
        #expect(result.message.contains("\(format) files hold no CMYK") && result.message.contains("--color rgb"))
    }
}
