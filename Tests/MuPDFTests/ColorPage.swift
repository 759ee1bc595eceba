import Foundation
import MuPDF
import TestDocuments
import Testing

/// A row of squares, each painted by operators of its own, and what programs make of their middles.
struct ColorPage {
    /// The side of a square, in points and pixels.
    static let side = 20

    /// Operators that paint the square from 0 to 20 each way.
    var squares: [String]
    /// Entries of the resources: `/ColorSpace<<...>>` and the like.
    var resources = ""
    /// Objects from 6 on: a dictionary and its stream.
    var objects: [(dictionary: String, stream: [UInt8])] = []
    /// Entries of the page's dictionary.
    var entries = ""

    private var width: Int { squares.count * Self.side }

    func file() -> [UInt8] {
        let content = squares.enumerated().map { "q 1 0 0 1 \($0.offset * Self.side) 0 cm \($0.element) Q" }
        var pdf = TestPDF.onePage(
            content.joined(separator: "\n"), box: "0 0 \(width) \(Self.side)",
            entries: "/Resources 5 0 R\(entries)")
        pdf.object(5, "<<\(resources)>>")
        for (index, object) in objects.enumerated() {
            pdf.object(6 + index, object.dictionary, stream: object.stream)
        }
        return pdf.file()
    }

    private func middles(_ drawing: Drawing) -> [[UInt8]] {
        squares.indices.map { drawing[$0 * Self.side + Self.side / 2, Self.side / 2] }
    }

    func drawn(components: Int = 3) throws -> [[UInt8]] {
        let scratch = try Scratch()
        let document = try Document(path: scratch.write("page.pdf", file()), password: nil)
        return try middles(document.draw(0, components: components))
    }

    /// What the program says of the page's colours before it is drawn.
    func mayBeColored() throws -> Bool {
        let scratch = try Scratch()
        return try Document(path: scratch.write("page.pdf", file()), password: nil).page(0).content.mayBeColored
    }

    func messages() throws -> [String] {
        let scratch = try Scratch()
        let document = try Document(path: scratch.write("page.pdf", file()), password: nil)
        _ = try document.draw(0)
        return document.takeMessages()
    }

    func byGhostscript() throws -> [[UInt8]] {
        try middles(Drawing.byGhostscript(file()))
    }

    func byPoppler() throws -> [[UInt8]] {
        let scratch = try Scratch()
        let path = try scratch.write("page.pdf", file())
        let result = try run("pdftoppm", "-r", "72", "-singlefile", path, scratch.file("page"))
        return try middles(
            #require(Drawing(portableMap: scratch.bytes("page.ppm")), "\(result.text.prefix(500))"))
    }
}

extension Drawing {
    /// What Ghostscript draws of a document's first page.
    static func byGhostscript(_ file: [UInt8]) throws -> Drawing {
        let scratch = try Scratch()
        let path = try scratch.write("page.pdf", file)
        let result = try run(
            "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=ppmraw", "-r72",
            "-sOutputFile=\(scratch.file("page.ppm"))", path)
        // It writes a comment into the header.
        let bytes = try scratch.bytes("page.ppm")
        let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        try #require(lines.count == 3, "\(result.text.prefix(500))")
        let hasComment = lines[1].first == UInt8(ascii: "#")
        return try #require(Drawing(portableMap: hasComment ? lines[0] + [0x0A] + lines[2] : bytes))
    }
}

/// How far two colours are apart, in the component where they differ most.
func difference(_ one: [UInt8], _ other: [UInt8]) -> Int {
    zip(one, other).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// A profile of Ghostscript's, as an object for a document.
func profile(_ name: String, components: Int) throws -> (dictionary: String, stream: [UInt8]) {
    let path = "/usr/share/color/icc/ghostscript/\(name).icc"
    return ("<</N \(components)>>", [UInt8](try Data(contentsOf: URL(filePath: path))))
}
