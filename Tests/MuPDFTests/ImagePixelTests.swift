import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("Image files as pixels")
struct ImagePixelTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A picture of 67 by 45 pixels, with edges, gradients and noise, as PNM.
    private func picture(components: Int) throws -> String {
        var samples = Array("P\(components == 1 ? 5 : 6) 67 45 255\n".utf8)
        var noise: UInt32 = 1
        for y in 0..<45 {
            for x in 0..<67 {
                for component in 0..<components {
                    noise = noise &* 1_664_525 &+ 1_013_904_223
                    let gradient = x * (3 - component) + y * (component + 1)
                    samples.append(x > 40 && y > 20 ? 255 : UInt8(gradient % 256 / 2 + Int(noise >> 28)))
                }
            }
        }
        return try scratch.write("picture.\(components == 1 ? "pgm" : "ppm")", samples)
    }

    /// Makes a file of it by ImageMagick, in a format of ImageMagick's where its name does not tell which.
    private func convert(
        _ name: String, components: Int = 3, _ options: [String] = [], format: String = ""
    ) throws -> String {
        let path = scratch.file(name)
        let result = try run("convert", arguments: [picture(components: components)] + options + [format + path])
        try #require(result.status == 0, "\(result.text)")
        return path
    }

    /// What ImageMagick reads, on white, as RGB.
    private func reference(_ path: String) throws -> [UInt8] {
        let result = try run("convert", path, "-background", "white", "-alpha", "remove", "-depth", "8", "rgb:-")
        try #require(result.status == 0, "\(result.text)")
        return result.output
    }

    private func rgb(_ pixels: ImagePixels) -> [UInt8] {
        var rgb = [UInt8](repeating: 0, count: pixels.width * pixels.height * 3)
        rgb.withUnsafeMutableBytes { pixels.copyRGB(rows: 0..<pixels.height, into: $0) }
        return rgb
    }

    private func furthest(_ left: [UInt8], _ right: [UInt8]) throws -> Int {
        try #require(left.count == right.count)
        return zip(left, right).map { abs(Int($0) - Int($1)) }.max() ?? 0
    }

    /// A name, options of ImageMagick, components as stored and found, and how far samples may be from ImageMagick's.
    struct Form: CustomTestStringConvertible {
        var name: String
        var options: [String]
        var format: String
        var stored, found, tolerance: Int

        init(
            _ name: String, _ options: [String] = [], format: String = "", stored: Int = 3, found: Int? = nil,
            tolerance: Int = 0
        ) {
            (self.name, self.options, self.format, self.stored) = (name, options, format, stored)
            (self.found, self.tolerance) = (found ?? stored, tolerance)
        }

        var testDescription: String { ([format + name] + options).joined(separator: " ") }
    }

    /// ImageMagick's name for a filter of PNG's on all rows, or 5 for the best of all on each.
    private static func filter(_ number: Int) -> [String] {
        ["-define", "png:compression-filter=\(number)", "-define", "png:compression-level=6"]
    }

    static let filters: [Form] =
        (0..<6).flatMap { [Form("x.png", filter($0)), Form("x.png", filter($0), stored: 1)] }
        + [1, 3, 4].map { Form("x.png", filter($0) + ["-alpha", "set"], format: "PNG32:") }
        + [4, 5].map { Form("x.png", filter($0), format: "PNG48:", tolerance: 1) }

    static let forms: [Form] = [
        Form("x.png", ["-colors", "200"], format: "PNG8:"), Form("x.png", ["-colors", "3"], format: "PNG8:"),
        Form("x.png", ["-threshold", "40%", "-depth", "1"], stored: 1),
        Form("x.png", ["-posterize", "4", "-depth", "2"], stored: 1),
        Form("x.png", ["-posterize", "16", "-depth", "4"], stored: 1),
        Form("x.png", ["-depth", "16", "-define", "png:bit-depth=16"], stored: 1),
        Form("x.png", ["-channel", "A", "-fx", "i/w"], format: "PNG32:", tolerance: 1),
        Form("x.png", ["-channel", "A", "-fx", "j/h"], stored: 1, tolerance: 1),
        Form("x.png", ["-channel", "A", "-fx", "j/h"], format: "PNG64:", tolerance: 1),
        Form("x.png", ["-colors", "9", "-transparent", "white"], format: "PNG8:", tolerance: 1),
        Form("x.png", ["-interlace", "PNG"]), Form("x.png", ["-interlace", "PNG"], stored: 1),
        Form("x.png", ["-colorspace", "gray", "-type", "TrueColor"], format: "PNG24:", found: 1),
        Form("x.tif", ["-compress", "None"]), Form("x.tif", ["-compress", "LZW"]),
        Form("x.tif", ["-compress", "Zip"], stored: 1),
        Form("x.tif", ["-threshold", "40%", "-compress", "Group4"], stored: 1), Form("x.ppm"),
        Form("x.pgm", stored: 1), Form("x.ppm", ["-compress", "None"]), Form("x.pbm", stored: 1), Form("x.bmp"),
        Form("x.gif"),
    ]

    @Test("The pixels of all forms of files are those that ImageMagick finds", arguments: filters + forms)
    func pixels(form: Form) throws {
        let path = try convert(form.name, components: form.stored, form.options, format: form.format)
        let file = try ImageFile(path: path)
        #expect(file.imageCount == 1)
        let pixels = try file.image()
        #expect(pixels.width == 67 && pixels.height == 45 && pixels.components == form.found)
        #expect(pixels.samples.count == 67 * 45 * form.found)
        #expect(try furthest(rgb(pixels), reference(path)) <= form.tolerance)
    }

    @Test("JPEG files have the pixels that djpeg finds", arguments: [1, 3], [[], ["-interlace", "JPEG"]])
    func jpeg(components: Int, options: [String]) throws {
        let path = try convert("x.jpg", components: components, options + ["-quality", "70"])
        let pixels = try ImageFile(path: path).image()
        let result = try run("djpeg", "-rgb", "-ppm", path)
        #expect(pixels.components == components)
        #expect(rgb(pixels) == Array(result.output.suffix(67 * 45 * 3)))
    }

    @Test("CMYK in a JPEG file looks as it does on a page")
    func cmyk() throws {
        let path = scratch.file("x.jpg")
        let result = try run("convert", "-size", "16x16", "xc:cmyk(255,51,0,51)", "-colorspace", "CMYK", path)
        try #require(result.status == 0, "\(result.text)")
        let pixels = try ImageFile(path: path).image()
        let page = TestPDF.onePage("1 .2 0 .2 k 0 0 200 200 re f")
        let drawing = try Document(path: scratch.write("page.pdf", page.file()), password: nil).draw(0)
        #expect(try furthest(Array(rgb(pixels).prefix(3)), drawing[100, 100]) <= 3)
    }

    @Test("The images of a TIFF file are counted, and each is found")
    func pages() throws {
        let first = try convert("1.tif", ["-resize", "20x30!"]), second = try convert("2.tif", components: 1)
        let result = try run("tiffcp", first, second, scratch.file("both.tif"))
        try #require(result.status == 0, "\(result.text)")
        let file = try ImageFile(path: scratch.file("both.tif"))
        #expect(file.imageCount == 2)
        let pixels = try (0..<2).map { try file.image($0) }
        #expect(pixels.map(\.width) == [20, 67] && pixels.map(\.components) == [3, 1])
        #expect(try rgb(pixels[1]) == reference(second))
        #expect(try refusal { _ = try file.image(2) }.code == .imageUnreadable)
        #expect(try refusal { _ = try ImageFile(path: first).image(-1) }.code == .imageUnreadable)
    }

    @Test("The resolution is the file's", arguments: ["x.png", "x.jpg", "x.tif"])
    func resolution(name: String) throws {
        let pixels = try ImageFile(path: convert(name, ["-units", "PixelsPerInch", "-density", "300"])).image()
        #expect(abs((pixels.xResolution ?? 0) - 300) < 0.01 && abs((pixels.yResolution ?? 0) - 300) < 0.01)
    }

    static let truncations = [
        ("x.png", []), ("i.png", ["-interlace", "PNG"]), ("x.jpg", []), ("p.jpg", ["-interlace", "JPEG"]),
        ("x.tif", ["-compress", "Zip"]), ("n.tif", ["-compress", "None"]), ("x.ppm", []), ("x.bmp", []), ("x.gif", []),
    ]

    @Test("A file that was cut short is an error, not half an image", arguments: truncations)
    func truncated(name: String, options: [String]) throws {
        let path = try convert(name, options)
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        _ = try ImageFile(path: path).image()
        for part in [0.02, 0.3, 0.6, 0.9, 0.97] {
            let cut = try scratch.write("cut", Array(bytes.prefix(max(8, Int(Double(bytes.count) * part)))))
            let error = try refusal { _ = try ImageFile(path: cut).image() }
            #expect(error.code == .imageUnreadable && !error.description.isEmpty, "\(part)")
        }
    }

    @Test("A PNG file with any byte changed is an error")
    func changedPNG() throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: convert("x.png", components: 1, ["-strip"]))))
        for place in stride(from: 0, to: bytes.count, by: 13) {
            var changed = bytes
            changed[place] ^= 4
            let path = try scratch.write("changed.png", changed)
            let error = try refusal { _ = try ImageFile(path: path).image() }
            #expect(error.code == (place < 8 ? .notAnImage : .imageUnreadable), "\(place)")
        }
    }

    @Test(
        "A PNG file without checksums to hold it back is read or refused, whatever stands there",
        .timeLimit(.minutes(5)))
    func hostilePNG() throws {
        for options in [["-colors", "7"], ["-threshold", "40%", "-depth", "1"], []] {
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: convert("x.png", options + ["-strip"]))))
            var noise: UInt32 = 7
            for _ in 0..<200 {
                var changed = bytes
                for _ in 0..<2 {
                    noise = noise &* 1_664_525 &+ 1_013_904_223
                    changed[8 + Int(noise >> 8) % min(100, bytes.count - 8)] = UInt8(noise & 0xFF)
                }
                let path = try scratch.write("changed.png", withChecksums(changed))
                if let pixels = try? ImageFile(path: path, pixelLimit: 1 << 20).image() {
                    #expect(pixels.samples.count == pixels.width * pixels.height * pixels.components)
                }
            }
        }
    }

    @Test(
        "An image that is too large is refused before it is decoded", arguments: ["x.png", "x.jpg", "x.tif", "x.ppm"])
    func limits(name: String) throws {
        let path = try convert(name)
        #expect(try ImageFile(path: path, pixelLimit: 67 * 45).image().width == 67)
        let error = try refusal { _ = try ImageFile(path: path, pixelLimit: 67 * 45 - 1).image() }
        #expect(error.code == .imageUnreadable && error.description.contains("too large"))
    }

    @Test("A file that claims to be huge takes no memory")
    func hugeClaims() throws {
        let path = try scratch.write("x.ppm", Array("P6 200000 200000 255\n".utf8))
        #expect(try refusal { _ = try ImageFile(path: path).image() }.code == .imageUnreadable)
    }

    @Test("What is no image is told apart from what cannot be read")
    func foreign() throws {
        let empty = try scratch.write("empty.png", [])
        for path in [sample("text.pdf"), sample("README.md"), empty] {
            #expect(try refusal { _ = try ImageFile(path: path) }.code == .notAnImage, "\(path)")
        }
        #expect(try refusal { _ = try ImageFile(path: sample("missing.png")) }.code == .fileUnreadable)
    }

    @Test("A part of the rows is copied")
    func rows() throws {
        for components in [1, 3] {
            let pixels = try ImageFile(path: picture(components: components)).image()
            var part = [UInt8](repeating: 0, count: 67 * 3 * 2)
            part.withUnsafeMutableBytes { pixels.copyRGB(rows: 10..<12, into: $0) }
            #expect(part == Array(rgb(pixels)[67 * 3 * 10..<67 * 3 * 12]))
        }
    }
}

/// The chunks of a PNG file with the checksums that they should have (ISO 15948, annex D).
private func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 8
    while place + 12 <= bytes.count {
        let count = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        guard count <= bytes.count - place - 12 else { break }
        let end = place + 8 + count
        var crc = ~UInt32(0)
        for byte in bytes[place + 4..<end] {
            crc ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = crc & 1 == 1
                crc >>= 1
                if isOdd { crc ^= 0xEDB8_8320 }
            }
        }
        for index in 0..<4 {
            let shift = UInt32(24 - 8 * index)
            bytes[end + index] = UInt8(truncatingIfNeeded: ~crc >> shift)
        }
        place = end + 4
    }
    return bytes
}
