import Foundation
import SystemPackage
import Testing

@testable import RasterOutput

@Suite("Output profiles by their headers")
struct OutputProfileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(
        "The header says which colours a profile is for", arguments: zip(["GRAY", "RGB ", "CMYK"], ColorModel.allCases))
    func color(space: String, color: ColorModel) throws {
        let profile = try madeProfile(space)
        #expect(profile.color == color && profile.name == "made.icc" && profile.bytes.count == 999)
    }

    @Test("Profiles for other colours are refused by the name of these", arguments: ["Lab ", "XYZ ", "5CLR"])
    func otherColors(space: String) throws {
        let error = try refusal { try madeProfile(space) }
        #expect(error.code == .unsupported)
        #expect(error.description.contains("made.icc") && error.description.contains(space))
    }

    @Test("What is no profile, and what is too large for one, is refused by its name")
    func noProfile() throws {
        let good = try madeProfile("RGB ").bytes
        var unsigned = good
        unsigned[36] = 0
        let large = good + [UInt8](repeating: 0, count: OutputProfile.byteLimit)
        for bytes in [[], Array(good.prefix(131)), unsigned, large] {
            let error = try refusal { try OutputProfile(name: "some.icc", bytes: bytes) }
            #expect(error.code == .unsupported && error.description.contains("some.icc"))
        }
    }

    @Test("A profile survives coding")
    func coding() throws {
        let profile = try madeProfile("CMYK")
        let data = try JSONEncoder().encode(profile)
        #expect(try JSONDecoder().decode(OutputProfile.self, from: data) == profile)
    }

    private func document(_ profile: OutputProfile?, _ pages: [(image: EncodedImage, size: PDFPageSize)]) throws
        -> String
    {
        let file = try scratch.openForWriting("out.pdf")
        defer { try? file.close() }
        let writer = PDFWriter(file: file, name: "out.pdf", producer: "unit tests", profile: profile)
        for page in pages { try writer.append(page.image, size: page.size, from: scratch) }
        try writer.finish()
        try scratch.placements.carryOut(
            from: scratch.descriptor, to: scratch.file("out.pdf"), name: "out.pdf", keepsFiles: true)
        return scratch.file("out.pdf")
    }

    private let size = PDFPageSize(width: 40, height: 30)

    @Test("All images of a document refer to one profile, which qpdf takes out byte for byte")
    func shared() throws {
        let profile = try madeProfile("CMYK")
        let images = try ["a", "b"].map { try encode(.noise(40, 30, .cmyk), as: .flate, name: $0, in: scratch) }
        let path = try document(profile, images.map { ($0, size) })
        let text = String(decoding: try scratch.bytes("out.pdf"), as: Unicode.ASCII.self)
        let references = text.matches(of: /\/ICCBased (\d+) 0 R/).map { String($0.1) }
        #expect(references.count == 2 && Set(references).count == 1)
        #expect(text.matches(of: /\/N 4\/Alternate\/DeviceCMYK/).count == 1)
        let taken = try run("qpdf", "--show-object=\(references[0])", "--filtered-stream-data", path)
        #expect(taken.output == profile.bytes)
    }

    @Test("Without a profile inks are the device's, and poppler finds them as they were written")
    func deviceInks() throws {
        let picture = Picture.noise(40, 30, .cmyk)
        let path = try document(nil, [(try encode(picture, as: .flate, name: "a", in: scratch), size)])
        let list = try run("pdfimages", "-list", path)
        #expect(list.text.contains("cmyk    4   8"), "\(list.text)")
        _ = try run("pdfimages", "-tiff", path, scratch.file("image"))
        _ = try run("tiffcp", "-c", "none", "-r", "30", scratch.file("image-000.tif"), scratch.file("raw.tif"))
        let raw = try scratch.bytes("raw.tif")
        let start = try #require(try TIFFFields(raw)[273]).first ?? 0
        let isSame = Array(raw[start..<start + picture.samples.count]) == picture.samples
        #expect(isSame)
    }

    @Test(
        "The document's version is the least that knows all it has",
        arguments: [(2, 100.0, "1.4"), (4, 100.0, "1.7"), (2, 20_000.0, "1.6"), (4, 20_000.0, "1.7")])
    func version(edition: UInt8, width: Double, version: String) throws {
        let image = try encode(.noise(40, 30, .rgb), as: .flate, name: "a", in: scratch)
        // Pages of more than 14,400 points have a unit of their own.
        let path = try document(
            madeProfile("RGB ", edition: edition), [(image, PDFPageSize(width: width, height: 30))])
        let found = try run("pdfinfo", path).text.firstMatch(of: /PDF version: +([0-9.]+)/)?.1
        #expect(found.map(String.init) == version)
    }

    @Test(
        "JPEG files hold a profile in as many markers as it takes, and djpeg puts it together",
        arguments: [999, 150_000])
    func jpeg(byteCount: Int) throws {
        let profile = try madeProfile("RGB ", byteCount: byteCount)
        let options = EncodingOptions(format: .jpeg, resolution: 90, profile: profile.bytes)
        let file = try encode(Rows(.photograph(40, 30, .rgb)), as: .jpeg, options, in: scratch)
        let path = try scratch.write("a.jpg", file)
        let result = try run("djpeg", "-icc", scratch.file("taken.icc"), "-outfile", "/dev/null", path)
        #expect(result.status == 0, "\(result.text)")
        #expect(try scratch.bytes("taken.icc") == profile.bytes)
    }

    @Test("JPEG files of inks are inverted, as Adobe's programs have it, and those in a PDF are not")
    func invertedInks() throws {
        // No ink: 0 in a PDF, and 255 in a file, which djpeg shows as white.
        for (format, gray) in [(OutputFormat.pdf, 0), (.jpeg, 255)] {
            let rows = Rows(.flat(16, 16, .cmyk, value: 0))
            let file = try encode(rows, as: .jpeg, EncodingOptions(format: format), in: scratch)
            let result = try run("djpeg", "-pnm", try scratch.write("a.jpg", file))
            let picture = try #require(Picture(portableMap: result.output))
            #expect(picture.samples.allSatisfy { abs(Int($0) - gray) <= 1 }, "\(format)")
        }
    }
}
