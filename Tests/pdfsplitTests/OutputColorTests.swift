import Foundation
import Testing

@Suite("Output profiles")
struct OutputColorTests {
    let scratch = Scratch()

    /// A profile that Ghostscript brings along.
    static func profile(_ name: String) -> String { "/usr/share/color/icc/ghostscript/\(name).icc" }

    /// A page of 100 by 100 points.
    private func writePage(_ contents: String) throws {
        var document = TinyPDF()
        let stream = document.add("<< /Length \(contents.utf8.count) >>\nstream\n\(contents)\nendstream")
        let page = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents \(stream) 0 R /Resources << >> >>")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
    }

    private func split(_ arguments: String...) throws {
        let result = try scratch.start(arguments).wait()
        try #require(result.code == 0, "\(result.message)")
    }

    @Test("Colours become those of the profile")
    func converted() throws {
        try writePage("1 0 0 rg 0 50 50 50 re f 0 1 0 rg 50 50 50 50 re f 0 0 1 rg 0 0 50 50 re f")
        try split("--dpi", "72", "--output-profile", Self.profile("a98"), "in.pdf", "out-%d.png")
        // The primaries of sRGB in Adobe RGB (1998): of linear light, 0.7152 0 0, 0.2849 1 0.0412 and 0 0 0.9588, to the
        // power of 1 / 2.2.
        let image = try scratch.decode("out-1.png", with: .netpbm, dpi: 72)
        #expect(image[20, 20].isNear(PageImage.Color(red: 219, green: 0, blue: 0), within: 1))
        #expect(image[70, 20].isNear(PageImage.Color(red: 144, green: 255, blue: 60), within: 1))
        #expect(image[20, 70].isNear(PageImage.Color(red: 0, green: 0, blue: 250), within: 1))
        #expect(image[70, 70] == .white)
    }

    @Test("Other programs show the page's colours by the profile", arguments: ["a98", "sgray"])
    func shown(profile: String) throws {
        let options = ["--dpi", "50", "--pages", "1-3", Sample.mixed.path]
        let color = profile == "sgray" ? "gray" : "rgb"
        try #require(try scratch.start(options + ["--color", color, "plain.pdf"]).wait().code == 0)
        try split(
            "--output-profile", Self.profile(profile), "--dpi", "50", "--pages", "1-3", Sample.mixed.path, "out.pdf")
        #expect(try scratch.complaint() == nil)
        #expect(try scratch.listedImages().allSatisfy { $0.color == "icc" })
        for name in ["plain", "out"] {
            let result = try scratch.run(
                "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", "-r50",
                "-sOutputICCProfile=\(Self.profile("srgb"))", "-o", "\(name)-%d.png", "\(name).pdf")
            try #require(result.code == 0, "\(result.message)")
        }
        for page in 1...3 {
            let plain = try scratch.decode("plain-\(page).png", with: .netpbm, dpi: 50)
            let shown = try scratch.decode("out-\(page).png", with: .netpbm, dpi: 50)
            // Wherever there is ink, numbers that no profile explained would be off by tens of levels.
            #expect(shown.meanDifference(to: plain) < 0.3)
        }
    }

    @Test(
        "The profile is embedded, byte for byte",
        arguments: ["out.tif", "out-%d.tif", "out-%d.png", "out-%d.jpg"], ["a98", "sgray", "srgb"])
    func embedded(output: String, profile: String) throws {
        try split(
            "--dpi", "40", "--pages", "1-2", "--output-profile", Self.profile(profile), Sample.photos.path, output)
        let original = try Data(contentsOf: URL(filePath: Self.profile(profile)))
        let file = output.replacing("%d", with: "2")
        let result = try scratch.run("sh", "-c", "exiftool -b -ICC_Profile '\(file)' > embedded.icc")
        try #require(result.code == 0, "\(result.message)")
        #expect(try scratch.contents("embedded.icc") == original)
    }

    @Test("A PDF has the profile once, whatever its pages")
    func shared() throws {
        try split("--dpi", "40", "--output-profile", Self.profile("a98"), Sample.mixed.path, "out.pdf")
        let result = try scratch.run(
            "sh", "-c", "qpdf --qdf --object-streams=disable out.pdf - | grep -ac '/Alternate'")
        #expect(result.text.trimmingCharacters(in: .whitespacesAndNewlines) == "1")
    }

    @Test("Large pages carry it too, in pieces", arguments: ["jpg", "png", "tif"])
    func pieces(format: String) throws {
        try split(
            "--output-profile", Self.profile("default_rgb"), "--dpi", "100", "--pages", "1", Sample.poster.path,
            "out-%d.\(format)")
        let tags = try scratch.tags("out-1.\(format)")
        #expect(tags["ProfileDescription"] != nil)
        #expect(try scratch.decode("out-1.\(format)", with: .netpbm, dpi: 100).width > 3000)
    }

    @Test("The bytes do not depend on the workers")
    func sameBytes() throws {
        for jobs in ["1", "3"] {
            try split(
                "--output-profile", Self.profile("a98"), "--dpi", "60", "--jobs", jobs, Sample.photos.path,
                "\(jobs).pdf")
        }
        #expect(try scratch.contents("1.pdf") == scratch.contents("3.pdf"))
    }

    @Test("Relative colorimetric with compensation of the black point is what is meant without a word")
    func standardIntent() throws {
        let options = [
            "--dpi", "40", "--output-profile", Self.profile("default_rgb"), "--pages", "1", Sample.mixed.path,
        ]
        let said = ["--rendering-intent", "relative-colorimetric", "--black-point-compensation"]
        for (name, extra) in [("plain.pdf", []), ("said.pdf", said)] {
            try #require(try scratch.start(extra + options + [name]).wait().code == 0)
        }
        #expect(try scratch.contents("plain.pdf") == scratch.contents("said.pdf"))
    }

    static let refusals: [(arguments: [String], code: Int32, words: String)] = [
        (["--output-profile", profile("a98"), "--color", "gray"], 2, "rgb, exclude each other"),
        (["--output-profile", profile("sgray"), "--color", "mono"], 2, "gray, exclude each other"),
        (["--output-profile", profile("a98"), "--format", "pnm"], 2, "hold no profile"),
        (["--rendering-intent", "perceptual"], 2, "--output-profile"),
        (["--no-black-point-compensation"], 2, "--output-profile"),
        (["--output-profile", "nothing.icc"], 4, "nothing.icc cannot be read"),
        (["--output-profile", Sample.text.path], 4, "is no ICC profile"),
        (["--output-profile", profile("lab")], 4, "colour space Lab"),
        (["--output-profile", "cut.icc"], 4, "cut.icc is damaged"),
    ]

    @Test("What cannot be is said, and what to do about it", arguments: refusals)
    func refused(arguments: [String], code: Int32, words: String) throws {
        let whole = try Data(contentsOf: URL(filePath: Self.profile("a98")))
        try scratch.write(whole.prefix(200), to: "cut.icc")
        let output = arguments.contains("pnm") ? "out-%d.pnm" : "out.pdf"
        let result = try scratch.start(arguments + [Sample.text.path, output]).wait()
        #expect(result.code == code)
        #expect(result.message.contains(words), "\(result.message)")
        #expect(!scratch.exists())
    }
}
