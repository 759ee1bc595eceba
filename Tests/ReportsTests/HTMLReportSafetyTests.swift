import Comparison
import Foundation
import Rasterizer
import Testing

@testable import Reports

@Suite("What HTML reports can do")
struct HTMLReportSafetyTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write("page.png", try #require(tinyPNG))
    }

    /// A report in which everything that comes from files is the text.
    private func html(_ text: String) throws -> Data {
        var page = ComparedPage.different(
            1, pictures: ComparedPage.Pictures(left: "page.png", right: "page.png", difference: "page.png"))
        page.words = [WordChange(.removed, text), WordChange(.inserted, text)]
        page.leftSheet?.warnings = [text]
        (page.leftName, page.rightName) = (text, text)
        var failed = ComparedPage(left: 2, right: 2, status: .failed)
        failed.error = text
        var report = CompareReport([page, failed], left: text, right: text, masks: [text])
        report.versions = [text]
        report.left.warnings = [text]
        let comparison = NamedComparison(
            name: text, report: report, pictures: scratch.descriptor,
            problem: NamedComparison.Problem(.error, code: text, label: text, text: text), resolution: text)
        return try scratch.html(HTMLReport(title: text, verdict: text, comparisons: [comparison, comparison]))
    }

    /// Prints each element with the names of its attributes, as a parser of HTML and one of XML see them.
    private static let outline = """
        import io, sys, xml.etree.ElementTree as tree
        from html.parser import HTMLParser
        text = sys.stdin.buffer.read().decode()
        seen = []
        class Outline(HTMLParser):
            def handle_starttag(self, tag, attributes):
                seen.append((tag, sorted(name for name, _ in attributes)))
        Outline().feed(text)
        known = [(element.tag.lower(), sorted(name.lower() for name in element.attrib))
            for element in tree.fromstring(text).iter()]
        assert seen == known, [pair for pair in zip(seen, known) if pair[0] != pair[1]][:3]
        for tag, names in seen: print(tag, *names)
        """

    @Test("Text from files makes no element and no attribute", arguments: MarkupTests.hostile)
    func hostileText(_ text: String) throws {
        let outline = try scratch.run("python3", "-c", Self.outline, input: html(text))
        let harmless = try scratch.run("python3", "-c", Self.outline, input: html("text"))
        #expect(outline == harmless)
        #expect(!outline.contains(" on"))
    }

    @Test("Nothing is loaded: no address leads out of the file, and the policy forbids it")
    func noResources() throws {
        let report = try html("text")
        let sources = "//@src[not(starts-with(., 'data:image/'))] | //@href[not(starts-with(., '#'))]"
        #expect(
            try scratch.xpath("count(\(sources) | //@srcset | //@style | //link | //iframe | //object)", in: report)
                == "0")
        let text = String(decoding: report, as: UTF8.self)
        for word in ["http:", "https:", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "eval("] {
            #expect(!text.contains(word))
        }
        let policy = try scratch.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)", in: report)
        #expect(policy.hasPrefix("default-src 'none'; img-src data:; "))
        #expect(!policy.contains("unsafe"))
    }

    @Test(
        "The policy lets the report's own style and script run",
        arguments: [
            ("style", HTMLReportStyle.digest), ("script", HTMLReportScript.digest),
        ])
    func digests(_ element: String, _ digest: String) throws {
        let expected = try scratch.run(
            "python3", "-c",
            """
            import base64, hashlib, re, sys
            text = re.search(b"<\(element)>(.*?)</\(element)>", sys.stdin.buffer.read(), re.S).group(1)
            print(base64.b64encode(hashlib.sha256(text).digest()).decode(), end="")
            """, input: html("text"))
        #expect(digest == expected)
        let policy = try scratch.xpath(
            "string(//meta[@http-equiv='Content-Security-Policy']/@content)", in: html("text"))
        #expect(policy.contains("\(element)-src 'sha256-\(expected)'"))
    }

    @Test("What can be operated has a name")
    func accessibleNames() throws {
        let report = try html("text")
        let nameless = """
            count(//button[normalize-space(.) = '' and not(@aria-label)]
                | //input[not(ancestor::label) and not(@id = //label/@for)]
                | //nav[not(@aria-label)])
            """
        #expect(try scratch.xpath(nameless, in: report) == "0")
    }
}
