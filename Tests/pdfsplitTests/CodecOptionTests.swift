import Testing

@Suite("Codecs")
struct CodecOptionTests {
    let scratch = Scratch()

    @Test(
        "Images are stored as asked for, or as suits them",
        arguments: [
            ("flate", ["image", "image", "image"]), ("jpeg", ["jpeg", "jpeg", "jpeg"]),
            ("auto", ["jpeg", "jpeg", "jpeg"]),
        ])
    func codec(name: String, encodings: [String]) throws {
        let result = try scratch.pdfsplit("--dpi", "100", "--codec", name, Sample.photos.path, "out.pdf")
        #expect(result.code == 0, "\(result.message)")
        let images = try scratch.listedImages()
        // Flate is what pdfimages calls "image".
        #expect(images.map(\.encoding) == encodings)
        #expect(images.map(\.color) == ["gray", "rgb", "rgb"])
        #expect(try scratch.complaint() == nil)
    }

    @Test("Text is stored without loss, if nothing else is asked for")
    func text() throws {
        #expect(try scratch.pdfsplit("--dpi", "72", Sample.text.path, "out.pdf").code == 0)
        #expect(try scratch.listedImages().allSatisfy { $0.encoding == "image" })
    }

    @Test("Gray pages are stored as gray, coloured ones as RGB")
    func colors() throws {
        #expect(try scratch.pdfsplit("--dpi", "72", Sample.text.path, "text.pdf").code == 0)
        #expect(try scratch.listedImages(of: "text.pdf").allSatisfy { $0.color == "gray" })
        #expect(try scratch.pdfsplit("--dpi", "72", Sample.stamp.path, "stamp.pdf").code == 0)
        #expect(try scratch.listedImages(of: "stamp.pdf").map(\.color) == ["rgb", "rgb"])
    }

    @Test("Colour that is found late in a page is kept")
    func lateColor() throws {
        // A page in several bands whose only colour lies at its lower edge.
        var document = TinyPDF()
        let contents = "0 g 0 4000 100 100 re f 1 0 0 rg 0 0 10 10 re f"
        let stream = document.add("<< /Length \(contents.utf8.count) >>\nstream\n\(contents)\nendstream")
        let page = document.add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 3500 5000] /Contents \(stream) 0 R /Resources << >> >>")
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
        let image = try scratch.render("--dpi", "72", "in.pdf")[0]
        #expect(image[5, 4995] == PageImage.Color(red: 255, green: 0, blue: 0))
        #expect(image[50, 950] == .black && image[50, 2500] == .white)
    }

    @Test("A higher quality needs more bytes and is nearer to the original")
    func quality() throws {
        var sizes: [Int] = []
        for quality in ["10", "50", "85", "95"] {
            let result = try scratch.pdfsplit(
                "--dpi", "72", "--codec", "jpeg", "--quality", quality, "--pages", "2", Sample.photos.path, "out.pdf")
            #expect(result.code == 0, "\(result.message)")
            sizes.append(try scratch.contents().count)
        }
        #expect(sizes == sizes.sorted() && Set(sizes).count == 4)
    }

    @Test("The quality asked for by default is 85")
    func defaultQuality() throws {
        let options = ["--dpi", "72", "--codec", "jpeg", "--pages", "2", Sample.photos.path]
        #expect(try scratch.start(options + ["default.pdf"]).wait().code == 0)
        #expect(try scratch.start(["--quality", "85"] + options + ["out.pdf"]).wait().code == 0)
        #expect(try scratch.contents("default.pdf") == scratch.contents())
    }

    @Test("A page that JPEG cannot hold fails with the reason, or is stored without loss")
    func tooLongForJPEG() throws {
        var document = TinyPDF()
        let page = document.addPage(width: 14_000, height: 10)
        try scratch.write(document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), to: "in.pdf")
        let refused = try scratch.pdfsplit("--dpi", "400", "--codec", "jpeg", "in.pdf", "out.pdf")
        #expect(refused.code == 8)
        #expect(refused.message.contains("65500") && refused.message.contains("--codec flate"))
        #expect(!scratch.exists())
        #expect(try scratch.pdfsplit("--dpi", "400", "in.pdf", "out.pdf").code == 0)
        #expect(try scratch.listedImages().map(\.width) == [77_778])
    }
}
