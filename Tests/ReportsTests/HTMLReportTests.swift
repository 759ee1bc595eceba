import Comparison
import Foundation
import Rasterizer
import SystemPackage
import Testing

@testable import Reports

@Suite("HTML reports")
struct HTMLReportTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        for name in ["left.png", "right.png", "difference.png"] {
            try scratch.write(name, try #require(tinyPNG))
        }
    }

    private static let all = ComparedPage.Pictures(left: "left.png", right: "right.png", difference: "difference.png")

    private var pages: [ComparedPage] {
        var removed = ComparedPage(left: 4, right: nil, status: .removed)
        removed.pictures = ComparedPage.Pictures(left: "left.png")
        var failed = ComparedPage(left: 6, right: 5, status: .failed)
        failed.error = "it took longer than 30 s"
        return [.same(1), .different(2, pictures: Self.all), .different(3, pictures: Self.all), removed, failed]
    }

    private func html(_ pages: [ComparedPage]) throws -> Data {
        let comparison = NamedComparison(
            name: "report.pdf", report: CompareReport(pages), pictures: scratch.descriptor)
        return try scratch.html(
            HTMLReport(title: "A title", verdict: "They differ", comparisons: [comparison]))
    }

    @Test("Every page that differs has its section, and those that are the same are listed only")
    func sections() throws {
        let report = try html(pages)
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        #expect(try value("string(/html/@lang)") == "en")
        #expect(try value("string(/html/head/title)") == "A title")
        #expect(try value("string(//p[@class='verdict'])") == "They differ")
        #expect(try value("count(//nav//li)") == "5")
        #expect(try value("count(//nav//li[.//a])") == "4")
        #expect(try value("count(//article)") == "4")
        // All links lead somewhere.
        #expect(try value("count(//a[not(substring(@href, 2) = //@id)])") == "0")
        #expect(try value("count(//*[@id]) = count(//@id[not(. = ../following::*/@id)])") == "true")
    }

    @Test("A page that differs has its pictures, each once and described, and their frames")
    func pictures() throws {
        let report = try html(pages)
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        let article = "//article[@id='c1-2']"
        #expect(try value("count(\(article)//img)") == "3")
        #expect(try value("string(\(article)//figure[@class='right']//img/@alt)") == "Page 2 of right.pdf")
        #expect(try value("count(//img[string-length(@alt) = 0])") == "0")
        #expect(try value("string(\(article)//figure[@class='left']//img/@width)") == "1240")
        let source = try value("string(\(article)//figure[@class='difference']//img/@src)")
        #expect(source == "data:image/png;base64,\(try #require(tinyPNG).base64EncodedString())")
        #expect(
            try value("string(\(article)//figure[@class='left']//*[local-name()='svg']/@viewBox)") == "0 0 1240 1754")
        #expect(try value("count(\(article)//figure[@class='left']//*[local-name()='rect'][@data-region])") == "2")
        // The frame of the first region goes round it, 8 pixels away.
        let frame = "\(article)//*[local-name()='rect'][@id='c1-2-r1']"
        #expect(try value("concat(\(frame)/@x, ' ', \(frame)/@y, ' ', \(frame)/@width)") == "63 190 48")
    }

    @Test("Figures, regions and words of a page can be read without a script")
    func figures() throws {
        var page = ComparedPage.different(2, pictures: Self.all)
        page.words = [WordChange(.removed, "foo"), WordChange(.inserted, "bar")]
        let report = try html([page])
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        func figure(_ name: String) throws -> String { try value("string(//article//dt[.='\(name)']/../dd)") }
        #expect(try figure("Differ") == "1,204 px (0.055 %)")
        #expect(try figure("Compared") == "2,174,960 px")
        #expect(try figure("Largest distance") == "0.83")
        #expect(try figure("Antialiasing") == "77 px")
        #expect(try figure("Within the threshold") == "88 px")
        #expect(try figure("In masks") == "99 px")
        #expect(try figure("Worst 32\u{D7}32 window") == "41 % at 12.0, 33.5 mm")
        #expect(try value("string(//article//del)") == "foo")
        #expect(try value("string(//article//ins)") == "bar")
        #expect(try value("count(//ol[@class='regions']/li/a)") == "2")
        // Of 32 by 42 pixels.
        #expect(try value("normalize-space(//ol[@class='regions']/li[1]/span[@class='count'])") == "1,100 px, 82 %")
        #expect(try value("string(//section//dl[@class='files']/dd[1]/bdi)") == "left.pdf")
        #expect(
            try value("string(//details//dt[.='Pixels that may differ']/following-sibling::dd[1])") == "0 px of a page")
    }

    @Test("What cannot be compared is said in words, with what there is to see")
    func plainWords() throws {
        let report = try html(pages + [.sizes((2480, 3508), (1240, 900))])
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        #expect(try value("string(//article[@id='c1-4']/p)") == "Removed: only the left side has it.")
        #expect(try value("count(//article[@id='c1-4']//img)") == "1")
        #expect(try value("string(//article[@id='c1-5']/p)") == "Could not be compared: it took longer than 30 s.")
        #expect(
            try value("string(//article[@id='c1-6']/p)")
                == "The sizes differ: 2,480 x 3,508 px left, 1,240 x 900 px right.")
        // Only pages whose pixels answer to each other can be laid over each other.
        #expect(try value("count(//article[contains(@class, 'pair')])") == "2")
    }

    @Test("What is wrong with a case as a whole is listed before its pages, and shown like one")
    func problems() throws {
        let problem = NamedComparison.Problem(
            .failure, code: "missing", label: "missing", text: "There are no goldens.")
        let report = try scratch.html(
            HTMLReport(
                title: "", verdict: "",
                comparisons: [
                    NamedComparison(name: "a.pdf", report: CompareReport([.same(1)])),
                    NamedComparison(name: "b.pdf", report: CompareReport([]), problem: problem),
                ]))
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        #expect(try value("string(//header/@class)") == "top fails")
        #expect(try value("string(//nav//h2[2]/@class)") == "fails")
        #expect(try value("string(//nav//ol[2]/li[@class='fails']/a/@href)") == "#c2-problem")
        #expect(try value("string(//section[@id='c2']/article[@id='c2-problem']/p)") == "There are no goldens.")
        #expect(try value("concat(//label[@for='show-all']/b, ' ', //label[@for='show-differing']/b)") == "2 1")
        #expect(try value("string(//section[@id='c2']//p[@class='outcome'])") == "Missing")
        #expect(try value("count(//section[@id='c1'][contains(@class, 'passes')])") == "1")
    }

    @Test("A case whose goldens were written passes, and shows what they replaced")
    func resolved() throws {
        let comparisons = ["a.pdf", "b.pdf"].map {
            NamedComparison(
                name: $0, report: CompareReport(pages), pictures: scratch.descriptor, resolution: "Updated")
        }
        let report = try scratch.html(HTMLReport(title: "", verdict: "", comparisons: comparisons))
        #expect(try scratch.xpath("string(//header/@class)", in: report) == "top passes")
        #expect(try scratch.xpath("string(//section[1]//p[@class='outcome'])", in: report).hasPrefix("Updated: 4 of 5"))
        #expect(try scratch.xpath("count(//section[1]//article)", in: report) == "4")
    }

    @Test("A picture that was made smaller says so, and frames lie on it where they lay on the page")
    func reduced() throws {
        var page = ComparedPage.different(2, pictures: Self.all)
        page.leftSheet = ComparedPage.Sheet(width: 19_866, height: 28_087, dpi: 600, warnings: [])
        page.rightSheet = page.leftSheet
        let small = try #require(tinyPNG) + Data("small".utf8)
        try scratch.write("small.png", small)
        page.reducedPictures = ComparedPage.Pictures(
            left: "small.png", right: "small.png", difference: "small.png", reduction: 4)
        let report = try html([page, .different(3, pictures: Self.all)])
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        for kind in ["left", "right", "difference"] {
            let figure = "//article[@id='c1-1']//figure[@class='\(kind)']"
            #expect(
                try value("string(\(figure)/figcaption)").hasSuffix("19,866 \u{D7} 28,087 px, shown at 1/4 of its size")
            )
            #expect(try value("concat(\(figure)//img/@width, ' ', \(figure)//img/@height)") == "4967 7022")
            #expect(try value("string(\(figure)//img/@src)").hasSuffix(",\(small.base64EncodedString())"))
            // The picture's last pixels are but partly the page's, and count as whole ones.
            #expect(try value("string(\(figure)//*[local-name()='svg']/@viewBox)") == "0 0 19868 28088")
        }
        #expect(try value("count(//article[@id='c1-2']//figcaption[contains(., 'shown at')])") == "0")
        // 140 of the page's pixels away: 600 - 140.
        #expect(try value("string(//*[@id='c1-1-r2']/@x)") == "460")
    }

    @Test("What one slides between is called as the pictures are")
    func sliders() throws {
        func labels(_ kinds: [CompareReport.Side.Kind]) throws -> [String] {
            let comparisons = kinds.map {
                NamedComparison(
                    name: "a.pdf", report: CompareReport([pages[1]], kinds: ($0, .pdf)), pictures: scratch.descriptor)
            }
            let report = try scratch.html(HTMLReport(title: "", verdict: "", comparisons: comparisons))
            let captions = "concat(//figure[@class='left'][1]//b, ' ', //figure[@class='right'][1]//b)"
            return try ["//label[input/@id='swipe']", "//label[input/@id='opacity']", captions].map {
                try scratch.xpath("normalize-space(\($0))", in: report)
            }
        }
        #expect(try labels([.pdf]) == Array(repeating: "Left Right", count: 3))
        #expect(try labels([.goldens, .goldens]) == Array(repeating: "Golden PDF", count: 3))
    }

    @Test("Files of directories are named at their pictures")
    func fileNames() throws {
        var page = pages[1]
        (page.leftName, page.rightName) = ("one.png", "two.png")
        let comparison = NamedComparison(
            name: "right", report: CompareReport([page], kinds: (.images, .images)), pictures: scratch.descriptor)
        let report = try scratch.html(HTMLReport(title: "", verdict: "", comparisons: [comparison]))
        func value(_ expression: String) throws -> String { try scratch.xpath(expression, in: report) }
        #expect(try value("string(//figure[@class='left']/figcaption/bdi)") == "one.png")
        #expect(try value("string(//figure[@class='right']//img/@alt)") == "two.png of right.pdf")
        #expect(try value("string(//nav//li/a)") == "one.png, right two.png")
        var other = ComparedPage.sizes((10, 20), (10, 30))
        (other.leftName, other.rightName) = ("one.png", "two.png")
        #expect(try scratch.xpath("string(//p[@class='finding'])", in: html([other])).hasPrefix("The sizes differ"))
        #expect(try value("string(//article/h3/bdi)") == "one.png, right two.png")
    }

    @Test("The list starts with all pages where none differs")
    func shownPages() throws {
        #expect(try scratch.xpath("string(//input[@name='shown'][@checked]/@id)", in: html(pages)) == "show-differing")
        #expect(try scratch.xpath("string(//input[@name='shown'][@checked]/@id)", in: html([.same(1)])) == "show-all")
    }

    @Test("Where no page is shown the report says why")
    func nothingToShow() throws {
        let sentence = "count(//div[@class='card']/p[contains(., 'no pictures to show')])"
        #expect(try scratch.xpath(sentence, in: html([.same(1)])) == "1")
        #expect(try scratch.xpath(sentence, in: html(pages)) == "0")
    }

    @Test("The same comparison makes the same bytes")
    func determinism() throws {
        #expect(try html(pages) == html(pages))
    }

    @Test("A picture of any size comes through whole")
    func largePicture() throws {
        // Longer than what is read at a time, by no multiple of three.
        let picture = try #require(tinyPNG) + Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 * 31 + $0 >> 8) })
        try scratch.write("left.png", picture)
        let source = try scratch.xpath("string(//figure[@class='left']//img/@src)", in: html([pages[1]]))
        #expect(source == "data:image/png;base64,\(picture.base64EncodedString())")
    }

    @Test("A picture that is missing, or none, and a full disk are errors that say so")
    func errors() throws {
        try scratch.write("right.png", Data("GIF89a".utf8))
        var error = #expect(throws: JobError.self) { try html(pages) }
        #expect(
            error?.description.contains("right.png cannot be put into the report: it is neither PNG nor JPEG") == true)
        var page = pages[1]
        page.pictures?.left = "gone.png"
        error = #expect(throws: JobError.self) { try html([page]) }
        #expect(error?.description.contains("gone.png") == true)
        let full = try FileDescriptor.open("/dev/full", .writeOnly)
        defer { try? full.close() }
        error = #expect(throws: JobError.self) {
            try HTMLReport(title: "", verdict: "", comparisons: []).write(to: full)
        }
        #expect(error?.kind == .outputUnwritable)
    }
}

extension Scratch {
    /// Writes a report to a file, and returns its bytes.
    func html(_ report: HTMLReport) throws -> Data {
        let file = try FileDescriptor.open(
            FilePath(file("report.html")), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        defer { try? file.close() }
        try report.write(to: file)
        return try bytes("report.html")
    }
}
