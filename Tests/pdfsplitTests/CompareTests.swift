import Foundation
import Testing

@Suite("compare")
struct CompareTests {
    let scratch = Scratch()

    private func write(_ name: String, _ pages: [[String]], width: Int = 612) throws {
        try scratch.write(LetterPDF.data(pages, width: width), to: name)
    }

    @Test("A document is the same as itself without being drawn, and when it is drawn")
    func itself() throws {
        let text = Sample.text.path
        let proven = try scratch.compare(text, text)
        #expect(proven.failures.isEmpty)
        #expect(proven.pages.allSatisfy { $0.proof == "objects" })
        let drawn = try scratch.compare("--draw-all", text, text)
        #expect(drawn.pages.count == proven.pages.count)
        #expect(drawn.pages.allSatisfy { $0.status == "same" && $0.proof == "pixels" })
    }

    @Test("One changed word is found where it stands, and nothing else is")
    func changedWord() throws {
        var pages = LetterPDF.pages(6)
        try write("a.pdf", pages)
        pages[3][1] = "It is about cabbages and kings"
        try write("b.pdf", pages)
        let report = try scratch.compare("a.pdf", "b.pdf")
        #expect(report.failures == ["4-4 different"])
        #expect(report.pages.filter { $0.proof == "objects" }.count == 5)
        let page = try #require(report.pages.first { $0.status == "different" })
        let difference = try #require(page.difference)
        #expect(difference.compared == 1275 * 1650)
        // The second line's foot is 680 points above the page's, 112 below its head, at 150 dpi; it is 12 points high.
        for region in difference.regions {
            #expect(region.y0 >= (112 - 12) * 150 / 72 && region.y1 <= (112 + 4) * 150 / 72 + 1)
            #expect(region.x0 >= 72 * 150 / 72)
        }
        #expect(!difference.regions.isEmpty && difference.differing > 100)
        #expect(difference.regions.reduce(0) { $0 + $1.differing } == difference.differing)
        #expect(page.words.contains { $0.kind == "inserted" && $0.text == "cabbages and kings" })
    }

    @Test("An inserted page is one difference, a removed one too, and what was changed beside them is told")
    func insertedAndRemoved() throws {
        let pages = LetterPDF.pages(12)
        try write("a.pdf", pages)
        var others = pages
        others.insert(["A page", "that was not there before"], at: 4)
        try write("b.pdf", others)
        #expect(try scratch.compare("a.pdf", "b.pdf").failures == ["-5 inserted"])
        #expect(try scratch.compare("b.pdf", "a.pdf").failures == ["5- removed"])
        #expect(try scratch.compare("--draw-all", "a.pdf", "b.pdf").failures == ["-5 inserted"])
        // Where all objects are different, pages are known by their looks: a line more of which nothing is seen.
        try write("c.pdf", others.map { $0 + [" "] })
        let drawn = try scratch.compare("a.pdf", "c.pdf")
        #expect(drawn.failures == ["-5 inserted"])
        #expect(drawn.pages.allSatisfy { $0.proof != "objects" })
        others[8][0] = "Another title"
        try write("b.pdf", others)
        #expect(try scratch.compare("a.pdf", "b.pdf").failures == ["-5 inserted", "8-9 different"])
    }

    @Test("What differs in a mask does not count, and is told")
    func masks() throws {
        var pages = LetterPDF.pages(3)
        try write("a.pdf", pages)
        for index in pages.indices { pages[index][2] += " Printed at 12:34" }
        try write("b.pdf", pages)
        #expect(try scratch.compare("a.pdf", "b.pdf").failures.count == 3)
        // The third line stands between 120 and 140 points below the page's head.
        let report = try scratch.compare("--ignore", "0,1.6in,100%x0.35in", "a.pdf", "b.pdf")
        #expect(report.failures.isEmpty)
        #expect(report.pages.allSatisfy { $0.status == "tolerated" && ($0.difference?.masked ?? 0) > 50 })
        #expect(
            try scratch.compare("--ignore", "1,z@0,1.6in,100%x0.35in", "a.pdf", "b.pdf").failures == ["2-2 different"])
        #expect(try scratch.compare("--only", "0,0,100%x1.6in", "a.pdf", "b.pdf").failures.isEmpty)
        let outside = try scratch.start(["compare", "--only", "20in,0,1inx1in", "a.pdf", "b.pdf"]).wait()
        #expect(outside.code == 7 && outside.text.contains("lies on the page"), "\(outside.text)")
    }

    @Test("A colour that is nearly the same passes by the distance that people see, or by that of channels")
    func threshold() throws {
        for (name, color) in [("a", "rgb(255,255,255)"), ("b", "rgb(255,255,204)")] {
            _ = try scratch.run("convert", "-size", "64x64", "xc:\(color)", "\(name).png")
        }
        func failures(_ arguments: String...) throws -> Int {
            let result = try scratch.start(["compare", "--json"] + arguments + ["a.png", "b.png"]).wait()
            return try JSONDecoder().decode(ComparisonReport.self, from: Data(result.text.utf8)).failures.count
        }
        // Blue is 51 of 255 levels less, which is a fifth.
        #expect(try failures("--metric", "channel", "--threshold", "0.199") == 1)
        #expect(try failures("--metric", "channel", "--threshold", "0.201") == 0)
        // To the eye it is a light yellow, much nearer to white.
        #expect(try failures("--metric", "oklab", "--threshold", "0.199") == 0)
    }

    @Test("Edges that are only smoothed otherwise pass, unless they are counted")
    func antialiasing() throws {
        for (name, edge) in [("a", "30"), ("b", "30.4")] {
            let drawing = "line \(edge),-5 70,105"
            _ = try scratch.run(
                "convert", "-size", "100x100", "xc:white", "-fill", "none", "-stroke", "black", "-strokewidth", "3",
                "-draw",
                drawing, "-colorspace", "gray", "\(name).png")
        }
        let ignored = try scratch.compare("a.png", "b.png")
        let difference = try #require(ignored.pages[0].difference)
        #expect(difference.antialiased > 0)
        let counted = try scratch.compare("--count-antialiasing", "a.png", "b.png")
        #expect(counted.failures == ["1-1 different"])
        #expect(counted.pages[0].difference?.differing == difference.differing + difference.antialiased)
    }

    @Test("A budget of pixels lets small differences pass, but not a dense one where a limit is set")
    func budget() throws {
        var pages = LetterPDF.pages(1)
        try write("a.pdf", pages)
        pages[0][2] += " !"
        try write("b.pdf", pages)
        let found = try #require(try scratch.compare("a.pdf", "b.pdf").pages[0].difference)
        let differing = found.differing
        try #require(differing > 5)
        #expect(try scratch.compare("--max-different", "\(differing)", "a.pdf", "b.pdf").failures.isEmpty)
        #expect(try scratch.compare("--max-different", "\(differing - 1)", "a.pdf", "b.pdf").failures.count == 1)
        #expect(try scratch.compare("--max-different", "1%", "a.pdf", "b.pdf").failures.isEmpty)
        let dense = ["--max-different", "1%", "--window", "16", "--max-density", "1%", "a.pdf", "b.pdf"]
        let result = try scratch.start(["compare"] + dense).wait()
        #expect(result.code == 1)
    }

    @Test("The program's own image files of the pages are the same as the pages", arguments: ["png", "tiff"])
    func images(format: String) throws {
        let source = Sample.mixed.path
        let result = try scratch.start(["--dpi", "100", source, "pages/%d.\(format)"]).wait()
        try #require(result.code == 0, "\(result.message)")
        let report = try scratch.compare("--exact", "--dpi", "100", source, "pages")
        #expect(report.failures.isEmpty && !report.pages.isEmpty)
        #expect(try scratch.compare("--exact", "--dpi", "100", "pages", source).failures.isEmpty)
        #expect(try scratch.compare("--exact", "pages", "pages").failures.isEmpty)
        try FileManager.default.removeItem(atPath: scratch["pages/2.\(format)"])
        let last = try scratch.compare("--exact", "--dpi", "100", "pages", source)
        #expect(last.failures == ["-2 inserted"])
        // The third page is the second file.
        #expect(last.pages[2].leftName == "3.\(format)" && last.pages[2].rightName == nil)
    }

    @Test("A resolution is told where pages were drawn, and not of images alone")
    func resolution() throws {
        try write("a.pdf", LetterPDF.pages(1))
        try #require(try scratch.start(["--dpi", "72", "a.pdf", "a%d.png"]).wait().code == 0)
        func result(_ sides: String...) throws -> (line: String, dpi: Double?) {
            let arguments = ["compare", "--dpi", "72", "--report", "report.json"] + sides
            let line = try scratch.start(arguments).wait().text
            let report = try JSONSerialization.jsonObject(with: scratch.contents("report.json")) as? [String: Any]
            return (line, try #require(report)["dpi"] as? Double)
        }
        let images = try result("a1.png", "a1.png")
        #expect(images.dpi == nil && images.line.hasPrefix("Same: 1 page;") && !images.line.contains("dpi"))
        let drawn = try result("a.pdf", "a1.png")
        #expect(drawn.dpi == 72 && drawn.line.hasPrefix("Same: 1 page;") && drawn.line.hasSuffix(", 72 dpi\n"))
    }

    @Test("Files of two directories are paired by their names, and called by them")
    func names() throws {
        for directory in ["old", "new"] { scratch.makeDirectory(directory) }
        for (name, width) in [("cover", 20), ("page-9", 30), ("page-10", 40)] {
            _ = try scratch.run("convert", "-size", "\(width)x20", "xc:white", "old/\(name).png")
            _ = try scratch.run("convert", "-size", "\(width)x20", "xc:white", "new/\(name).png")
        }
        _ = try scratch.run("convert", "-size", "30x20", "xc:black", "new/page-9.png")
        try FileManager.default.moveItem(atPath: scratch["new/cover.png"], toPath: scratch["new/title.png"])
        let result = try scratch.start(["compare", "--junit", "report.xml", "old", "new"]).wait()
        #expect(result.code == 1)
        let lines = result.text.split(separator: "\n")
        #expect(lines[0] == "cover.png: removed: only the left side has it")
        #expect(lines[1].hasPrefix("page-9.png: 600 of 600 px differ (100 %)"), "\(lines[1])")
        #expect(lines[2] == "title.png: inserted: only the right side has it")
        let junit = String(decoding: try scratch.contents("report.xml"), as: UTF8.self)
        #expect(junit.contains("name=\"page-10.png\""))
    }

    @Test("Both sides of pages that differ, and their difference, are written where they are asked for")
    func pictures() throws {
        var pages = LetterPDF.pages(3)
        try write("a.pdf", pages)
        pages[1][0] += " changed"
        pages.append(["More"])
        try write("b.pdf", pages)
        let arguments = ["--dpi", "72", "--pictures", "shown/here", "--report", "report.json", "--quiet"]
        let result = try scratch.start(["compare"] + arguments + ["a.pdf", "b.pdf"]).wait()
        #expect(result.code == 1 && result.text.isEmpty && result.message.isEmpty, "\(result.message)")
        #expect(
            Scratch.list(scratch["shown/here"]) == ["difference-2.png", "left-2.png", "right-2.png", "right-4.png"])
        let size = try scratch.run("identify", "-format", "%wx%h", "shown/here/difference-2.png").text
        #expect(size == "612x792")
        let report = try JSONDecoder().decode(ComparisonReport.self, from: try scratch.contents("report.json"))
        #expect(report.failures == ["2-2 different", "-4 inserted"])
        // The names of files that are gone would help nobody.
        #expect(!String(decoding: try scratch.contents("report.json"), as: UTF8.self).contains(".png"))
    }

    @Test(
        "A page too large for a browser is shown smaller, with what differs in it, and its files are as large as it is")
    func largePage() throws {
        // A strip 100 pixels wide and 33,400 high: so many do not fit into 16 bits with a sign.
        for (name, mark) in [("a", ""), ("b", "0 g 5 1500 0.09 0.09 re f")] {
            var document = TinyPDF()
            let stream = document.add("<< /Length \(mark.utf8.count) >>\nstream\n\(mark)\nendstream")
            let page = document.add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 3006] /Contents \(stream) 0 R /Resources << >> >>")
            try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "\(name).pdf")
        }
        let arguments = ["--dpi", "800", "--exact", "--html", "report.html", "--pictures", "shown", "--quiet"]
        let result = try scratch.start(["compare"] + arguments + ["a.pdf", "b.pdf"]).wait()
        #expect(result.code == 1 && result.message.isEmpty, "\(result.message)")
        /// Of a PNG's header, since ImageMagick refuses pictures of such heights.
        func size(_ png: Data) -> [Int] {
            [16, 20].map { place in png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        }
        #expect(try size(scratch.contents("shown/difference-1.png")) == [100, 33_400])
        let html = String(decoding: try scratch.contents("report.html"), as: UTF8.self)
        #expect(html.matches(of: /shown at 1\/2 of its size/).count == 3)
        let picture = try #require(
            html.firstMatch(of: /<figure class="difference">[^\0]*?src="data:image\/png;base64,([A-Za-z0-9+\/=]*)"/))
        #expect(size(try #require(Data(base64Encoded: String(picture.1)))) == [50, 16_700])
    }

    @Test("A page that cannot be drawn is said to have failed, and the others are compared")
    func failedPage() throws {
        let arguments = ["compare", "--draw-all", "--dpi", "40", Sample.refusedPage.path, Sample.refusedPage.path]
        let result = try scratch.start(arguments).wait()
        #expect(result.code == 3 && result.message.isEmpty)
        #expect(
            result.text.contains(
                "page 2: could not be compared: on the left: The page's MediaBox [0 0 0 0] cannot be drawn"))
        #expect(result.text.contains("Different: 1 of 3 pages (1 could not be compared)"))
        // Errors are told to whoever does not get the lines.
        let quiet = try scratch.start(arguments + ["--quiet"]).wait()
        #expect(quiet.code == 3 && quiet.text.isEmpty && quiet.message.contains("page 2 failed: on the left: The page"))
    }

    @Test("No image of two directories is left out, whatever they are called and which pages are asked for")
    func directories() throws {
        for directory in ["a", "b"] {
            let result = try scratch.start(["--dpi", "40", Sample.mixed.path, "\(directory)/p%d.png"]).wait()
            try #require(result.code == 0, "\(result.message)")
        }
        let all = try scratch.compare("a", "b")
        #expect(all.pages.map(\.left) == (1...15).map(Optional.some))
        #expect(try scratch.compare("--pages", "2,11", "a", "b").pages.map(\.right) == [2, 11])
        // Two that differ in their extensions alone.
        try FileManager.default.copyItem(atPath: scratch["b/p2.png"], toPath: scratch["b/p2.jpg"])
        let more = try scratch.compare("a", "b")
        #expect(more.pages.count == 16 && more.failures.count == 1)
        let tiff = try scratch.start(["--dpi", "40", Sample.mixed.path, "a.tif"]).wait()
        try #require(tiff.code == 0)
        #expect(try scratch.compare("a.tif", "a").pages.count == 15)
    }

    @Test("Pages are chosen by the numbers of a directory's files, which reports and masks know them by")
    func chosen() throws {
        var pages = LetterPDF.pages(5)
        try write("a.pdf", pages)
        for selection in [["--pages", "3-5"], ["--pages", "4"]] {
            let arguments = ["--dpi", "50", "a.pdf", "\(selection[1])/page-%03d.png"] + selection
            try #require(try scratch.start(arguments).wait().code == 0)
        }
        pages[3][0] += " changed"
        try write("b.pdf", pages)
        for directory in ["3-5", "4"] {
            let report = try scratch.compare("--dpi", "50", "--pages", "3-4", directory, "b.pdf")
            #expect(report.pages.map(\.right) == [3, 4])
            #expect(report.failures.last == "4-4 different")
        }
        // Not the fourth, nor one that is not asked for.
        let mask = ["--ignore", "4@0,0,100%x100%"]
        let masked = try scratch.start(
            ["compare", "--json", "--dpi", "50", "--pages", "4-5"] + mask + ["3-5", "b.pdf"]
        ).wait()
        #expect(masked.code == 0, "\(masked.text)\(masked.message)")
        // From zero, as other programs name them, files are counted.
        try FileManager.default.createDirectory(atPath: scratch["zero"], withIntermediateDirectories: true)
        for (index, page) in [3, 4, 5].enumerated() {
            try FileManager.default.copyItem(
                atPath: scratch["3-5/page-00\(page).png"], toPath: scratch["zero/\(index).png"])
        }
        let counted = try scratch.compare("--dpi", "50", "zero", "3-5/page-003.png", "--pages", "1")
        #expect(counted.failures.isEmpty && counted.pages.map(\.left) == [1])
    }

    @Test("Exact counts are ImageMagick's")
    func counts() throws {
        var pages = LetterPDF.pages(1)
        try write("a.pdf", pages)
        pages[0][1] += "?"
        try write("b.pdf", pages)
        for name in ["a", "b"] {
            try #require(try scratch.start(["--dpi", "90", "\(name).pdf", "\(name)%d.png"]).wait().code == 0)
        }
        let peer = try scratch.run("compare", "-metric", "AE", "a1.png", "b1.png", "null:")
        let report = try scratch.compare("--exact", "a1.png", "b1.png")
        #expect(peer.code == 1)
        #expect(peer.message.split(separator: " ").first == "\(report.pages[0].difference?.differing ?? -1)")
    }

    @Test("Pages of different sizes are told apart by their sizes, and not resampled")
    func sizes() throws {
        try write("a.pdf", LetterPDF.pages(2))
        try write("b.pdf", LetterPDF.pages(2), width: 600)
        let result = try scratch.start(["compare", "a.pdf", "b.pdf"]).wait()
        #expect(result.code == 1)
        #expect(result.text.contains("1,275 x 1,650 px left, 1,250 x 1,650 px right"), "\(result.text)")
        #expect(try scratch.compare("a.pdf", "b.pdf").failures == ["1-1 size", "2-2 size"])
    }

    @Test("Reports do not depend on the number of workers")
    func workers() throws {
        var pages = LetterPDF.pages(9)
        try write("a.pdf", pages)
        for index in [1, 4, 7] { pages[index][0] += " changed" }
        try write("b.pdf", pages)
        var html: [Data] = []
        for jobs in ["1", "4"] {
            let result = try scratch.start([
                "compare", "--jobs", jobs, "--html", "\(jobs).html", "--diff", "\(jobs).pdf", "a.pdf", "b.pdf",
            ]).wait()
            #expect(result.code == 1)
            html.append(try scratch.contents("\(jobs).html"))
        }
        #expect(html[0] == html[1])
        let equal = try scratch.contents("1.pdf") == scratch.contents("4.pdf")
        #expect(equal)
        #expect(try scratch.complaint(about: "1.pdf") == nil)
        #expect(try scratch.pageSizes(of: "1.pdf").count == 3)
    }
}
