import Foundation
import Testing

@testable import Reports

@Suite("Markup")
struct MarkupTests {
    /// Texts that would break out of where they are put, or out of the document.
    static let hostile = [
        "</script><img src=x onerror=alert(1)>", "\"><svg onload='x'>", "' onmouseover='x", "<!-- ]]> &amp; &#0;",
        "tab\tnewline\nreturn\r.", "bell\u{7} null\0 delete\u{7F} next\u{85} \u{FFFE}\u{FFFF}",
        "\u{1F4C4}\u{202E}fdp.exe",
        "e\u{301}\u{1F468}\u{200D}\u{1F469}",
    ]

    @Test(
        "Text stays text",
        arguments: [
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"), ("\"it's\"", "&quot;it&#39;s&quot;"),
            ("&lt;", "&amp;lt;"), ("\u{1F600}é", "\u{1F600}é"), ("a\tb\nc\r", "a&#9;b&#10;c&#13;"),
            ("\u{0}\u{1B}[31m\u{9B}", "\u{FFFD}\u{FFFD}[31m\u{FFFD}"),
            ("\u{FFFE}\u{FFFF}\u{FFFD}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ])
    func escaping(_ text: String, _ expected: String) {
        #expect(Markup.escaped(text) == expected)
    }

    @Test("What is put in is text, unless it is markup")
    func interpolation() {
        let name = "<b>", element: Markup = "<i>\(name)</i>"
        #expect("\(element)\([element, element])\(3)" as Markup == "<i>&lt;b&gt;</i><i>&lt;b&gt;</i><i>&lt;b&gt;</i>3")
    }

    @Test("An XML parser reads back what was written, in text and in attributes", arguments: hostile)
    func roundTrip(_ text: String) throws {
        let document: Markup = "<a b=\"\(text)\">\(text)</a>"
        let scratch = try Scratch()
        let read = try scratch.run(
            "python3", "-c",
            """
            import sys, xml.etree.ElementTree as tree
            root = tree.fromstring(sys.stdin.buffer.read())
            assert root.text == root.get("b") and len(root) == 0, root
            sys.stdout.buffer.write(root.text.encode())
            """, input: Data(document.text.utf8))
        let forbidden: Set<Unicode.Scalar> = ["\u{7}", "\0", "\u{7F}", "\u{85}", "\u{FFFE}", "\u{FFFF}"]
        let expected = String.UnicodeScalarView(text.unicodeScalars.map { forbidden.contains($0) ? "\u{FFFD}" : $0 })
        #expect(read == String(expected))
    }
}
