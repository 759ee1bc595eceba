import Foundation
import Testing

@Suite("Files that compare writes, and those that it reads")
struct CompareFilesTests {
    let scratch = Scratch()

    private func write(_ name: String, _ pages: [[String]]) throws {
        try scratch.write(LetterPDF.data(pages), to: name)
    }

    @Test("What an earlier run has written of pages is not left when they do not differ any more")
    func stale() throws {
        var pages = LetterPDF.pages(3)
        try write("a.pdf", pages)
        try write("c.pdf", pages)
        pages[1][1] = "It is about cabbages and kings"
        try write("b.pdf", pages)
        let reports = ["--quiet", "--diff", "diff.pdf", "--pictures", "pictures"]
        #expect(try scratch.start(["compare"] + reports + ["a.pdf", "b.pdf"]).wait().code == 1)
        #expect(
            scratch.exists("diff.pdf") && scratch.exists("pictures/left-2.png")
                && scratch.exists("pictures/difference-2.png"))
        try scratch.write(Data("mine".utf8), to: "pictures/left-of-it.png")
        for flags in [[], ["--draw-all"]] {
            #expect(try scratch.start(["compare"] + flags + reports + ["a.pdf", "c.pdf"]).wait().code == 0)
            #expect(!scratch.exists("diff.pdf"))
            #expect(Scratch.list(scratch["pictures"]) == ["left-of-it.png"])
        }
    }

    @Test("No report is written over what is compared", arguments: ["--html", "--junit", "--diff", "--report"])
    func inputs(option: String) throws {
        try write("a.pdf", LetterPDF.pages(1))
        try write("b.pdf", LetterPDF.pages(2))
        try FileManager.default.createSymbolicLink(atPath: scratch["link"], withDestinationPath: "b.pdf")
        for name in ["a.pdf", "b.pdf", "link"] {
            let result = try scratch.start(["compare", option, name, "a.pdf", "b.pdf"]).wait()
            #expect(result.code == 2)
            #expect(result.message.contains("\(name) would be written over"), "\(result.message)")
        }
        #expect(try scratch.compare("a.pdf", "b.pdf").failures == ["-2 inserted"])
    }

    @Test(
        "Masks for pages that are not there are refused, also if none is drawn", arguments: [[], ["--draw-all"]])
    func masks(flags: [String]) throws {
        try write("a.pdf", LetterPDF.pages(3))
        let result = try scratch.start(["compare"] + flags + ["--ignore", "9@0,0,1cmx1cm", "a.pdf", "a.pdf"]).wait()
        #expect(result.code == 2)
        #expect(result.message.contains("9@0,0,1cmx1cm"), "\(result.message)")
    }

    @Test("Names are told apart by their bytes, however they look")
    func names() throws {
        // The same letter, as one character and as two.
        for directory in ["a", "b"] { scratch.makeDirectory(directory) }
        for name in ["\u{E9}.pgm", "e\u{301}.pgm"] {
            try scratch.write(Data("P5 1 1 255\n\u{1}".utf8), to: "a/\(name)")
            try scratch.write(Data("P5 1 1 255\n\u{1}".utf8), to: "b/\(name)")
        }
        try scratch.write(Data("P5 1 1 255\n\u{2}".utf8), to: "b/e\u{301}.pgm")
        let report = try scratch.compare("--exact", "a", "b")
        #expect(report.pages.count == 2)
        #expect(report.failures.count == 1)
    }

    @Test("Copies of an image are the same, and copies of a damaged one are still damaged")
    func copies() throws {
        let good = Data("P5 2 1 255\n\u{1}\u{2}".utf8)
        for directory in ["a", "b"] { scratch.makeDirectory(directory) }
        for (name, data) in [("1.pgm", good), ("2.pgm", good + good)] {
            for directory in ["a", "b"] { try scratch.write(data, to: "\(directory)/\(name)") }
        }
        let report = try scratch.compare("a", "b")
        #expect(report.pages.map(\.status) == ["same", "same"] && report.failures.isEmpty)
        for directory in ["a", "b"] { try scratch.write(good.dropLast(), to: "\(directory)/1.pgm") }
        let result = try scratch.start(["compare", "a", "b"]).wait()
        #expect(result.code == 3 && result.text.contains("1.pgm"), "\(result.text)")
        #expect(try scratch.start(["compare", "a/1.pgm", "b/1.pgm"]).wait().code == 4)
    }

    @Test("Nothing that is compared is lost where a side is a directory")
    func directories() throws {
        let pixels = Data("P5 2 1 255\n\u{1}\u{2}".utf8)
        for directory in ["a", "b", "c"] { scratch.makeDirectory(directory) }
        try FileManager.default.createSymbolicLink(atPath: scratch["link"], withDestinationPath: "a")
        for name in ["a/left-1.pgm", "a/right-2.png", "b/left-1.pgm", "b/right-2.png"] {
            try scratch.write(pixels, to: name)
        }
        for options in [
            ["--pictures", "a"], ["--pictures", "link"], ["--pictures", "b/."], ["--diff", "a/left-1.pgm"],
            ["--html", "b/right-2.png"], ["--report", "link/left-1.pgm"],
        ] {
            let result = try scratch.start(["compare"] + options + ["a", "b"]).wait()
            #expect(result.code == 2, "\(options): \(result.message)")
        }
        for name in ["a/left-1.pgm", "a/right-2.png", "b/left-1.pgm", "b/right-2.png"] {
            #expect(try scratch.contents(name) == pixels)
        }
        #expect(try scratch.start(["compare", "--pictures", "c", "--report", "a/new.json", "a", "b"]).wait().code == 0)
    }
}
