import Foundation
import Testing

@Suite("pdfsplit info")
struct InfoTests {
    let scratch = Scratch()

    static let documents: [Sample] = [
        .text, .vector, .photos, .transparency, .mixed, .forms, .layers, .cmyk, .poster, .bench, .stamp, .grayScan,
        .blank,
        .encryptedOpen, .badPage,
    ]

    @Test("Images are those that pdfimages lists, with their resolutions", arguments: documents)
    func images(sample: Sample) throws {
        let info = try scratch.info(sample.path)
        let ours = Set(
            info.pages.flatMap { page in
                (page.images ?? []).map {
                    [page.page, $0.object ?? 0, $0.width, $0.height, $0.bits, Int($0.xResolution.rounded()), $0.uses]
                }
            })
        // page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
        var theirs: [[Int]: Int] = [:]
        for row in try scratch.table("pdfimages", "-list", sample.path) where row[2] != "smask" {
            let fields = [0, 10, 3, 4, 7, 12].map { Int(row[$0]) ?? 0 }
            theirs[fields, default: 0] += 1
        }
        #expect(ours == Set(theirs.map { $0.key + [$0.value] }))
    }

    @Test("Fonts are those that pdffonts lists", arguments: documents)
    func fonts(sample: Sample) throws {
        let info = try scratch.info(sample.path)
        let ours = Set(info.fonts.map { [$0.name, $0.type, $0.embedded ? "yes" : "no", $0.subset ? "yes" : "no"] })
        // name type encoding emb sub uni object ID; the type may have a space in it.
        let theirs = Set(
            try scratch.table("pdffonts", sample.path).map { row in
                let flags = row.count - 5
                return [row[0], row[1..<flags - 1].joined(separator: " "), row[flags], row[flags + 1]]
            })
        #expect(ours == theirs)
    }

    @Test("Sizes and boxes are pdfinfo's", arguments: [Sample.mixed, .photos, .encryptedOpen])
    func sizes(sample: Sample) throws {
        let info = try scratch.info(sample.path)
        let theirs = try scratch.pageSizes(of: sample.path)
        try #require(info.pages.count == theirs.count)
        for (page, size) in zip(info.pages, theirs) {
            let unit = page.userUnit ?? 1
            // pdfinfo knows no UserUnit.
            #expect(abs(try #require(page.width) / unit - size.width) < 0.01, "page \(page.page)")
            #expect(abs(try #require(page.height) / unit - size.height) < 0.01, "page \(page.page)")
        }
        #expect(info.document.pages == theirs.count)
    }

    @Test("Boxes, rotations and units are as mixed.pdf's description has them")
    func boxes() throws {
        let pages = try scratch.info(Sample.mixed.path).pages
        #expect(pages.map(\.rotation) == [0, 0, 0, 0, 90, 180, 270, 0, 0, 0, 0, 0, 0, 90, 270])
        #expect(pages[9].userUnit == 2 && pages[9].width == 595.276)
        #expect(pages[7].boxes?.media == [-120, -150, 480, 650] && pages[7].boxes?.crop == [-60, -90, 340, 460])
        #expect(pages[0].boxes?.crop == nil && pages[0].boxes?.trim == nil)
        let all = try #require(pages[12].boxes)
        #expect([all.media, all.crop, all.bleed, all.trim, all.art].allSatisfy { $0?.count == 4 })
    }

    @Test("Colours, spaces and scans are told apart")
    func colors() throws {
        let scans = try scratch.info(Sample.grayScan.path).pages
        #expect(scans.map(\.colors) == ["black and white", "gray"])
        #expect(scans.map(\.passthrough) == [true, true])
        #expect(scans[0].images?.first?.filters == ["CCITTFaxDecode"])
        #expect(scans.map { Int(($0.resolution ?? 0).rounded()) } == [150, 110])
        let inks = try scratch.info(Sample.cmyk.path).pages[0]
        #expect(inks.colors == "color" && inks.passthrough == false)
        #expect(
            Set(inks.colorSpaces ?? [])
                == ["DeviceCMYK", "Separation Sample Orange", "DeviceN Sample Teal, Sample Rose"])
        #expect(try scratch.info(Sample.blank.path).pages.map(\.colors) == ["none"])
        let text = try scratch.info(Sample.text.path).pages
        #expect(text.allSatisfy { $0.colors == "black and white" && $0.resolution == nil && $0.passthrough == false })
    }

    @Test("Encryption and what it forbids are what qpdf shows")
    func encryption() throws {
        let open = try #require(try scratch.info(Sample.encryptedOpen.path).document.encryption)
        #expect(open.method == "AES" && open.bits == 256 && open.revision == 6 && open.version == 5)
        // qpdf's words for what is "not allowed".
        let names = [
            "extract for accessibility": "accessibility", "extract for any purpose": "copy",
            "print low resolution": "print",
            "print high resolution": "printHighQuality", "modify document assembly": "assemble",
            "modify forms": "fillForms",
            "modify annotations": "annotate", "modify other": "modify",
        ]
        for options in [
            [], ["40"], ["128", "--print=low"], ["128", "--print=none", "--use-aes=y"], ["128", "--extract=n"],
            ["256", "--modify=form"], ["256", "--annotate=n", "--assemble=n"],
        ] {
            if options.isEmpty {
                try FileManager.default.copyItem(atPath: Sample.encryptedOpen.path, toPath: scratch["in.pdf"])
            } else {
                let arguments =
                    ["--allow-weak-crypto", "--encrypt", "", "owner"] + options + ["--", Sample.blank.path, "in.pdf"]
                try #require(
                    try RunningProcess("/usr/bin/env", ["qpdf"] + arguments, directory: scratch.path).wait().code == 0)
            }
            let lines = try scratch.run("qpdf", "--show-encryption", "in.pdf").text.split(separator: "\n")
            let forbidden = lines.filter { $0.hasSuffix(": not allowed") }
                .compactMap { names[String($0.prefix { $0 != ":" })] }
            let encryption = try #require(try scratch.info("in.pdf").document.encryption)
            #expect(Set(encryption.forbids) == Set(forbidden), "\(options)")
        }
        #expect(try scratch.info(Sample.blank.path).document.encryption == nil)
    }

    @Test("Version and information dictionary are pdfinfo's, and dates become ISO 8601")
    func document() throws {
        let info = try scratch.info(Sample.photos.path)
        #expect(info.document.version == "1.7" && info.document.title == "Photographs that were computed")
        #expect(info.input == Sample.photos.path)
        let size = try FileManager.default.attributesOfItem(atPath: Sample.photos.path)[.size] as? Int
        #expect(info.bytes == size)
        var document = TinyPDF()
        let page = document.addPage(width: 10)
        let entries = document.add(
            "<</Title<FEFF00E4006200E7>/CreationDate(D:20260229120000+01'00')/ModDate(yesterday)/Author()>>")
        var text = String(decoding: document.data(pages: "/Count 1 /Kids [\(page) 0 R]"), as: UTF8.self)
        text = text.replacingOccurrences(of: "/Root 1 0 R", with: "/Root 1 0 R /Info \(entries) 0 R")
        try scratch.write(Data(text.utf8), to: "in.pdf")
        let own = try scratch.info("in.pdf").document
        #expect(own.title == "äbç" && own.author == nil && own.producer == nil)
        #expect(own.created == "2026-02-29T12:00:00+01:00" && own.modified == "yesterday")
    }

    @Test("Pages come as they were asked for, and a page out of range is a mistake")
    func selection() throws {
        let info = try scratch.info("--pages", "z,3,1-2", Sample.mixed.path)
        #expect(info.pages.map(\.page) == [15, 3, 1, 2])
        #expect(try scratch.pdfsplit("info", "--pages", "16", Sample.mixed.path).code == 2)
    }

    @Test("The same for any number of workers", arguments: ["1", "3"])
    func sameForAll(jobs: String) throws {
        let one = try scratch.pdfsplit("info", "--json", "--jobs", jobs, Sample.mixed.path)
        #expect(one.output == (try scratch.pdfsplit("info", "--json", Sample.mixed.path).output))
        #expect(one.message.isEmpty)
    }

    @Test("The lines for people have the facts, like pages together")
    func lines() throws {
        let scan = try scratch.pdfsplit("info", Sample.grayScan.path).text
        #expect(scan.contains("page 1: 595.28 x 841.89 pt, black and white (DeviceGray), one image\n"))
        #expect(scan.contains("    image of 1240 x 1754 pixels, DeviceGray of 1 bit, CCITTFaxDecode, 150 ppi\n"))
        let text = try scratch.pdfsplit("info", Sample.text.path).text
        #expect(text.contains("\npages 1-6: 595.28 x 841.89 pt, black and white (DeviceGray)\n"))
        #expect(text.contains("    SMPLAA+DejaVuSans, CID TrueType, embedded as a subset\n"))
        #expect(try scratch.pdfsplit("info", Sample.encryptedOpen.path).text.contains("forbids changing it, copying"))
    }

    @Test("A scan in a calibrated space, or one with a profile, is looked at like another")
    func calibratedScans() throws {
        var scan = ScanPDF()
        let profile = scan.add("/N 1", Quarter.grayProfile)
        for space in ["[/CalGray << /WhitePoint [0.9505 1 1.089] >>]", "[/ICCBased \(profile) 0 R]"] {
            scan.addPage(
                image: scan.addImage(
                    "/BitsPerComponent 1 /Filter /CCITTFaxDecode /ColorSpace " + space + PassthroughTests.columns,
                    Quarter.ccitt))
        }
        try scratch.write(scan.data, to: "in.pdf")
        let pages = try scratch.info("in.pdf").pages
        #expect(pages.map { $0.images?.first?.colorSpace } == ["CalGray", "ICCBased gray"])
        #expect(pages.allSatisfy { $0.passthrough == true })
    }
}
