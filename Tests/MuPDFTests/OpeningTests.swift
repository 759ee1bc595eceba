import Foundation
import Glibc
import MuPDF
import Testing

@Suite("Opening documents")
struct OpeningTests {
    static let samples = [
        "bad-page", "bench-200", "blank", "cmyk", "encrypted-open", "forms", "gray-scan", "layers", "mixed", "photos",
        "poster-a0", "refused-page", "stamp", "text", "transparency", "vector",
    ].map { "\($0).pdf" }

    @Test("A document opens, and has the pages that qpdf finds in it", arguments: samples)
    func counting(name: String) throws {
        let document = try Document(path: sample(name), password: nil)
        let reference = try run("qpdf", "--show-npages", sample(name))
        // qpdf tells of damage on its other stream.
        let pages = try #require(Int(String(decoding: reference.output, as: UTF8.self).filter(\.isNumber)))
        #expect(try document.countPages() == pages)
        #expect(try document.countPages() == pages, "counted again")
        #expect(document.takeMessages() == [])
    }

    @Test("A document that was cut short is repaired, with a message")
    func truncated() throws {
        let document = try Document(path: sample("truncated.pdf"), password: nil)
        #expect(try document.countPages() == 3)
        #expect(!document.takeMessages().isEmpty)
        #expect(!document.wasRepairedSinceOpening, "the repair is part of opening it")
        for page in 0..<3 { #expect(try !document.draw(page, components: 1).isWhite) }
    }

    @Test("A password that is not needed does not matter")
    func needlessPassword() throws {
        for name in ["text.pdf", "encrypted-open.pdf"] {
            #expect(try Document(path: sample(name), password: "whatever").countPages() > 0)
        }
    }

    @Test("User and owner password open an encrypted document", arguments: ["user", "owner"])
    func rightPassword(password: String) throws {
        let document = try Document(path: sample("encrypted.pdf"), password: password)
        #expect(try document.countPages() == 2)
        #expect(try !document.draw(1, components: 1).isWhite)
        #expect(document.takeMessages() == [])
    }

    @Test("An encrypted document needs a password")
    func passwordNeeded() throws {
        let error = try refusal { _ = try Document(path: sample("encrypted.pdf"), password: nil) }
        #expect(error.code == .passwordNeeded)
    }

    @Test(
        "A password that is neither the user's nor the owner's is wrong", arguments: ["", "User", "user ", "us\u{E9}r"])
    func passwordWrong(password: String) throws {
        let error = try refusal { _ = try Document(path: sample("encrypted.pdf"), password: password) }
        #expect(error.code == .passwordWrong)
    }

    @Test("What is no PDF is told apart from what cannot be read", arguments: ["empty.pdf", "not-a.pdf", "README.md"])
    func notAPDF(name: String) throws {
        let error = try refusal { _ = try Document(path: sample(name), password: nil) }
        #expect(error.code == .notAPDF)
        #expect(!error.description.isEmpty)
    }

    @Test("A file of rubbish is no PDF", arguments: [1, 100, 4096, 70_000])
    func rubbish(size: Int) throws {
        let scratch = try Scratch()
        let path = try scratch.write("rubbish.pdf", (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 / 7) })
        #expect(try refusal { _ = try Document(path: path, password: nil) }.code == .notAPDF)
    }

    @Test("A path that leads to no file is unreadable", arguments: ["missing.pdf", "", "generator", "text.pdf/inside"])
    func unreadable(name: String) throws {
        let error = try refusal { _ = try Document(path: sample(name), password: nil) }
        #expect(error.code == .fileUnreadable)
        #expect(!error.description.isEmpty)
    }

    @Test("A pipe is no regular file, and opening it does not wait", .timeLimit(.minutes(5)))
    func pipe() throws {
        let scratch = try Scratch()
        #expect(mkfifo(scratch.file("pipe"), 0o600) == 0)
        #expect(try refusal { _ = try Document(path: scratch.file("pipe"), password: nil) }.code == .fileUnreadable)
        #expect(try refusal { _ = try Document(path: "/dev/null", password: nil) }.code == .fileUnreadable)
    }

    @Test("A document that is closed leaves no mapping and no descriptor behind")
    func closing() throws {
        // Far more than the usual limit of 1024 open files.
        for _ in 0..<1200 { _ = try Document(path: sample("blank.pdf"), password: nil) }
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        // Another test may have it open at the moment.
        #expect(maps.split(separator: "\n").count { $0.hasSuffix("/blank.pdf") } < 10)
    }

    @Test("Pages that are not there are refused", arguments: [-1, 2, 1000, Int(Int32.max)])
    func missingPage(number: Int) throws {
        let document = try Document(path: sample("stamp.pdf"), password: nil)
        _ = try document.countPages()
        #expect(try refusal { _ = try document.geometry(ofPage: number) }.code == .pageUnreadable)
        let error = try refusal {
            _ = try Page(number, of: document, box: PDFRectangle(0, 0, 100, 100), userUnit: 1)
        }
        #expect(error.code == .pageUnreadable)
        #expect(try !document.draw(1).isWhite, "the document is still of use")
    }
}
