import Foundation
import Testing

/// Pages are told apart by their widths: 101, 102 and so on.
@Suite("Page trees that lie")
struct PageTreeTests {
    struct Tree: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// The entries of the root node, with $1 and so on for references to the pages and $N for an inner node.
        var root: String
        var inner = ""
        var widths: [Double]
        var warns = true
    }

    static let trees = [
        Tree(
            testDescription: "an honest tree", root: "/Count 3 /Kids [$1 $2 $3]", widths: [101, 102, 103],
            warns: false),
        Tree(testDescription: "Count too high", root: "/Count 7 /Kids [$1 $2 $3]", widths: [101, 102, 103]),
        Tree(testDescription: "Count too low", root: "/Count 1 /Kids [$1 $2 $3]", widths: [101, 102, 103]),
        Tree(testDescription: "Count 0", root: "/Count 0 /Kids [$1 $2 $3]", widths: [101, 102, 103]),
        Tree(testDescription: "Count below 0", root: "/Count -3 /Kids [$1 $2 $3]", widths: [101, 102, 103]),
        Tree(testDescription: "no Count", root: "/Kids [$1 $2 $3]", widths: [101, 102, 103]),
        Tree(testDescription: "huge Count", root: "/Count 2000000000 /Kids [$1 $2 $3]", widths: [101, 102, 103]),
        Tree(testDescription: "a null among the kids", root: "/Count 3 /Kids [$1 null $3]", widths: [101, 103]),
        Tree(testDescription: "a kid that does not exist", root: "/Count 3 /Kids [$1 999 0 R $3]", widths: [101, 103]),
        Tree(testDescription: "a number among the kids", root: "/Count 3 /Kids [$1 7 $3]", widths: [101, 103]),
        Tree(
            testDescription: "inner Count too low", root: "/Count 3 /Kids [$1 $N]",
            inner: "/Count 1 /Kids [$2 $3]", widths: [101, 102, 103], warns: false),
        Tree(
            testDescription: "inner Count too high", root: "/Count 3 /Kids [$N $3]",
            inner: "/Count 50 /Kids [$1 $2]", widths: [101, 102, 103], warns: false),
        Tree(
            testDescription: "an inner node that holds itself", root: "/Count 3 /Kids [$1 $N]",
            inner: "/Count 2 /Kids [$2 $N $3]", widths: [101, 102, 103]),
        Tree(
            testDescription: "an inner node that holds the root", root: "/Count 3 /Kids [$1 $N]",
            inner: "/Count 2 /Kids [$2 2 0 R $3]", widths: [101, 102, 103]),
        Tree(
            testDescription: "an empty inner node", root: "/Count 2 /Kids [$1 $N $3]", inner: "/Count 0 /Kids []",
            widths: [101, 103], warns: false),
        Tree(
            testDescription: "the same page twice", root: "/Count 3 /Kids [$1 $2 $1]", widths: [101, 102, 101],
            warns: false),
    ]

    let scratch = Scratch()

    private func write(_ tree: Tree) throws {
        var document = TinyPDF()
        let pages = (1...3).map { document.addPage(width: 100 + $0) }
        // The inner node comes next, so its number is known before it is written.
        let node = pages[2] + 1
        func filled(_ text: String) -> String {
            pages.enumerated().reduce(text.replacing("$N", with: "\(node) 0 R")) {
                $0.replacing("$\($1.offset + 1)", with: "\($1.element) 0 R")
            }
        }
        _ = document.add("<< /Type /Pages /Parent 2 0 R \(filled(tree.inner)) >>")
        try scratch.write(document.data(pages: filled(tree.root)), to: "in.pdf")
    }

    @Test("The pages that are there are rendered, and what is wrong is told", arguments: trees)
    func leaves(tree: Tree) throws {
        try write(tree)
        let result = try scratch.pdfsplit("--dpi", "72", "--report", "report.json", "in.pdf", "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        #expect(try scratch.pageSizes().map(\.width) == tree.widths)
        #expect(try scratch.listedImages().map { Double($0.width) } == tree.widths)
        let report = try Report(scratch.contents("report.json"))
        #expect(!report.summary.warnings.isEmpty == tree.warns, "\(report.summary.warnings)")
        #expect(result.message.contains("warning") == tree.warns)
        #expect(report.pages.count == tree.widths.count)
    }

    @Test("A tree that lies is a warning to --strict", arguments: trees.filter(\.warns))
    func strict(tree: Tree) throws {
        try write(tree)
        #expect(try scratch.pdfsplit("--dpi", "72", "--strict", "in.pdf", "out.pdf").code == 9)
    }

    @Test("Pages beyond a Count that is too low can be chosen, those beyond the leaves cannot")
    func selection() throws {
        try write(Tree(testDescription: "", root: "/Count 1 /Kids [$1 $2 $3]", widths: []))
        #expect(try scratch.pdfsplit("--dpi", "72", "--pages", "z", "in.pdf", "out.pdf").code == 0)
        #expect(try scratch.pageSizes().map(\.width) == [103])
        try write(Tree(testDescription: "", root: "/Count 7 /Kids [$1 $2 $3]", widths: []))
        #expect(try scratch.pdfsplit("--dpi", "72", "--pages", "4", "in.pdf", "out.pdf").code == 2)
    }

    @Test("A tree nested far too deep is neither a crash nor silence", arguments: [100, 5000])
    func depth(levels: Int) throws {
        var document = TinyPDF()
        let page = document.addPage(width: 101)
        var node = page
        for _ in 0..<levels { node = document.add("<< /Type /Pages /Count 1 /Kids [\(node) 0 R] >>") }
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(node) 0 R]"), to: "in.pdf")
        let result = try scratch.pdfsplit("--dpi", "72", "in.pdf", "out.pdf")
        #expect(result.code == (levels == 100 ? 0 : 4), "\(result.message)")
        #expect(scratch.exists() == (result.code == 0))
    }
}
