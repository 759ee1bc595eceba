import Foundation
import Testing

@Suite("golden")
struct GoldenTests {
    let scratch = Scratch()

    init() throws {
        scratch.makeDirectory("cases")
        scratch.makeDirectory("cases/bills")
        try scratch.write(LetterPDF.data(LetterPDF.pages(3)), to: "cases/letter.pdf")
        try scratch.write(LetterPDF.data(LetterPDF.pages(2)), to: "cases/bills/bill.pdf")
    }

    private func golden(
        _ arguments: String..., code: Int32, environment: [String: String] = [:]
    ) throws -> GoldenOutput {
        try scratch.golden(arguments, code: code, environment: environment)
    }

    private func changeLetter(page: Int = 1) throws {
        var pages = LetterPDF.pages(3)
        pages[page][2] = "There is another line here."
        try scratch.write(LetterPDF.data(pages), to: "cases/letter.pdf")
    }

    @Test("What is missing fails with a code of its own, is recorded, and then passes")
    func recording() throws {
        let missing = try golden("verify", "cases", code: 10)
        #expect(missing.cases.map(\.status) == ["missing", "missing"])
        #expect(!scratch.exists("cases/golden"))
        let recorded = try golden("record", "cases", code: 0)
        #expect(recorded.cases.map(\.name) == ["bills/bill.pdf", "letter.pdf"])
        #expect(recorded.cases.map(\.written) == [2, 3])
        #expect(
            Scratch.list(scratch["cases/golden/letter"]) == [
                "golden.json", "page-001.png", "page-002.png", "page-003.png",
            ])
        #expect(Scratch.list(scratch["cases/golden"]) == ["bills", "letter"])
        #expect(try golden("verify", "cases", code: 0).cases.map(\.status) == ["passed", "passed"])
    }

    @Test("The last line tells how many cases fail, and what became of those that do not just pass")
    func lastLine() throws {
        func line(_ arguments: String...) throws -> String {
            let text = try scratch.start(["golden"] + arguments, environment: ["CI": nil]).wait().text
            let last = try #require(text.split(separator: "\n").last)
            // What it took is another thing each time.
            return last.split(separator: "; ").dropLast().joined(separator: "; ")
        }
        #expect(try line("verify", "cases") == "Failed: 2 of 2 cases (2 missing)")
        #expect(try line("record", "cases") == "Passed: 2 cases (2 recorded)")
        #expect(try line("verify", "cases") == "Passed: 2 cases")
        try changeLetter()
        #expect(try line("verify", "cases") == "Failed: 1 of 2 cases (1 different)")
        try FileManager.default.removeItem(atPath: scratch["cases/letter.pdf"])
        #expect(try line("verify", "cases") == "Passed: 1 case; 1 stale")
        #expect(try line("verify", "--shard", "2/2", "cases") == "Passed: 0 cases; 1 stale")
    }

    @Test("A changed page fails, its pictures are written, and an update makes it pass")
    func changed() throws {
        _ = try golden("record", "cases", code: 0)
        let before = try scratch.contents("cases/golden/letter/page-001.png")
        try changeLetter()
        let report = try golden("verify", "cases", "--failures", "failures", code: 1)
        #expect(report["letter.pdf"]?.status == "different")
        #expect(report["letter.pdf"]?.comparison.failures == ["2-2 different"])
        #expect(report["bills/bill.pdf"]?.status == "passed")
        let pictures: Set = ["page-002.actual.png", "page-002.difference.png", "page-002.expected.png"]
        #expect(Scratch.list(scratch["failures/letter"]) == pictures)
        for picture in pictures {
            #expect(try scratch.run("pngcheck", "-q", "failures/letter/\(picture)").code == 0)
        }
        // To record is not to overwrite.
        #expect(try golden("record", "cases", code: 1)["letter.pdf"]?.written == 0)
        #expect(try golden("update", "cases", code: 0)["letter.pdf"]?.written == 1)
        #expect(try golden("verify", "cases", "--failures", "failures", code: 0).cases.count == 2)
        #expect(Scratch.list(scratch["failures/letter"]).isEmpty)
        #expect(try scratch.contents("cases/golden/letter/page-001.png") == before)
    }

    @Test("Where CI is set nothing is written unless it is said")
    func continuousIntegration() throws {
        let ci = ["CI": "true"]
        for command in ["record", "update"] {
            _ = try golden(command, "cases", code: 10, environment: ci)
            #expect(!scratch.exists("cases/golden"))
        }
        _ = try golden("record", "--mode", "missing", "cases", code: 0, environment: ci)
        #expect(scratch.exists("cases/golden/letter/golden.json"))
        for word in ["False", "0", ""] {
            try changeLetter(page: word.count % 3)
            #expect(try golden("update", "cases", code: 0, environment: ["CI": word])["letter.pdf"]?.written != 0)
        }
    }

    @Test("An inserted page is one difference, and an update keeps the goldens of those behind it")
    func inserted() throws {
        _ = try golden("record", "cases", code: 0)
        let second = try scratch.contents("cases/golden/letter/page-002.png")
        var pages = LetterPDF.pages(3)
        pages.insert(["A new page"], at: 1)
        try scratch.write(LetterPDF.data(pages), to: "cases/letter.pdf")
        #expect(try golden("verify", "cases", code: 1)["letter.pdf"]?.comparison.failures == ["-2 inserted"])
        #expect(try golden("update", "cases", code: 0)["letter.pdf"]?.written == 1)
        #expect(try scratch.contents("cases/golden/letter/page-003.png") == second)
        _ = try golden("verify", "cases", code: 0)
        try scratch.write(LetterPDF.data(LetterPDF.pages(3)), to: "cases/letter.pdf")
        #expect(try golden("verify", "cases", code: 1)["letter.pdf"]?.comparison.failures == ["2- removed"])
        _ = try golden("update", "cases", code: 0)
        #expect(Scratch.list(scratch["cases/golden/letter"]).count == 4)
        _ = try golden("verify", "cases", code: 0)
    }

    @Test("Settings are taken from golden.toml, for all cases and for those that match")
    func settings() throws {
        let text = """
            dpi = 72
            [[case]]
            match = "bills/*"
            pages = "2"
            store = "checksums"
            """
        try scratch.write(Data(text.utf8), to: "cases/golden.toml")
        _ = try golden("record", "cases", code: 0)
        #expect(Scratch.list(scratch["cases/golden/bills/bill"]) == ["golden.json"])
        let size = try scratch.run("identify", "-format", "%wx%h", "cases/golden/letter/page-001.png").text
        #expect(size == "612x792")
        _ = try golden("verify", "cases", code: 0)
        // The third line's foot is 132 points below the page's head.
        let mask = "ignore = [\"2@0,115pt,100%x25pt\"]\n"
        try changeLetter()
        _ = try golden("verify", "cases", code: 1)
        try scratch.write(Data((mask + text).utf8), to: "cases/golden.toml")
        let masked = try golden("verify", "cases", code: 0)
        #expect((masked["letter.pdf"]?.comparison.pages[1].difference?.masked ?? 0) > 50)
        try scratch.write(Data(text.replacing("72", with: "80").utf8), to: "cases/golden.toml")
        #expect(try golden("verify", "cases", code: 1)["letter.pdf"]?.status == "settings-changed")
    }

    @Test("Settings may stand in a file of any name")
    func settingsElsewhere() throws {
        try scratch.write(Data("dpi = 36\nstore = \"checksums\"\n".utf8), to: "small.toml")
        _ = try golden("record", "cases", "--settings", "small.toml", code: 0)
        #expect(Scratch.list(scratch["cases/golden/letter"]) == ["golden.json"])
        _ = try golden("verify", "cases", "--settings", "small.toml", code: 0)
        #expect(try golden("verify", "cases", code: 1)["letter.pdf"]?.status == "settings-changed")
        let missing = try scratch.start(["golden", "verify", "cases", "--settings", "none.toml"]).wait()
        #expect(missing.code == 2 && missing.message.contains("none.toml"), "\(missing.message)")
    }

    @Test("A changed page is not blamed on itself if the engine has changed")
    func engine() throws {
        _ = try golden("record", "cases", code: 0)
        let path = "cases/golden/letter/golden.json"
        let manifest = String(decoding: try scratch.contents(path), as: UTF8.self)
        try scratch.write(Data(manifest.replacing("MuPDF 1.", with: "MuPDF 0.").utf8), to: path)
        #expect(try golden("verify", "cases", code: 0)["letter.pdf"]?.status == "passed")
        try changeLetter()
        let own = try #require(try golden("verify", "cases", code: 1)["letter.pdf"])
        #expect(own.status == "engine-changed")
        #expect(own.message?.contains("MuPDF 0.") == true)
        // To look for what is missing does not make it forgotten.
        #expect(try golden("record", "cases", code: 1)["letter.pdf"]?.status == "engine-changed")
        #expect(try golden("verify", "cases", code: 1)["letter.pdf"]?.status == "engine-changed")
        _ = try golden("update", "cases", code: 0)
        try changeLetter(page: 2)
        #expect(try golden("verify", "cases", code: 1)["letter.pdf"]?.status == "different")
    }

    @Test("Shards are all cases, each once")
    func shards() throws {
        var names: [String] = []
        for shard in ["1/2", "2/2"] {
            names += try golden("verify", "cases", "--shard", shard, code: 10).cases.map(\.name)
        }
        #expect(names.sorted() == ["bills/bill.pdf", "letter.pdf"])
    }

    @Test("Goldens whose PDF is gone are listed, and nothing happens to them")
    func stale() throws {
        _ = try golden("record", "cases", code: 0)
        try FileManager.default.removeItem(atPath: scratch["cases/bills/bill.pdf"])
        #expect(try golden("verify", "cases", code: 0).stale == ["bills/bill"])
        #expect(scratch.exists("cases/golden/bills/bill/page-002.png"))
    }

    @Test("A case that cannot be read fails with its code, and the others are checked")
    func unreadable() throws {
        _ = try golden("record", "cases", code: 0)
        try scratch.write(Data("nonsense".utf8), to: "cases/letter.pdf")
        let report = try golden("verify", "cases", code: 4)
        #expect(report["letter.pdf"]?.status == "failed")
        #expect(report["bills/bill.pdf"]?.status == "passed")
        try scratch.write(try Data(contentsOf: URL(filePath: Sample.encrypted.path)), to: "cases/letter.pdf")
        #expect(try golden("verify", "cases", code: 5)["letter.pdf"]?.message?.contains("encrypted") == true)
    }

    @Test("No folder of goldens is left where none was written, but one that was there stays")
    func noGoldens() throws {
        scratch.makeDirectory("broken")
        try scratch.write(Data("nothing".utf8), to: "broken/one.pdf")
        let failed = try golden("record", "broken", code: 4)
        #expect(failed.cases.map(\.status) == ["failed"])
        #expect(Scratch.list(scratch["broken"]) == ["one.pdf"])
        _ = try golden("record", "broken", "--goldens", "some/where/", code: 4)
        #expect(!scratch.exists("some"))
        // One that ends before any case is read.
        let fonts = try scratch.start(["golden", "record", "--mode", "all", "--font-dir", "nowhere", "broken"]).wait()
        #expect(fonts.code == 4 && Scratch.list(scratch["broken"]) == ["one.pdf"])
        scratch.makeDirectory("some")
        _ = try golden("record", "broken", "--goldens", "some/where", code: 4)
        #expect(scratch.exists("some") && !scratch.exists("some/where"))
        // What can be recorded is.
        try scratch.write(LetterPDF.data(LetterPDF.pages(1)), to: "broken/two.pdf")
        #expect(try golden("record", "broken", code: 4).cases.map(\.written) == [0, 1])
        #expect(Scratch.list(scratch["broken/golden"]) == ["two"])
    }

    @Test("What is wrong with a case as a whole is a test of its own in JUnit's file, and stands in the page")
    func reports() throws {
        try scratch.write(Data("nonsense".utf8), to: "cases/bills/bill.pdf")
        _ = try golden("verify", "cases", "--junit", "report.xml", "--html", "report.html", code: 4)
        func count(_ expression: String, _ name: String) throws -> String {
            try scratch.run("xmllint", "--xpath", "count(\(expression))", name).text.trimmingCharacters(in: .newlines)
        }
        // Three pages have no golden.
        #expect(try count("//testcase[@classname='letter.pdf']/failure", "report.xml") == "4")
        #expect(try count("//testcase[@classname='letter.pdf']/failure[@type='missing']", "report.xml") == "1")
        #expect(try count("//testcase[@classname='bills/bill.pdf']/error[@type='failed']", "report.xml") == "1")
        let page = String(decoding: try scratch.contents("report.html"), as: UTF8.self)
        #expect(page.contains("cases/bills/bill.pdf is no PDF") && page.contains("There are no goldens in"))
        // What was recorded passes.
        try FileManager.default.removeItem(atPath: scratch["cases/bills/bill.pdf"])
        _ = try golden("record", "cases", "--junit", "report.xml", code: 0)
        #expect(try count("//testcase", "report.xml") == "3")
        #expect(try count("//failure | //error", "report.xml") == "0")
    }

    @Test("A golden that is lost or damaged is named, and recorded anew where all are")
    func damaged() throws {
        _ = try golden("record", "cases", code: 0)
        try FileManager.default.removeItem(atPath: scratch["cases/golden/letter/page-002.png"])
        let lost = try golden("verify", "cases", code: 10)["letter.pdf"]
        #expect(lost?.comparison.failures == ["-2 inserted"])
        let words = "The file of the golden of page 2 in cases/golden/letter is not there."
        #expect(lost?.message?.hasPrefix(words) == true)
        try scratch.write(Data("{".utf8), to: "cases/golden/letter/golden.json")
        let damaged = try golden("update", "cases", code: 4)["letter.pdf"]
        #expect(damaged?.message?.contains("golden.json is damaged") == true)
        #expect(try golden("record", "cases", "--mode", "all", code: 0)["letter.pdf"]?.written == 3)
        _ = try golden("verify", "cases", code: 0)
    }

    @Test("The password of a case stands in golden.toml, as the message says where it is missing")
    func password() throws {
        try scratch.write(try Data(contentsOf: URL(filePath: Sample.encrypted.path)), to: "cases/bills/bill.pdf")
        let message = try golden("verify", "cases", code: 5)["bills/bill.pdf"]?.message
        #expect(message?.contains("is encrypted. Give its password in golden.toml.") == true)
        let text = "[[case]]\nmatch = \"bills/*\"\npassword = \"user\"\n"
        try scratch.write(Data(text.utf8), to: "cases/golden.toml")
        #expect(try golden("record", "cases", code: 0)["bills/bill.pdf"]?.status == "recorded")
    }

    @Test("Goldens are the same bytes on any number of workers, in any locale and time zone")
    func sameBytes() throws {
        let environments: [[String: String]] = [[:], ["LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"]]
        var contents: [[Data]] = []
        for (index, environment) in environments.enumerated() {
            _ = try golden(
                "record", "cases", "--goldens", "goldens\(index)", "--jobs", "\(index * 2 + 1)", code: 0,
                environment: environment)
            contents.append(
                try ["page-001.png", "page-003.png", "golden.json"].map {
                    try scratch.contents("goldens\(index)/letter/\($0)")
                })
        }
        #expect(contents[0] == contents[1])
    }

    static let refusals: [(settings: String, words: String)] = [
        ("bogus = 1", "there is no setting bogus"),
        ("dpi = ", "line 1"),
        ("dpi = 100\nwidth = 50", "exclude each other"),
        ("[[case]]\ndpi = 3", "match"),
        ("[[case]]\nmatch = \"typo*\"\ndpi = 30", "no case matches match = \"typo*\""),
        ("box = \"trimmed\"", "none of"),
        ("threshold = 7", "0 to 1"),
        ("ignore = [\"3\"]", "3"),
    ]

    @Test("A settings file that cannot be meant is refused by name before anything is drawn", arguments: refusals)
    func refused(settings: String, words: String) throws {
        try scratch.write(Data(settings.utf8), to: "cases/golden.toml")
        let result = try scratch.start(["golden", "verify", "cases"]).wait()
        #expect(result.code == 2)
        #expect(result.message.contains("cases/golden.toml") && result.message.contains(words), "\(result.message)")
    }

    @Test("A settings file that is not there is told of like any other file")
    func noSettings() throws {
        let result = try scratch.start(["golden", "verify", "cases", "--settings", "none.toml"]).wait()
        #expect(
            result.code == 2 && result.message == "pdfsplit: none.toml cannot be read: No such file or directory.\n")
    }

    @Test("The settings that the manual shows are taken")
    func manual() throws {
        let text = try String(contentsOfFile: Checkout.root + "/Documentation/comparing.md", encoding: .utf8)
        let example = try #require(text.components(separatedBy: "```toml\n").last?.components(separatedBy: "```").first)
        try scratch.write(Data(example.utf8), to: "cases/golden.toml")
        scratch.makeDirectory("cases/archive")
        try scratch.write(LetterPDF.data(LetterPDF.pages(12)), to: "cases/archive/large.pdf")
        _ = try golden("verify", "cases", code: 10)
        let table = try #require(text.components(separatedBy: "| key | value | usual |\n").last)
        let rows = table.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix {
            $0.hasPrefix("|")
        }
        let keys = rows.flatMap { $0.split(separator: "|")[0].matches(of: /`([a-z-]+)`/).map { String($0.1) } }
        #expect(keys.count == 18)
        for key in keys where key != "match" {
            try scratch.write(Data("\(key) = {}\n".utf8), to: "cases/golden.toml")
            let result = try scratch.start(["golden", "verify", "cases"]).wait()
            // It is known, but is no table.
            #expect(result.code == 2 && result.message.contains("golden.toml: \(key) is "), "\(result.message)")
        }
    }

    @Test("A folder without PDFs, and one that is not there, are errors")
    func empty() throws {
        scratch.makeDirectory("empty")
        for folder in ["empty", "nowhere"] {
            let result = try scratch.start(["golden", "verify", folder]).wait()
            #expect(result.code == 4 && result.message.contains(folder), "\(result.message)")
        }
    }
}
