import Foundation
import Testing

@Suite("What is around a run does not show in its pixels")
struct SurroundingsTests {
    let scratch = Scratch()

    private static let formats = ["out.pdf", "out.tif", "out/%02d.png", "out/%02d.jpg", "out/%02d.pnm"]

    /// What becomes of a document in each format, by the files' names.
    private func render(
        _ input: String, in place: String, environment: [String: String?] = [:], arguments: [String] = []
    ) throws -> [String: Data] {
        scratch.makeDirectory(place)
        scratch.makeDirectory("\(place)/out")
        for format in Self.formats {
            let result = try scratch.start(
                ["--dpi", "40", input, scratch["\(place)/\(format)"]] + arguments, environment: environment
            ).wait()
            try #require(result.code == 0, "\(format): \(result.message)")
        }
        var files: [String: Data] = [:]
        for name in Scratch.list(scratch["\(place)/out"]) { files[name] = try scratch.contents("\(place)/out/\(name)") }
        for name in ["out.pdf", "out.tif"] { files[name] = try scratch.contents("\(place)/\(name)") }
        return files
    }

    private static func differences(_ one: [String: Data], _ other: [String: Data]) -> [String] {
        Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
    }

    @Test("Files of every format are the same bytes on any number of workers")
    func workers() throws {
        let one = try render(Sample.mixed.path, in: "one", arguments: ["--jobs", "1"])
        #expect(one.count == 2 + 3 * 15)
        let choices = [("two", ["2"]), ("five", ["5"]), ("few", ["4", "--max-memory", "200M"])]
        for (place, count) in choices {
            let others = try render(Sample.mixed.path, in: place, arguments: ["--jobs"] + count)
            #expect(Self.differences(one, others) == [])
        }
    }

    @Test("A locale with a comma and another i, and a time zone of its own, show nowhere")
    func locale() throws {
        let made = try scratch.run("localedef", "-i", "tr_TR", "-f", "UTF-8", scratch["tr_TR.UTF-8"])
        #expect(made.code == 0, "\(made.message)")
        let environment = ["LOCPATH": scratch.path, "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"]
        let control = try RunningProcess(
            "/usr/bin/printf", ["%.1f", "0,5"], environment: environment, directory: scratch.path
        ).wait()
        #expect(control.text == "0,5", "the locale is one")
        let usual = try render(Sample.mixed.path, in: "usual", environment: ["LC_ALL": "C", "TZ": "UTC"])
        let other = try render(Sample.mixed.path, in: "other", environment: environment)
        #expect(Self.differences(usual, other) == [])
        // Nor do they in what is said of pages.
        let pages = ["compare", scratch["usual/out.pdf"], Sample.mixed.path, "--dpi", "40", "--draw-all"]
        let reports = try [[:], environment].map { try scratch.start(pages, environment: $0).wait() }
        #expect(reports[0].code < 2 && reports[0].text.contains("0.1"))
        #expect(reports[0].text == reports[1].text)
    }

    @Test("Fonts of the user's and settings for them show nowhere")
    func home() throws {
        try scratch.write(NamedFontPDF.data, to: "in.pdf")
        for path in ["home", "home/.fonts", "home/.config", "home/.config/fontconfig"] { scratch.makeDirectory(path) }
        try scratch.write(NamedFontPDF.font(), to: "home/.fonts/one.otf")
        let settings = """
            <?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig><dir>\(scratch["home/.fonts"])</dir></fontconfig>
            """
        try scratch.write(Data(settings.utf8), to: "home/.config/fontconfig/fonts.conf")
        let environment = ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE"].reduce(into: [:]) {
            $0[$1] = scratch["home" + ($1 == "FONTCONFIG_FILE" ? "/.config/fontconfig/fonts.conf" : "")]
        }
        // With these settings there is one font alone, and others draw with it.
        for (name, variables) in [("all", [:]), ("one", environment)] {
            let arguments = ["-r", "40", "-f", "1", "-l", "1", "-png", "helvetica.pdf", name]
            try scratch.write(LetterPDF.data(LetterPDF.pages(1)), to: "helvetica.pdf")
            let drawn = try RunningProcess("pdftoppm", arguments, environment: variables, directory: scratch.path)
            #expect(try drawn.wait().code == 0)
        }
        #expect(try scratch.contents("all-1.png") != scratch.contents("one-1.png"))
        for input in ["in.pdf", "helvetica.pdf"] {
            let usual = try render(input, in: "usual-\(input)")
            let other = try render(input, in: "other-\(input)", environment: environment)
            #expect(Self.differences(usual, other) == [])
        }
    }

    /// Ways to have libraries, the C library's functions and the painters do without the processor's newer instructions.
    static let processors: [[String: String]] = [
        ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-FMA,-FMA4,-SSE4_1,-SSE4_2"],
        ["JSIMD_FORCENONE": "1"],
        ["PDFSPLIT_PAINTERS": "stock"],
    ]

    @Test("Libraries may use what the processor has, or do without", arguments: processors, [Sample.mixed, .cmyk])
    func instructions(environment: [String: String], sample: Sample) throws {
        let usual = try render(sample.path, in: "usual")
        #expect(try Self.differences(usual, render(sample.path, in: "other", environment: environment)) == [])
    }

    @Test("There is no date in the output")
    func dates() throws {
        for name in try render(Sample.stamp.path, in: "here").keys where !name.hasSuffix(".pnm") {
            let path = name.hasPrefix("out.") ? "here/\(name)" : "here/out/\(name)"
            let tags = try scratch.run("exiftool", "-a", "-G1", "-s", "-time:all", path)
            let own = tags.text.split(separator: "\n").filter { !$0.hasPrefix("[System]") }
            #expect(tags.code == 0 && own == [], "\(name)")
        }
    }
}
