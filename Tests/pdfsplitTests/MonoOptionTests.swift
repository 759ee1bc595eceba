import Foundation
import Testing

@Suite("Pages in black and white")
struct MonoOptionTests {
    let scratch = Scratch()

    static let methods = ["threshold", "ordered", "floyd-steinberg", "blue-noise"]

    /// A page of 300 by 200 points whose left third is a gray, beside red and black.
    private func writePage(gray: Double) throws {
        var document = TinyPDF()
        let contents = "\(gray) g 0 0 100 200 re f 0 g 120 20 60 160 re f 1 0 0 rg 200 0 100 200 re f"
        let stream = document.add("<< /Length \(contents.utf8.count) >>\nstream\n\(contents)\nendstream")
        let page = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents \(stream) 0 R /Resources << >> >>")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
    }

    @Test("Grays and colours become their share of dots, black and white stay clean", arguments: methods)
    func shares(method: String) throws {
        for gray in [0.9, 0.6, 0.2] {
            try writePage(gray: gray)
            let result = try scratch.pdfsplit(
                "--dpi", "144", "--color", "mono", "--dither", method, "in.pdf", "out.pdf")
            try #require(result.code == 0, "\(result.message)")
            #expect(try scratch.complaint() == nil)
            let listed = try #require(try scratch.listedImages().first)
            #expect(listed.color == "gray" && listed.bits == 1 && ["ccitt", "image"].contains(listed.encoding))
            let image = try #require(try scratch.images().last)
            func share(_ x: Range<Int>) -> Double {
                Double(image.inked(x: x, y: 0..<400)) / Double(x.count * 400)
            }
            #expect(share(200..<240) == 0)
            #expect(Double(image.inked(x: 240..<360, y: 40..<360)) == 120 * 320)
            if method == "threshold" {
                #expect(share(0..<200) == (gray < 0.5 ? 1 : 0))
            } else {
                #expect((share(0..<200) - (1 - gray)).magnitude < 0.01)
                // Red is as dark as its weight in gray, 0.3, lets it be.
                #expect((share(400..<600) - 0.7).magnitude < 0.02)
            }
        }
    }

    @Test("Errors are diffused, if nothing else is asked for")
    func standard() throws {
        try writePage(gray: 0.6)
        for (name, options) in [("first.pdf", []), ("second.pdf", ["--dither", "floyd-steinberg"])] {
            #expect(try scratch.start(["--color", "mono"] + options + ["in.pdf", name]).wait().code == 0)
        }
        #expect(try scratch.contents("first.pdf") == scratch.contents("second.pdf"))
    }

    @Test("Text has clean edges, unless they are to be graded: then these are dithered")
    func edges() throws {
        let options = ["--dpi", "150", "--pages", "1", "--color", "mono", Sample.text.path]
        var images: [PageImage] = []
        for extra in [[], ["--dither", "threshold"], ["--antialias", "8"]] {
            let result = try scratch.start(extra + options + ["out.pdf"]).wait()
            try #require(result.code == 0, "\(result.message)")
            images.append(try #require(try scratch.images().last))
        }
        #expect(images[0] == images[1])
        #expect(images[0] != images[2])
    }

    /// For each row of the output's page, how many pixels are black.
    private func rowInk(_ name: String) throws -> [Int] {
        let result = try scratch.run("pdfimages", name, "rows")
        try #require(result.code == 0, "\(result.message)")
        let data = try scratch.contents("rows-000.pbm")
        let header = String(decoding: data.prefix(30), as: UTF8.self).split { $0.isWhitespace }
        let width = try #require(Int(header[1])), height = try #require(Int(header[2]))
        let rowBytes = (width + 7) / 8
        let bits = [UInt8](data.suffix(rowBytes * height))
        return (0..<height).map { row in
            bits[row * rowBytes..<(row + 1) * rowBytes].reduce(0) { $0 + $1.nonzeroBitCount }
        }
    }

    @Test("A page in pieces has the same bytes from any number of workers, and no seam", arguments: methods)
    func pieces(method: String) throws {
        // 34 million pixels are more than a piece's, and the seam is about the middle.
        var document = TinyPDF()
        let page = document.addPage(width: 960, height: 510, fill: "0.97 g")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
        for jobs in ["1", "3"] {
            let result = try scratch.pdfsplit(
                "--dpi", "600", "--color", "mono", "--dither", method, "--jobs", jobs, "in.pdf", "jobs\(jobs).pdf")
            try #require(result.code == 0, "\(result.message)")
        }
        let isSame = try scratch.contents("jobs1.pdf") == scratch.contents("jobs3.pdf")
        #expect(isSame)
        #expect(scratch.temporaryFiles == [])
        let ink = try rowInk("jobs1.pdf")
        guard method != "threshold" else {
            #expect(ink.allSatisfy { $0 == 0 })
            return
        }
        // 0.97 is level 247 of 255; a matrix of 64 rows has its shades in all of them.
        for first in stride(from: 64, to: ink.count - 64, by: 64) {
            let share = Double(ink[first..<first + 64].reduce(0, +)) / 64 / 8000
            #expect((share - 8.0 / 255).magnitude < 0.001, "from row \(first)")
        }
    }
}
