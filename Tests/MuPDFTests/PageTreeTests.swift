import MuPDF
import TestDocuments
import Testing

/// Documents of pages that are 101, 102, … points wide, in trees of every kind.
@Suite("Page trees that lie", .timeLimit(.minutes(5)))
struct PageTreeTests {
    struct Tree: CustomTestStringConvertible {
        var testDescription: String
        /// Objects from 2 on, which is the root.
        var objects: [Int: String]
        /// The widths of the pages that are there.
        var widths: [Int]
        var isHonest = false
    }

    private static func page(_ width: Int, parent: Int = 2) -> String {
        "<</Type/Page/Parent \(parent) 0 R/MediaBox[0 0 \(width) 50]>>"
    }

    private static func three(_ name: String, root: String, more: [Int: String] = [:], isHonest: Bool = false) -> Tree {
        let pages = [2: root, 3: page(101), 4: page(102), 5: page(103)]
        return Tree(
            testDescription: name, objects: pages.merging(more) { $1 }, widths: [101, 102, 103], isHonest: isHonest)
    }

    static let trees: [Tree] = [
        three("honest", root: "<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>", isHonest: true),
        three("Count too high", root: "<</Type/Pages/Count 7/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("Count far too high", root: "<</Type/Pages/Count 2000000000/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("Count too low", root: "<</Type/Pages/Count 1/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("Count zero", root: "<</Type/Pages/Count 0/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("Count negative", root: "<</Type/Pages/Count -3/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("Count missing", root: "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("Count a name", root: "<</Type/Pages/Count/Three/Kids[3 0 R 4 0 R 5 0 R]>>"),
        three("null kid", root: "<</Type/Pages/Count 4/Kids[3 0 R null 4 0 R 5 0 R]>>"),
        three("kids that are missing objects", root: "<</Type/Pages/Count 5/Kids[77 0 R 3 0 R 4 0 R 6 0 R 5 0 R]>>"),
        three("kids that are no dictionaries", root: "<</Type/Pages/Count 6/Kids[(a) 3 0 R 4 0 R[5 0 R]7 5 0 R]>>"),
        three(
            "a kid that loops back to the root", root: "<</Type/Pages/Count 9/Kids[3 0 R 6 0 R 5 0 R]>>",
            more: [6: "<</Type/Pages/Parent 2 0 R/Count 6/Kids[4 0 R 2 0 R]>>"]),
        three("a root that is its own kid", root: "<</Type/Pages/Count 3/Kids[2 0 R 3 0 R 4 0 R 5 0 R 2 0 R]>>"),
        three(
            "an inner node that is reached twice", root: "<</Type/Pages/Count 5/Kids[3 0 R 6 0 R 6 0 R]>>",
            more: [6: "<</Type/Pages/Parent 2 0 R/Count 2/Kids[4 0 R 5 0 R]>>"]),
        three(
            "inner Counts that are wrong both ways", root: "<</Type/Pages/Count 4/Kids[6 0 R 7 0 R]>>",
            more: [
                6: "<</Type/Pages/Parent 2 0 R/Count 1/Kids[3 0 R 4 0 R]>>",
                7: "<</Type/Pages/Parent 2 0 R/Count 3/Kids[5 0 R]>>",
            ]),
        three(
            "inner Counts that are wrong under a right one", root: "<</Type/Pages/Count 3/Kids[6 0 R 7 0 R]>>",
            more: [
                6: "<</Type/Pages/Parent 2 0 R/Count 1/Kids[3 0 R 4 0 R]>>",
                7: "<</Type/Pages/Parent 2 0 R/Count 2/Kids[5 0 R]>>",
            ], isHonest: true),
        three(
            "an inner node without pages", root: "<</Type/Pages/Count 3/Kids[6 0 R 3 0 R 4 0 R 5 0 R]>>",
            more: [6: "<</Type/Pages/Parent 2 0 R/Count 0/Kids[]>>"], isHonest: true),
        three("nodes without Type", root: "<</Count 3/Kids[3 0 R 4 0 R 5 0 R]>>", isHonest: true),
        three(
            "a page that is no object of its own",
            root: "<</Type/Pages/Count 1/Kids[\(page(101)) 4 0 R 5 0 R]>>"),
        three(
            "a page that is no object of its own, under wrong inner Counts",
            root: "<</Type/Pages/Count 2/Kids[6 0 R 7 0 R]>>",
            more: [
                6: "<</Type/Pages/Parent 2 0 R/Count 1/Kids[3 0 R \(page(102, parent: 6))]>>",
                7: "<</Type/Pages/Parent 2 0 R/Count 1/Kids[5 0 R]>>",
            ]),
        Tree(
            testDescription: "a root that is a page", objects: [2: "<</Type/Page/MediaBox[0 0 101 50]>>"],
            widths: [101]),
        Tree(
            testDescription: "the same page twice",
            objects: [2: "<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>", 3: page(101)], widths: [101, 101], isHonest: true
        ),
    ]

    private func open(_ objects: [Int: String]) throws -> Document {
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        for (number, value) in objects.sorted(by: { $0.key < $1.key }) { pdf.object(number, value) }
        let scratch = try Scratch()
        return try Document(path: scratch.write("tree.pdf", pdf.file()), password: nil)
    }

    @Test("The pages that are there are counted and can all be reached", arguments: trees)
    func pages(tree: Tree) throws {
        let document = try open(tree.objects)
        #expect(try document.countPages() == tree.widths.count)
        let messages = document.takeMessages()
        #expect(messages.isEmpty == tree.isHonest, "\(messages)")
        let widths = try tree.widths.indices.map { number in
            let page = try document.page(number)
            #expect(page.content.hasImages == false)
            return try document.geometry(ofPage: number).mediaBox.map { Int($0.x1) }
        }
        #expect(widths == tree.widths)
        #expect(try refusal { _ = try document.geometry(ofPage: tree.widths.count) }.code == .pageUnreadable)
    }

    @Test("A tree may be deep, but not bottomless", arguments: [1, 10, 100, 127, 1000, 20_000])
    func nesting(depth: Int) throws {
        // A chain of nodes, each with a page beside the next node; 3 is the first page.
        var objects = [2: "<</Type/Pages/Count 1/Kids[3 0 R]>>", 3: Self.page(101)]
        for level in 0..<depth {
            let node = 4 + level
            let next = level + 1 < depth ? "\(node + 1) 0 R" : ""
            objects[node] = "<</Type/Pages/Parent \(level == 0 ? 2 : node - 1) 0 R/Count 0/Kids[\(next)]>>"
        }
        objects[2] = "<</Type/Pages/Count 1/Kids[4 0 R 3 0 R]>>"
        let document = try open(objects)
        #expect(try document.countPages() == 1)
        #expect(document.takeMessages().isEmpty == (depth <= 128))
        #expect(try document.geometry(ofPage: 0).mediaBox == PDFRectangle(0, 0, 101, 50))
    }

    @Test(
        "A document without a page has none, and none is invented",
        arguments: [
            [2: "<</Type/Pages/Count 0/Kids[]>>"], [2: "<</Type/Pages/Count 5/Kids[]>>"], [2: "<</Type/Pages>>"],
            [2: "<</Type/Pages/Count 1/Kids[2 0 R]>>"], [2: "null"], [2: "(text)"],
        ]
    )
    func noPages(objects: [Int: String]) throws {
        let document = try open(objects)
        #expect(try document.countPages() == 0)
        #expect(try refusal { _ = try document.geometry(ofPage: 0) }.code == .pageUnreadable)
    }

    @Test("Many pages are counted once each")
    func manyPages() throws {
        let kids = (3..<3003).map { "\($0) 0 R" }.joined(separator: " ")
        var objects = [2: "<</Type/Pages/Count 10/Kids[\(kids)]>>"]
        for number in 3..<3003 { objects[number] = Self.page(number + 98) }
        let document = try open(objects)
        #expect(try document.countPages() == 3000)
        for number in [0, 1, 9, 10, 1500, 2999] {
            #expect(try document.geometry(ofPage: number).mediaBox?.x1 == Double(number + 101))
        }
    }
}
