import MuPDF
import TestDocuments
import Testing

/// Files that are small, and whose operators are long.
@Suite("What is read of streams to prove pages the same")
struct ObjectStreamLimitTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func digests(_ pdf: TestPDF) throws -> [[UInt8]?] {
        let document = try Document(path: scratch.write("pages.pdf", pdf.file()), password: nil)
        return try (0..<document.countPages()).map { try document.objectDigest(ofPage: $0) }
    }

    /// Pages that have a form among their resources, or none, which is never drawn.
    private func pages(_ forms: [Int?]) -> TestPDF {
        var pdf = TestPDF()
        pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")
        let kids = forms.indices.map { "\(100 + $0) 0 R" }.joined(separator: " ")
        pdf.object(2, "<</Type/Pages/Count \(forms.count)/Kids[\(kids)]>>")
        pdf.content(3, "0 0 9 9 re f")
        for (page, form) in forms.enumerated() {
            let resources = form.map { "/Resources<</XObject<</X \($0) 0 R>>>>" } ?? ""
            pdf.object(
                100 + page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 \(200 + page) 200]/Contents 3 0 R\(resources)>>")
        }
        return pdf
    }

    /// Spaces by RunLengthDecode, which makes 128 bytes of two at most: mebibytes of 16 KiB.
    private func spaces(mebibytes: Int) -> [UInt8] {
        let run: [UInt8] = [129, 0x20]
        return (0..<mebibytes * 8192).flatMap { _ in run } + [128]
    }

    private func addForm(_ number: Int, _ filter: String, _ stream: [UInt8], to pdf: inout TestPDF) {
        pdf.object(number, "<</Subtype/Form/BBox[0 0 9 9]\(filter)>>", stream: stream)
    }

    @Test("A stream that is too long is given up once, and not for every page that has it")
    func sharedStream() throws {
        // All the forms that are given up would use up what is read for the document, and leave nothing for the last page.
        var pdf = pages(Array(repeating: 5, count: 10) + [6, nil])
        addForm(5, "/Filter/RunLengthDecode", spaces(mebibytes: 65), to: &pdf)
        addForm(6, "/Filter/RunLengthDecode", spaces(mebibytes: 20), to: &pdf)
        let digests = try digests(pdf)
        #expect(digests.prefix(10).allSatisfy { $0 == nil })
        #expect(digests[10] != nil, "20 MiB are what pages of maps have")
        #expect(digests[11] != nil)
    }

    @Test("Much more than the file has is read of no document")
    func allStreams() throws {
        let forms = Array(5..<13)
        var pdf = pages([nil] + forms + [nil])
        let stream = spaces(mebibytes: 63)
        for form in forms { addForm(form, "/Filter/RunLengthDecode", stream, to: &pdf) }
        let digests = try digests(pdf)
        #expect(digests[0] != nil && digests[1] != nil && digests[2] != nil)
        #expect(digests[8] == nil)
        #expect(digests[9] == nil, "nothing is left")
    }

    static let filterEntries = [
        "/FlateDecode": true, "[/FlateDecode]": true, "[/Fl]": true, "[/LZWDecode]": true, "[/ASCII85Decode]": true,
        "[/A85/FlateDecode]": true, "[/ASCIIHexDecode/A85/RL]": true, "[]": true, "null": true,
        "[/FlateDecode/FlateDecode]": false, "[/FlateDecode/ASCIIHexDecode]": false, "[/A85/A85/A85/A85]": false,
        "/DCTDecode": false, "[/CCITTFaxDecode]": false, "/JBIG2Decode": false, "/Unknown": false,
        "/FlateDecode/DecodeParms<</Predictor 12/Columns 200000000>>": false,
        "[/Fl]/DecodeParms[<</Predictor 2/Columns 200000000>>]": false,
    ]

    @Test("Operators are decoded only by filters that operators have", arguments: filterEntries)
    func filters(filter: String, isRead: Bool) throws {
        var pdf = pages([5])
        addForm(5, "/Filter\(filter)", [], to: &pdf)
        #expect(try (digests(pdf)[0] != nil) == isRead)
    }

    @Test("Streams that lie in each other are read as often as the file's size explains", arguments: [20, 100])
    func nestedStreams(count: Int) throws {
        // MuPDF reads on to the next end of a stream, which is that of the last image.
        let names = (0..<count).map { "/X\($0) \(1000 + $0) 0 R" }.joined()
        var pdf = pages([4, nil])
        pdf.object(4, "<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<\(names)>>>>>>", stream: [])
        for image in 0..<count - 1 { pdf.object(1000 + image, "<</Subtype/Image/Length 0>>\nstream\n") }
        pdf.object(999 + count, "<</Subtype/Image>>", stream: Array(repeating: 0x20, count: 1 << 20))
        let digests = try digests(pdf)
        #expect((digests[0] != nil) == (count == 20))
        #expect((digests[1] != nil) == (count == 20))
    }
}
