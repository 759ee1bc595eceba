import Testing

/// Pages that are rendered in pieces.
@Suite("Pages too large for one worker", .timeLimit(.minutes(5)))
struct LargePageTests {
    let scratch = Scratch()

    @Test(
        "The pieces make the same bytes on any number of workers",
        arguments: [["--codec", "flate"], ["--codec", "jpeg"], [], ["--lossless", "--color", "gray"]])
    func sameBytes(options: [String]) throws {
        for jobs in ["1", "3"] {
            let arguments = ["--dpi", "100", "--jobs", jobs] + options + [Sample.poster.path, "jobs\(jobs).pdf"]
            let result = try scratch.start(arguments).wait()
            try #require(result.code == 0, "\(result.message)")
            #expect(try scratch.complaint(about: "jobs\(jobs).pdf") == nil)
        }
        let isSame = try scratch.contents("jobs1.pdf") == scratch.contents("jobs3.pdf")
        #expect(isSame)
        #expect(scratch.temporaryFiles == [])
    }

    /// A page of A0 at 72 dpi in RGB takes 24 MB, at 144 dpi 96 MB.
    private func write(_ contents: String) throws {
        var document = TinyPDF()
        let stream = document.add("<< /Length \(contents.utf8.count) >>\nstream\n\(contents)\nendstream")
        let page = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 3370] /Contents \(stream) 0 R /Resources << >> >>")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
    }

    @Test("What only one piece holds decides how all are stored")
    func revision() throws {
        // No strip of the page that is looked at beforehand shows the red spot; so the pieces are bilevel at first.
        try write("0 g 0 0 2384 40 re f 1 0 0 rg 1000 3360 2 2 re f")
        let image = try scratch.render("--dpi", "144", "--color", "rgb", "in.pdf")[0]
        let indexed = try scratch.start(["--dpi", "144", "--report", "report.json", "in.pdf", "out.pdf"]).wait()
        #expect(indexed.code == 0)
        let page = try Report(scratch.contents("report.json")).pages[0]
        #expect(page.color == "indexed" && page.codec == "flate")
        #expect(image[2002, 18] == PageImage.Color(red: 255, green: 0, blue: 0))
        let isSame = try scratch.render("--dpi", "144", "in.pdf")[0] == image
        #expect(isSame)
    }

    @Test("A bilevel page in pieces is stored by CCITT, where that is smaller", arguments: ["1", "3"])
    func bilevel(jobs: String) throws {
        try write("0 g " + (0..<300).map { "\($0 * 7) \($0 * 11) 400 3 re f " }.joined())
        let options = ["--dpi", "150", "--antialias", "0", "--jobs", jobs]
        for (name, extra) in [("fax.pdf", []), ("flate.pdf", ["--codec", "flate"])] {
            let result = try scratch.start(options + extra + ["in.pdf", name]).wait()
            try #require(result.code == 0, "\(result.message)")
            #expect(try scratch.complaint(about: name) == nil)
        }
        let listed = try ["fax.pdf", "flate.pdf"].flatMap { try scratch.listedImages(of: $0) }
        #expect(listed.map(\.encoding) == ["ccitt", "image"] && listed.allSatisfy { $0.bits == 1 })
        #expect(try scratch.contents("fax.pdf").count < scratch.contents("flate.pdf").count)
        #expect(scratch.temporaryFiles == [])
        // PBM of the same pixels.
        for name in ["fax", "flate"] { #expect(try scratch.run("pdfimages", "\(name).pdf", name).code == 0) }
        let isSame = try scratch.contents("fax-000.pbm") == scratch.contents("flate-000.pbm")
        #expect(isSame)
    }

    @Test("A huge page needs no more memory than its pieces")
    func memory() throws {
        try write("0 g 100 100 500 500 re f")
        let result = try scratch.start(
            ["--dpi", "600", "--jobs", "1", "--report", "report.json", "in.pdf", "out.pdf"]
        ).wait()
        #expect(result.code == 0, "\(result.message)")
        // 558 million pixels.
        #expect(try Report(scratch.contents("report.json")).summary.workerPeakMemory < 150 << 20)
    }
}
