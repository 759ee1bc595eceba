import Foundation
import Testing

@Suite("Image files")
struct ImageFileTests {
    let scratch = Scratch()

    private func succeed(_ arguments: String...) throws {
        let result = try scratch.start(arguments).wait()
        try #require(result.code == 0, "\(result.message)")
    }

    static let samples = [Sample.text, .stamp, .vector, .photos, .grayScan, .blank]

    @Test(
        "Two programs see in PNG, TIFF and PNM the pixels that a PDF holds", arguments: samples, ["png", "tif", "pnm"])
    func pixels(sample: Sample, format: String) throws {
        let expected = try scratch.render("--dpi", "100", "--pages", "1,z", "--lossless", sample.path)
        try succeed("--dpi", "100", "--lossless", sample.path, "p%d.\(format)")
        let last = scratch.files.filter { $0.hasSuffix(format) }.count
        for (index, page) in [1, last].enumerated() {
            for decoder in Scratch.Decoder.allCases where format != "pnm" || decoder == .netpbm {
                let seen = try scratch.decode("p\(page).\(format)", with: decoder, dpi: 100)
                let isSame = seen == expected[index]
                #expect(isSame, "\(decoder), page \(page)")
            }
        }
    }

    @Test("A PNG has no more bits than its page needs", arguments: [(0, "1", "0"), (4, "4", "0"), (8, "8", "0")])
    func depth(antialias: Int, bits: String, type: String) throws {
        try succeed("--dpi", "100", "--antialias", "\(antialias)", "--pages", "1", Sample.text.path, "page.png")
        let tags = try scratch.tags("page.png")
        #expect(tags["BitDepth"] == bits && tags["ColorType"] == type)
    }

    @Test("A folder of PNG files is no larger than pdftoppm's", arguments: [Sample.text, .vector, .photos, .stamp])
    func size(sample: Sample) throws {
        try succeed("--dpi", "150", sample.path, "ours/%d.png")
        scratch.makeDirectory("theirs")
        #expect(try scratch.run("pdftoppm", "-png", "-r", "150", sample.path, "theirs/p").code == 0)
        func size(_ directory: String) throws -> Int {
            try Scratch.list(scratch[directory]).reduce(0) { try $0 + scratch.contents("\(directory)/\($1)").count }
        }
        #expect(try size("ours") <= size("theirs"))
    }

    @Test("Checkers find nothing to complain about", arguments: samples)
    func checkers(sample: Sample) throws {
        try succeed("--dpi", "72", sample.path, "%02d.png")
        try succeed("--dpi", "72", sample.path, "all.tif")
        let pages = scratch.files.filter { $0.hasSuffix(".png") }.sorted()
        let png = try RunningProcess("pngcheck", ["-q"] + pages, directory: scratch.path).wait()
        #expect(png.code == 0, "\(png.text)")
        let tiff = try scratch.run("tiffinfo", "-D", "all.tif")
        #expect(tiff.code == 0 && tiff.message.isEmpty, "\(tiff.message)")
        #expect(tiff.text.split(separator: "\n").filter { $0.contains("=== TIFF directory") }.count == pages.count)
    }

    @Test("Every format says its resolution", arguments: ["png", "jpg", "tif"], [72, 300])
    func resolution(format: String, dpi: Int) throws {
        try succeed("--dpi", "\(dpi)", Sample.stamp.path, "page%d.\(format)")
        let tags = try scratch.tags("page1.\(format)")
        if format == "png" {
            let perMeter = "\(Int((Double(dpi) / 0.0254).rounded()))"
            #expect([tags["PixelsPerUnitX"], tags["PixelsPerUnitY"], tags["PixelUnits"]] == [perMeter, perMeter, "1"])
        } else {
            // 2 stands for inches in TIFF and 1 in JFIF; exiftool tells both as TIFF's.
            #expect([tags["XResolution"], tags["YResolution"]] == ["\(dpi)", "\(dpi)"])
            #expect(["1", "2"].contains(tags["ResolutionUnit"]))
        }
    }

    @Test("A JPEG shows nearly the page, at the quality asked for")
    func jpeg() throws {
        let expected = try scratch.render("--dpi", "72", "--lossless", Sample.photos.path)[0]
        var sizes: [Int] = []
        for quality in [50, 95] {
            try succeed("--dpi", "72", "--quality", "\(quality)", "--pages", "1", Sample.photos.path, "q\(quality).jpg")
            for decoder in Scratch.Decoder.allCases {
                let seen = try scratch.decode("q\(quality).jpg", with: decoder, dpi: 72)
                #expect(seen.width == expected.width && seen.height == expected.height)
                #expect(seen.meanDifference(to: expected) < (quality == 50 ? 8 : 3))
            }
            sizes.append(try scratch.contents("q\(quality).jpg").count)
        }
        #expect(sizes[0] * 2 < sizes[1])
    }

    @Test("The pages of a TIFF come in their order, in the forms that suit them")
    func multiplePages() throws {
        let expected = try scratch.render("--dpi", "100", "--lossless", Sample.mixed.path)
        try succeed("--dpi", "100", "--lossless", Sample.mixed.path, "all.tiff")
        try FileManager.default.moveItem(atPath: scratch["all.tiff"], toPath: scratch["all.tif"])
        for (index, page) in expected.enumerated() {
            for decoder in Scratch.Decoder.allCases {
                let isSame = try scratch.decode("all.tif", image: index, with: decoder, dpi: 100) == page
                #expect(isSame, "\(decoder), page \(index + 1)")
            }
        }
        let info = try scratch.run("tiffinfo", "all.tif").text
        #expect(info.contains("Compression Scheme: AdobeDeflate"))
        #expect(info.contains("Resolution: 100, 100 pixels/inch"))
        #expect(info.contains("Page Number: 0-\(expected.count)"))
    }

    @Test("A TIFF holds bilevel pages by CCITT and pictures by JPEG")
    func compressions() throws {
        try succeed("--dpi", "300", "--antialias", "0", "--pages", "1", Sample.text.path, "text.tif")
        #expect(try scratch.run("tiffinfo", "text.tif").text.contains("CCITT Group 4"))
        try succeed("--dpi", "150", "--pages", "1", Sample.photos.path, "photos.tif")
        let photos = try scratch.run("tiffinfo", "photos.tif").text
        #expect(photos.contains("Compression Scheme: JPEG"))
        let expected = try scratch.render("--dpi", "150", "--pages", "1", "--lossless", Sample.photos.path)[0]
        for decoder in Scratch.Decoder.allCases {
            let seen = try scratch.decode("photos.tif", with: decoder, dpi: 150)
            #expect(seen.meanDifference(to: expected) < 4, "\(decoder)")
        }
    }

    // The page of text comes in pieces, which in a TIFF become one fax.
    static let bilevel = [
        (Sample.photos, 100, "png"), (.photos, 100, "tif"), (.photos, 100, "pbm"), (.text, 620, "tif"),
    ]

    @Test("Black and white pages are so in every format, also in pieces", arguments: bilevel)
    func mono(sample: Sample, dpi: Int, format: String) throws {
        let options = ["--dpi", "\(dpi)", "--pages", "1", "--color", "mono"]
        let expected = try scratch.render(options + [sample.path])[0]
        let result = try scratch.start(options + [sample.path, "%d.\(format)"]).wait()
        try #require(result.code == 0, "\(result.message)")
        #expect(result.message.contains(sample == .text ? "gray ccitt" : "gray"))
        let isSame = try scratch.decode("1.\(format)", with: .netpbm, dpi: dpi) == expected
        #expect(isSame)
    }

    @Test(
        "A page that is rendered in pieces is one file, the same from any number of workers", arguments: ["png", "tif"])
    func pieces(format: String) throws {
        let expected = try scratch.render("--dpi", "90", "--lossless", Sample.poster.path)[0]
        for jobs in [1, 3] {
            try succeed("--dpi", "90", "--lossless", "--jobs", "\(jobs)", Sample.poster.path, "\(jobs)-%d.\(format)")
        }
        #expect(try scratch.contents("1-1.\(format)") == scratch.contents("3-1.\(format)"))
        for decoder in Scratch.Decoder.allCases {
            let isSame = try scratch.decode("1-1.\(format)", with: decoder, dpi: 90) == expected
            #expect(isSame, "\(decoder)")
        }
    }
}
