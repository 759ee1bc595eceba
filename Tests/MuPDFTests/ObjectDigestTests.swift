import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("Pages proved the same by their objects")
struct ObjectDigestTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func allDigests(_ path: String) throws -> [[UInt8]?] {
        let document = try Document(path: path, password: nil)
        return try (0..<document.countPages()).map { try document.objectDigest(ofPage: $0) }
    }

    private func firstDigest(_ pdf: TestPDF) throws -> [UInt8]? {
        try allDigests(scratch.write("page.pdf", pdf.file())).first ?? nil
    }

    static let samples = ["forms", "layers", "mixed", "photos", "stamp", "text", "transparency", "vector"]

    static let rewritings = [
        ["--object-streams=generate"], ["--linearize", "--object-streams=disable"], ["--pages", ".", "1-z", "--"],
    ]

    @Test(
        "Pages stay the same where objects are numbered and stored anew", arguments: samples, rewritings)
    func rewritten(name: String, options: [String]) throws {
        let result = try run(
            "qpdf",
            arguments: ["--stream-data=preserve", sample("\(name).pdf")] + options + [scratch.file("new.pdf")])
        try #require(result.status == 0, "\(result.text)")
        let digests = try allDigests(sample("\(name).pdf"))
        #expect(!digests.contains(nil))
        #expect(try allDigests(scratch.file("new.pdf")) == digests)
    }

    @Test("Pages that look different have different digests")
    func samePages() throws {
        for name in Self.samples {
            let digests = try allDigests(sample("\(name).pdf"))
            #expect(Set(digests).count == digests.count, "\(name)")
        }
    }

    @Test("Asked again, and of a document opened again, a page has the same digest")
    func again() throws {
        let document = try Document(path: sample("forms.pdf"), password: nil)
        _ = try document.countPages()
        let first = try document.objectDigest(ofPage: 0)
        #expect(first?.count == 32)
        document.forgetObjects()
        _ = try document.objectDigest(ofPage: 1)
        #expect(try document.objectDigest(ofPage: 0) == first)
        try document.reopen()
        _ = try document.countPages()
        #expect(try document.objectDigest(ofPage: 0) == first)
    }

    /// A page with a font, an image, a form in it, an annotation, a field and a layer; `change` replaces a text in one of
    /// its objects.
    private func page(_ change: (String, String)? = nil) throws -> TestPDF {
        var pdf = TestPDF()
        var isChanged = change == nil
        func object(_ number: Int, _ value: String, _ stream: String? = nil) {
            var value = value
            var stream = stream
            if let (old, new) = change {
                isChanged = isChanged || value.contains(old) || stream?.contains(old) == true
                value = value.replacing(old, with: new)
                stream = stream?.replacing(old, with: new)
            }
            pdf.object(number, value, stream: stream.map { Array($0.utf8) })
        }
        object(
            1,
            "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[9 0 R 10 0 R]/D<</ON[9 0 R]/OFF[10 0 R]>>>>"
                + "/AcroForm<</Fields[11 0 R]/DA(/Helv 9 Tf)/XFA()>>/Lang(en)/Metadata 14 0 R>>")
        object(
            2,
            "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 200 200]/Rotate 0/Resources<</Font<</F 5 0 R>>"
                + "/XObject<</I 7 0 R/X 8 0 R>>/Properties<</L 9 0 R>>>>>>")
        object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[11 0 R 12 0 R 13 0 R]/StructParents 5/Tabs/S>>")
        object(4, "<<>>", "/OC/L BDC BT /F 9 Tf (content) Tj ET EMC")
        object(5, "<</Type/Font/Subtype/TrueType/BaseFont/Name/FontDescriptor<</Flags 4/FontFile2 6 0 R>>>>")
        object(6, "<<>>", "font program")
        object(7, "<</Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/StructParent 6>>", "i")
        object(
            8, "<</Subtype/Form/BBox[0 0 9 9]/Metadata 14 0 R/LastModified(then)/Resources<</Font<</G 5 0 R>>>>>>", "")
        object(9, "<</Type/OCG/Name(layer)>>")
        object(10, "<</Type/OCG/Name(layer)>>")
        object(11, "<</Subtype/Widget/Rect[0 0 9 9]/P 3 0 R/Parent 15 0 R/M(now)/AA<</E<</S/JavaScript>>>>>>")
        object(12, "<</Subtype/Stamp/Rect[0 0 9 9]/P 3 0 R/AP<</N 16 0 R>>/T(author)/NM(id)/Popup 13 0 R>>")
        object(13, "<</Subtype/Link/Rect[0 0 99 99]/Dest[3 0 R/Fit]>>")
        object(14, "<<>>", "when it was made")
        object(15, "<</FT/Tx/T(field)/V(value)/Kids[11 0 R]>>")
        object(16, "<</Subtype/Form/BBox[0 0 9 9]>>", "0 0 9 9 re f")
        #expect(isChanged, "there is no \(String(describing: change))")
        return pdf
    }

    static let visible = [
        ("content", "contents"), ("font program", "fond program"), ("/BaseFont/Name", "/BaseFont/Nome"),
        ("0 0 200 200", "0 0 200 201"), ("/Rotate 0", "/Rotate 90"), ("/F 5 0 R", "/E 5 0 R"),
        ("/ON[9 0 R]/OFF[10 0 R]", "/ON[10 0 R]/OFF[9 0 R]"), ("/L 9 0 R", "/L 10 0 R"),
        ("0 0 9 9 re f", "0 0 9 8 re f"), ("/V(value)", "/V(valve)"), ("/Helv 9 Tf", "/Helv 8 Tf"), ("(en)", "(de)"),
        ("DeviceGray", "DeviceGrey"), ("/BitsPerComponent 8", "/BitsPerComponent 4"), ("T(field)", "U(field)"),
        ("/Subtype/Link/Rect[0 0 99 99]", "/Subtype/Square/Rect[0 0 99 99]"), ("/P 3 0 R/AP", "/P 3 0 R/F 2/AP"),
        ("/StructParents 5", "/UserUnit 5"), ("/StructParents 5", "/Group<</S/Transparency>>"),
        ("[11 0 R 12 0 R 13 0 R]", "[12 0 R 11 0 R 13 0 R]"), ("/Flags 4", "/Flags (4)"), ("/Flags 4", "/Flags 4.0"),
    ]

    @Test("What a page shows counts, wherever it stands", arguments: visible)
    func visibleChange(old: String, new: String) throws {
        let digest = try firstDigest(page())
        #expect(digest != nil)
        #expect(try firstDigest(page((old, new))) != digest)
    }

    static let invisible = [
        ("when it was made", "on another day"), ("/M(now)", "/M(then)"), ("StructParents 5", "StructParents 7"),
        ("StructParent 6", "StructParent 8"), ("(then)", "(now)"), ("(author)", "(reader)"), ("(id)", "(other)"),
        ("/Dest[3 0 R/Fit]", "/Dest[3 0 R/FitH 3]"), ("0 0 99 99", "0 0 88 88"), ("/S/JavaScript", "/S/Named"),
        ("/Tabs/S", "/Tabs/R"), ("/XFA()", "/XFA(form)"), ("/Kids[11 0 R]", "/Kids[11 0 R 12 0 R]"),
    ]

    @Test("What is not drawn does not count", arguments: invisible)
    func invisibleChange(old: String, new: String) throws {
        let digest = try firstDigest(page())
        #expect(digest != nil)
        #expect(try firstDigest(page((old, new))) == digest)
    }

    @Test("An entry that is no part of an annotation's looks counts where the annotation is something else besides")
    func twoRoles() throws {
        // The annotation is the page's list of fonts too, and its /A a font.
        func page(_ name: String) -> TestPDF {
            var pdf = TestPDF.onePage(
                "BT /A 9 Tf (x) Tj ET", entries: "/Annots[5 0 R]/Resources<</Font 5 0 R/XObject<</M 5 0 R>>>>")
            pdf.object(5, "<</Subtype/Square/Rect[0 0 9 9]/A<</Type/Font/Subtype/Type1/BaseFont/\(name)>>>>")
            return pdf
        }
        let digest = try firstDigest(page("Courier"))
        #expect(digest != nil)
        #expect(try firstDigest(page("Times-Roman")) != digest)
    }

    @Test("Two objects are told from one that is used twice, for layers are")
    func sharing() throws {
        func page(_ second: Int) throws -> [UInt8]? {
            var pdf = TestPDF.onePage("", entries: "/Resources<</Properties<</A 5 0 R/B \(second) 0 R>>>>")
            pdf.object(5, "<</Type/OCG/Name(x)>>")
            pdf.object(6, "<</Type/OCG/Name(x)>>")
            return try firstDigest(pdf)
        }
        let shared = try page(5), apart = try page(6)
        #expect(shared != nil && apart != nil && shared != apart)
    }

    @Test("Circles of objects come to an end", .timeLimit(.minutes(5)))
    func circles() throws {
        func page(_ text: String, offset: Int) throws -> [UInt8]? {
            var pdf = TestPDF.onePage("", entries: "/Resources \(5 + offset) 0 R/Annots[\(7 + offset) 0 R]")
            pdf.object(5 + offset, "<</Self \(5 + offset) 0 R/XObject<</X \(6 + offset) 0 R>>>>")
            pdf.object(6 + offset, "<</Subtype/Form/Resources \(5 + offset) 0 R>>", stream: [1])
            pdf.object(7 + offset, "<</Subtype/Widget/Parent \(8 + offset) 0 R>>")
            pdf.object(8 + offset, "<</Parent \(7 + offset) 0 R/V(\(text))>>")
            return try firstDigest(pdf)
        }
        let digest = try page("x", offset: 0)
        #expect(digest != nil)
        #expect(try page("x", offset: 3) == digest)
        #expect(try page("y", offset: 0) != digest)
    }

    @Test("Objects that are too deep, too many or lead to other pages prove nothing", .timeLimit(.minutes(5)))
    func limits() throws {
        var deep = TestPDF.onePage("", entries: "/X 5 0 R")
        for number in 5..<1000 { deep.object(number, "[\(number + 1) 0 R]") }
        #expect(try firstDigest(deep) == nil)

        // Two arrays of the one below, 40 times, are seen for what they are; the same without sharing would be 2^40.
        var wide = TestPDF.onePage("", entries: "/X 5 0 R")
        for number in 5..<45 { wide.object(number, "[\(number + 1) 0 R \(number + 1) 0 R]") }
        #expect(try firstDigest(wide) != nil)

        var many = TestPDF.onePage("", entries: "/X 5 0 R")
        many.object(5, "[\(String(repeating: "0 ", count: 1_000_001))]")
        #expect(try firstDigest(many) == nil)

        #expect(try firstDigest(TestPDF.onePage("", entries: "/Resources<</Properties<</A 2 0 R>>>>")) == nil)
        #expect(try firstDigest(TestPDF.onePage("", entries: "/Resources<</Properties<</A 3 0 R>>>>")) == nil)
    }

    @Test("Encrypted documents prove nothing, nor do repaired ones, and nothing is broken by asking")
    func noProof() throws {
        for name in ["encrypted-open.pdf", "truncated.pdf"] {
            let digests = try allDigests(sample(name))
            #expect(!digests.isEmpty && digests.allSatisfy { $0 == nil }, "\(name)")
        }
        // The repair comes when the font is read.
        var pdf = TestPDF.onePage("0 0 9 9 re f", entries: "/Resources<</Font<</F 5 0 R>>>>")
        pdf.object(5, "<</Type/Font>>")
        pdf.misplace(5)
        let document = try Document(path: scratch.write("repair.pdf", pdf.file()), password: nil)
        _ = try document.countPages()
        #expect(try document.objectDigest(ofPage: 0) == nil)
        #expect(document.wasRepairedSinceOpening)
        #expect(try !document.draw(0).isWhite)
    }

    @Test("A page that is not there is refused", arguments: [-1, 1, Int(Int32.max)])
    func missingPage(number: Int) throws {
        let document = try Document(path: sample("blank.pdf"), password: nil)
        let count = try document.countPages()
        let error = try refusal { _ = try document.objectDigest(ofPage: number < 0 ? number : number - 1 + count) }
        #expect(error.code == .pageUnreadable)
    }
}
