import MuPDF
import TestDocuments
import Testing

@Suite("What the engine says")
struct MessageTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func open(_ pdf: TestPDF) throws -> Document {
        try Document(path: scratch.write("page.pdf", pdf.file()), password: nil)
    }

    @Test("The bad page of bad-page.pdf is reported once, and the others are not")
    func badPage() throws {
        let document = try Document(path: sample("bad-page.pdf"), password: nil)
        _ = try document.countPages()
        for page in 0..<5 {
            #expect(try !document.draw(page).isWhite)
            #expect(document.takeMessages().isEmpty == (page != 2), "page \(page + 1)")
            #expect(document.takeMessages() == [], "taken once")
        }
    }

    @Test("Operators that do not exist are reported, and the others are drawn")
    func unknownOperators() throws {
        let document = try open(.onePage("0 0 100 100 re f nonsense 100 100 100 100 re f"))
        let drawing = try document.draw(0, components: 1)
        #expect(drawing[50, 150] == [0] && drawing[150, 50] == [0])
        let messages = document.takeMessages()
        #expect(messages.count == 1)
        #expect(messages.first?.contains("nonsense") == true)
    }

    @Test("A message that repeats is not lost at the end")
    func repeated() throws {
        // The engine holds a warning back until it knows how often it comes.
        let document = try open(.onePage("l l l l"))
        _ = try document.draw(0)
        let messages = document.takeMessages()
        #expect(messages.count == 2, "\(messages)")
        #expect(messages.last?.contains("4 times") == true, "\(messages)")
    }

    @Test("Up to 32 messages are kept", arguments: [1, 31, 32])
    func kept(count: Int) throws {
        let document = try open(.onePage((0..<count).map { "foo\($0)" }.joined(separator: " ")))
        _ = try document.draw(0)
        #expect(document.takeMessages().count == count)
    }

    @Test("Of more messages the first are kept and all others counted", arguments: [33, 40, 90])
    func counted(count: Int) throws {
        let document = try open(.onePage((0..<count).map { "foo\($0)" }.joined(separator: " ")))
        _ = try document.draw(0)
        let messages = document.takeMessages()
        #expect(messages.count == 32)
        let rest = try #require(messages.last?.firstMatch(of: /and (\d+) more messages/))
        #expect(messages.dropLast().allSatisfy { $0.contains("foo") })
        #expect(messages.count - 1 + (Int(rest.1) ?? 0) == count)
        #expect(document.takeMessages() == [])
    }

    @Test("A page whose contents are missing is white, and said to be so", arguments: ["99 0 R", "[99 0 R 4 0 R]"])
    func missingContents(reference: String) throws {
        var pdf = TestPDF.onePage("0 0 100 100 re f")
        pdf.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents \(reference)>>")
        let document = try open(pdf)
        let drawing = try document.draw(0, components: 1)
        #expect(drawing.isWhite == (reference == "99 0 R"))
        #expect(!document.takeMessages().isEmpty)
    }

    @Test("A document that is repaired while it is read says so")
    func repair() throws {
        var pdf = TestPDF.onePage("0 0 100 100 re f")
        pdf.misplace(4)
        let document = try open(pdf)
        #expect(try document.countPages() == 1)
        #expect(!document.wasRepairedSinceOpening)
        let drawing = try document.draw(0, components: 1)
        #expect(document.wasRepairedSinceOpening)
        #expect(drawing[50, 150] == [0])
        #expect(!document.takeMessages().isEmpty)
    }

    @Test("Contents that call themselves end", .timeLimit(.minutes(5)))
    func recursion() throws {
        var pdf = TestPDF.onePage("0 0 9 9 re f /Self Do 100 100 99 99 re f", entries: "/Resources 6 0 R")
        pdf.object(
            5, "<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources 6 0 R>>", stream: Array("/Self Do".utf8))
        pdf.object(6, "<</XObject<</Self 5 0 R>>>>")
        let document = try open(pdf)
        let drawing = try document.draw(0, components: 1)
        #expect(drawing[5, 195] == [0] && drawing[150, 50] == [0])
    }
}
