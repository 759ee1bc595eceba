import Comparison
import Foundation
import Rasterizer
import Testing

@testable import Reports

@Suite("JUnit reports")
struct JUnitReportTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private var pages: [ComparedPage] {
        var failed = ComparedPage(left: 4, right: 5, status: .failed)
        failed.error = "it took longer than 30 s"
        return [
            .same(1), .different(2), ComparedPage(left: 3, right: nil, status: .removed),
            ComparedPage(left: nil, right: 4, status: .inserted), failed,
        ]
    }

    private func xpath(_ expression: String, _ comparisons: [NamedComparison]) throws -> String {
        try scratch.xpath(expression, in: Data(JUnitReport(name: "all", comparisons).text.utf8))
    }

    @Test("A comparison is a suite with its counts, and a page a test")
    func structure() throws {
        let comparisons = [
            NamedComparison(name: "a.pdf", report: CompareReport(pages)),
            NamedComparison(name: "b.pdf", report: CompareReport([.same(1)])),
        ]
        func value(_ expression: String) throws -> String { try xpath(expression, comparisons) }
        #expect(
            try value("concat(/testsuites/@tests, ' ', /testsuites/@failures, ' ', /testsuites/@errors)") == "6 3 1")
        let suite = "/testsuites/testsuite[@name='a.pdf']"
        #expect(try value("concat(\(suite)/@tests, ' ', \(suite)/@failures, ' ', \(suite)/@errors)") == "5 3 1")
        #expect(try value("string(/testsuites/testsuite[2]/@failures)") == "0")
        #expect(try value("count(\(suite)/testcase[@classname='a.pdf'])") == "5")
        #expect(try value("string(\(suite)/testcase[3]/@name)") == "page 3 (removed)")
        #expect(try value("string(\(suite)/testcase[4]/@name)") == "page 4 (inserted)")
        #expect(try value("count(\(suite)/testcase[1]/*)") == "0")
        #expect(try value("string(\(suite)/testcase[2]/failure/@type)") == "different")
        #expect(
            try value("string(\(suite)/testcase[2]/failure/@message)").hasPrefix(
                "1,204 of 2,174,960 px differ (0.055 %)"))
        #expect(
            try value("string(\(suite)/testcase[5]/error/@message)")
                == "could not be compared: it took longer than 30 s")
    }

    @Test("What is wrong with a case as a whole is a test of its own, besides its pages")
    func problems() throws {
        let gone = NamedComparison.Problem(.failure, code: "missing", label: "missing", text: "There are none.")
        let broken = NamedComparison.Problem(.error, code: "failed", label: "failed", text: "It is <no> PDF.")
        let comparisons = [
            NamedComparison(name: "a.pdf", report: CompareReport(pages), problem: gone),
            NamedComparison(name: "b.pdf", report: CompareReport([]), problem: broken),
        ]
        func value(_ expression: String) throws -> String { try xpath(expression, comparisons) }
        #expect(
            try value("concat(/testsuites/@tests, ' ', /testsuites/@failures, ' ', /testsuites/@errors)") == "7 4 2")
        #expect(try value("concat(//testsuite[2]/@tests, ' ', //testsuite[2]/@errors)") == "1 1")
        #expect(try value("string(//testsuite[1]/testcase[1]/failure[@type='missing']/@message)") == "There are none.")
        #expect(try value("string(//testsuite[2]/testcase[1]/error[@type='failed'])") == "It is <no> PDF.")
        #expect(try value("count(//testcase)") == "7")
    }

    @Test("What was held against each other has the names that it has elsewhere")
    func sides() throws {
        for (kind, names) in [(CompareReport.Side.Kind.goldens, "Golden PDF"), (.pdf, "Left Right")] {
            let comparison = NamedComparison(name: "a", report: CompareReport([.same(1)], kinds: (kind, .pdf)))
            #expect(try xpath("concat(//property[1]/@name, ' ', //property[2]/@name)", [comparison]) == names)
        }
    }

    @Test("Pages whose goldens were written pass, whatever they were")
    func resolved() throws {
        let comparisons = [NamedComparison(name: "a.pdf", report: CompareReport(pages), resolution: "Recorded")]
        #expect(try xpath("concat(//testsuite/@tests, ' ', //testsuite/@failures)", comparisons) == "5 0")
        #expect(try xpath("count(//failure | //error)", comparisons) == "0")
    }

    @Test("Times are seconds")
    func times() throws {
        let comparisons = [NamedComparison(name: "a.pdf", report: CompareReport(pages))]
        #expect(try xpath("string(//testcase[2]/@time)", comparisons) == "0.062")
        #expect(try xpath("string(//testsuite/@time)", comparisons) == "1234.568")
    }

    @Test("What was applied stands in the suite")
    func properties() throws {
        let report = CompareReport(pages, masks: ["2@0,0,1inx1in", "<mask>"])
        let comparisons = [NamedComparison(name: "a.pdf", report: report)]
        #expect(try xpath("string(//property[@name='Right']/@value)", comparisons) == "right.pdf")
        #expect(try xpath("string(//property[@name='Masks']/@value)", comparisons) == "2@0,0,1inx1in; <mask>")
        #expect(try xpath("string(//property[@name='Pixels that may differ']/@value)", comparisons) == "0 px of a page")
    }

    /// The rules of the schema that Jenkins's plugin for xUnit checks such files with, as far as they apply.
    private static let schema = """
        import re, sys, xml.etree.ElementTree as tree
        root = tree.fromstring(sys.stdin.buffer.read())
        shape = {
            "testsuites": ({"testsuite"}, {"name", "time", "tests", "failures", "disabled", "errors"}, set()),
            "testsuite": ({"properties", "testcase", "system-out", "system-err"},
                {"name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname", "id"},
                {"name", "tests"}),
            "properties": ({"property"}, set(), set()),
            "property": (set(), {"name", "value"}, {"name", "value"}),
            "testcase": ({"skipped", "error", "failure"}, {"name", "time", "classname"}, {"name"}),
            "failure": (set(), {"type", "message"}, set()),
            "error": (set(), {"type", "message"}, set()),
        }
        def check(element):
            children, allowed, required = shape[element.tag]
            assert required <= set(element.attrib) <= allowed, element.attrib
            for name in ("tests", "failures", "errors", "skipped"):
                assert element.get(name, "0").isdigit()
            assert re.fullmatch(r"[0-9]*(\\.[0-9]{0,3})?", element.get("time", "0")), element.get("time")
            for child in element:
                assert child.tag in children, child.tag
                check(child)
        assert root.tag == "testsuites"
        check(root)
        """

    @Test("The document keeps to the schema of its readers, whatever it is about")
    func schema() throws {
        var page = ComparedPage.different(1)
        page.words = MarkupTests.hostile.map { WordChange(.inserted, $0) }
        page.milliseconds = 123_456_789
        let comparisons = MarkupTests.hostile.map { name in
            NamedComparison(name: name, report: CompareReport(pages + [page], left: name, right: name, masks: [name]))
        }
        let problems = MarkupTests.hostile.map { text in
            let problem = NamedComparison.Problem(.error, code: text, label: text, text: text)
            return NamedComparison(name: text, report: CompareReport(pages), problem: problem)
        }
        for comparisons in [comparisons, problems, []] {
            let document = Data(JUnitReport(name: "all", comparisons).text.utf8)
            _ = try scratch.run("python3", "-c", Self.schema, input: document)
            #expect(try scratch.xpath("count(//testcase)", in: document) == "\(comparisons.count * 6)")
        }
    }
}
