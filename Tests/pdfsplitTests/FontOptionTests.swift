import Foundation
import Testing

@Suite("Fonts that stand in for those that are not embedded")
struct FontOptionTests {
    let scratch = Scratch()

    init() throws {
        try scratch.write(NamedFontPDF.data, to: "in.pdf")
        scratch.makeDirectory("fonts")
        try scratch.write(NamedFontPDF.font(), to: "fonts/stand-in.otf")
    }

    private func render(_ arguments: String..., to output: String) throws -> Data {
        let result = try scratch.start(["--dpi", "72", "in.pdf", output] + arguments).wait()
        try #require(result.code == 0, "\(result.message)")
        return try scratch.contents(output)
    }

    @Test("Without the option the built-in fonts stand in, though the system has the one that is named")
    func builtIn() throws {
        let own = try render(to: "own.tif"), other = try render("--font-dir", "fonts", to: "other.tif")
        #expect(own != other)
        // The same letters in a font that nobody has look as those of one that is not to be looked for.
        let unknown = String(decoding: NamedFontPDF.data, as: UTF8.self).replacing(
            NamedFontPDF.name, with: "Zz03-MediumItalic")
        try scratch.write(Data(unknown.utf8), to: "in.pdf")
        #expect(try render(to: "unknown.tif") == own)
        #expect(try render("--font-dir", "fonts", to: "unknown.tif") == own)
    }

    @Test("Letters have the shapes that Ghostscript draws them in, which has the font itself")
    func shapes() throws {
        let result = try scratch.run(
            "gs", "-q", "-sDEVICE=pnggray", "-r144", "-dTextAlphaBits=4", "-dLastPage=1", "-o", "gs.png", "in.pdf")
        #expect(result.code == 0, "\(result.message)")
        var shares: [Double] = []
        for (name, options) in [("with", ["--font-dir", "fonts"]), ("without", [])] {
            let arguments = ["--dpi", "144", "--pages", "1", "in.pdf", "\(name)-%d.png"] + options
            #expect(try scratch.start(arguments).wait().code == 0)
            let text = try scratch.run("compare", "-metric", "RMSE", "\(name)-1.png", "gs.png", "null:").message
            shares.append(try Self.share(text))
        }
        #expect(shares[0] < 0.02 && shares[1] > 0.1, "\(shares)")
    }

    /// Reads "1234.5 (0.0188)".
    private static func share(_ text: String) throws -> Double {
        try #require(text.split(separator: "(").last.flatMap { Double($0.prefix { $0 != ")" }) })
    }

    @Test("The output is the same bytes on any number of workers, for one document and for several")
    func workers() throws {
        try scratch.write(NamedFontPDF.data, to: "again.pdf")
        let one = try render("--font-dir", "fonts", "--jobs", "1", to: "one.pdf")
        #expect(try render("--font-dir", "fonts", "--jobs", "4", to: "four.pdf") == one)
        let result = try scratch.pdfsplit(
            "--dpi", "72", "--font-dir", "fonts", "--output-dir", "out", "--jobs", "2", "in.pdf", "again.pdf")
        #expect(result.code == 0, "\(result.message)")
        for name in ["out/in.pdf", "out/again.pdf"] { #expect(try scratch.contents(name) == one) }
    }

    @Test("Pages of PDFs are compared as the fonts draw them")
    func comparing() throws {
        let rendered = try scratch.pdfsplit("--dpi", "72", "--font-dir", "fonts", "in.pdf", "pages/%d.png")
        #expect(rendered.code == 0, "\(rendered.message)")
        #expect(try scratch.compare("--dpi", "72", "--font-dir", "fonts", "in.pdf", "pages").failures.isEmpty)
        #expect(try scratch.compare("--dpi", "72", "in.pdf", "pages").failures.count == NamedFontPDF.pages)
        // Fonts change both sides alike, so what is made of the same objects needs no drawing.
        let same = try scratch.compare("--font-dir", "fonts", "in.pdf", "in.pdf")
        #expect(same.pages.allSatisfy { $0.proof == "objects" })
    }

    private static let commands = [
        ["in.pdf", "out.pdf"], ["compare", "in.pdf", "in.pdf"], ["golden", "verify", "."],
    ]

    @Test("A directory that cannot be read or has no font is named, and nothing is drawn", arguments: commands)
    func refused(command: [String]) throws {
        scratch.makeDirectory("empty")
        for directory in ["empty", "missing", "in.pdf"] {
            let result = try scratch.start(command + ["--font-dir", directory]).wait()
            #expect(result.code == 4 && result.message.contains("font directory \(directory) "), "\(result.message)")
            #expect(!scratch.exists("out.pdf"))
        }
    }

    @Test("Fonts that memory does not suffice for are not left out but an error")
    func tooLarge() throws {
        try #require(scratch.run("truncate", "-s", "1000M", "fonts/large.ttf").code == 0)
        let result = try scratch.pdfsplit("--font-dir", "fonts", "--max-worker-memory", "512M", "in.pdf", "out.pdf")
        #expect(result.code == 8 && result.message.contains("memory"), "\(result.message)")
        #expect(!scratch.exists("out.pdf"))
    }

    @Test("Each file that is no font is told, and counts as a warning; others that are none by their names do not")
    func strict() throws {
        try scratch.write(Data("read me".utf8), to: "fonts/README")
        try scratch.write(Data("0".utf8), to: "fonts/fonts.dir")
        let arguments = ["--strict", "--dpi", "72", "--font-dir", "fonts", "in.pdf", "out.pdf"]
        let good = try scratch.start(arguments).wait()
        #expect(good.code == 0 && !good.message.contains("warning"), "\(good.message)")
        for name in ["one.ttf", "two.pfb"] { try scratch.write(Data("none".utf8), to: "fonts/\(name)") }
        let result = try scratch.start(arguments).wait()
        #expect(result.code == 9)
        let told = result.lines.filter { $0.contains("warning") }
        #expect(
            told == ["one.ttf", "two.pfb"].map { "pdfsplit: fonts: warning: \($0) cannot be used as a font" }, "\(told)"
        )
    }

    @Test("What is no font is told once, however many documents there are, but not to who wants quiet")
    func unusable() throws {
        try scratch.write(Data([0, 1, 0, 0, 0, 99]), to: "fonts/broken.ttf")
        try scratch.write(NamedFontPDF.data, to: "again.pdf")
        let commands = [
            ["--output-dir", "out", "in.pdf", "again.pdf"], ["compare", "in.pdf", "again.pdf"],
            ["golden", "record", "--mode", "all", "."],
        ]
        for command in commands {
            let loud = try scratch.start(command + ["--font-dir", "fonts"]).wait()
            #expect(loud.code == 0, "\(loud.message)")
            #expect(loud.lines.filter { $0.contains("broken.ttf") }.count == 1, "\(loud.message)")
            let quiet = try scratch.start(command + ["--font-dir", "fonts", "--quiet"]).wait()
            #expect(quiet.code == 0 && quiet.message.isEmpty, "\(quiet.message)")
        }
        _ = try render("--font-dir", "fonts", "--report", "report.json", to: "one.pdf")
        let report = String(decoding: try scratch.contents("report.json"), as: UTF8.self)
        #expect(report.contains(#""directory" : "fonts""#) && report.contains(#""broken.ttf""#))
    }
}

/// Pages whose letters are of a font that is not embedded, and that the system has.
enum NamedFontPDF {
    /// Ghostscript brings it along; nothing that is built in looks like it.
    static let name = "Z003-MediumItalic"
    static let pages = 4

    static func font() throws -> Data {
        try Data(contentsOf: URL(filePath: "/usr/share/fonts/opentype/urw-base35/\(name).otf"))
    }

    static var data: Data { data(word: "gfs") }

    static func data(word: String) -> Data {
        var document = TinyPDF()
        let font = document.add("<< /Type /Font /Subtype /Type1 /BaseFont /\(name) >>")
        let kids = (1...pages).map { page in
            let text = "BT /F 60 Tf 10 30 Td (\(word)\(page)) Tj ET"
            let stream = document.add("<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream")
            let page = document.add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents \(stream) 0 R "
                    + "/Resources << /Font << /F \(font) 0 R >> >> >>")
            return "\(page) 0 R"
        }
        return document.data(pages: "/Count \(pages) /Kids [\(kids.joined(separator: " "))]")
    }
}
