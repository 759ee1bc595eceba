import Foundation
import Testing

/// Pixels of any colours, 8 bits a sample.
struct Raster: Equatable {
    var width, height, components: Int
    var samples: [UInt8]

    /// Reads a PAM file, as `mutool draw` writes it.
    init(pam data: Data) throws {
        let end = try #require(data.range(of: Data("ENDHDR\n".utf8)))
        let header = String(decoding: data[..<end.lowerBound], as: UTF8.self).split(separator: "\n")
        let number = { (name: String) throws -> Int in
            let line = try #require(header.first { $0.hasPrefix(name + " ") })
            return try #require(Int(line.dropFirst(name.count + 1)))
        }
        try #require(try number("MAXVAL") == 255)
        (width, height, components) = try (number("WIDTH"), number("HEIGHT"), number("DEPTH"))
        samples = [UInt8](data[end.upperBound...])
        try #require(samples.count == width * height * components)
    }

    init(width: Int, height: Int, components: Int, samples: [UInt8]) throws {
        (self.width, self.height, self.components, self.samples) = (width, height, components, samples)
        try #require(samples.count == width * height * components)
    }

    /// The mean and the largest of the differences of samples, 0 to 255; pictures of other forms differ in all.
    func difference(to other: Raster) -> (mean: Double, most: Int) {
        guard [width, height, components] == [other.width, other.height, other.components] else { return (255, 255) }
        if samples == other.samples { return (0, 0) }
        var sum = 0, most = 0
        for index in samples.indices {
            let difference = abs(Int(samples[index]) - Int(other.samples[index]))
            sum += difference
            most = max(most, difference)
        }
        return (Double(sum) / Double(samples.count), most)
    }

    /// Black where gray is darker than half, else white.
    var bilevel: Raster {
        var copy = self
        copy.samples = samples.map { $0 < 128 ? 0 : 255 }
        return copy
    }
}

/// What a program finds in one page of a file.
struct Finding {
    var pixels: Raster
    /// Pixels an inch; nil if the file does not say.
    var resolution: Double?
    var profile: [UInt8]?
}

/// Readers of the formats that are written; each page counts from zero.
extension Scratch {
    /// Runs a program whose output is data.
    func output(_ program: String, _ arguments: [String]) throws -> Data {
        let result = try RunningProcess(program, arguments, directory: path).wait()
        try #require(result.code == 0, "\(program) \(arguments): \(result.message)")
        return result.output
    }

    /// Draws one page of a PDF or of an image file with `mutool`, in gray, rgb or cmyk.
    ///
    /// An image file's page is as large as its resolution says, so that only at that one are all pixels there.
    func drawnByMutool(_ path: String, page: Int, dpi: Double, in space: String) throws -> Raster {
        let arguments = [
            "draw", "-q", "-O", "0", "-r", "\(dpi)", "-c", space, "-F", "pam", "-o", "-", path, "\(page + 1)",
        ]
        return try Raster(pam: try output("mutool", arguments))
    }

    /// An image file as ImageMagick sees it.
    func foundByImageMagick(_ path: String, page: Int = 0, components: Int) throws -> Finding {
        let file = "\(path)[\(page)]"
        let text = String(
            decoding: try output("identify", ["-format", "%w %h %x %U|%[profile:icc]", file]), as: UTF8.self)
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        let words = parts[0].split(separator: " ")
        let samples = try output("convert", [file, "-depth", "8", components == 4 ? "cmyk:-" : "rgb:-"])
        let pixels = try Raster(
            width: Int(words[0]) ?? 0, height: Int(words[1]) ?? 0, components: components, samples: [UInt8](samples))
        let number = try #require(Double(words[2]))
        let resolution: Double? =
            switch words[3] {
            case "PixelsPerInch": number
            case "PixelsPerCentimeter": number * 2.54
            default: nil
            }
        let profile = parts[1].isEmpty ? nil : [UInt8](try output("convert", [file, "icc:-"]))
        return Finding(pixels: pixels, resolution: resolution, profile: profile)
    }

    /// An image file as MuPDF sees it, and what exiftool reads in its tags.
    func foundByMutool(_ path: String, page: Int, dpi: Double, components: Int) throws -> Finding {
        let pixels = try drawnByMutool(path, page: page, dpi: dpi, in: components == 4 ? "cmyk" : "rgb")
        var file = path
        if path.hasSuffix(".tif") {
            file = "page\(page).tif"
            _ = try output("tiffcp", ["\(path),\(page)", file])
        }
        let tags = ["-XResolution", "-PixelsPerUnitX", "-ICC_Profile"]
        let list = try JSONDecoder().decode([Tags].self, from: output("exiftool", ["-j", "-b", "-n"] + tags + [file]))
        let found = try #require(list.first)
        let profile = found.profile?.replacing("base64:", with: "", maxReplacements: 1)
        return Finding(
            pixels: pixels, resolution: found.resolution ?? found.perMeter.map { $0 * 0.0254 },
            profile: try profile.map { [UInt8](try #require(Data(base64Encoded: $0))) })
    }

    /// What exiftool writes of a file, under its names; data in base 64.
    private struct Tags: Decodable {
        var resolution, perMeter: Double?
        var profile: String?

        enum CodingKeys: String, CodingKey {
            case resolution = "XResolution"
            case perMeter = "PixelsPerUnitX"
            case profile = "ICC_Profile"
        }
    }

    /// The image of a page of a PDF as poppler lists it and takes it out, and the profile that qpdf finds.
    ///
    /// Of an image with a profile poppler would take out converted colours: there qpdf does it.
    func foundByPoppler(_ path: String, page: Int, components: Int) throws -> Finding {
        let listed = try #require(try listedImages(of: path).first { $0.page == page + 1 })
        #expect(listed.horizontal == listed.vertical)
        let file: String
        // ImageMagick takes JPEGs of inks for inverted ones, as Adobe's programs write them.
        var isInverted = false
        if listed.color == "icc" {
            file = try imageTakenOutByQPDF(path, page: page, listed)
            isInverted = components == 4 && file.hasSuffix("jpg")
        } else {
            let number = "\(page + 1)", stem = "poppler\(page)"
            _ = try output("pdfimages", ["-tiff", "-f", number, "-l", number, path, stem])
            file = "\(stem)-000.tif"
        }
        let object = listed.color == "icc" ? try profileObject(path) : nil
        let profile = try object.map { try output("qpdf", ["--show-object=\($0)", "--filtered-stream-data", path]) }
        var pixels = try foundByImageMagick(file, components: components).pixels
        if isInverted { pixels.samples = pixels.samples.map { 255 - $0 } }
        return Finding(
            pixels: pixels, resolution: Double(listed.horizontal), profile: profile.map { [UInt8]($0) })
    }

    /// The image of a page as a file that ImageMagick reads.
    private func imageTakenOutByQPDF(_ path: String, page: Int, _ listed: ListedImage) throws -> String {
        let row = try table("pdfimages", "-list", path)[page]
        let isJPEG = listed.encoding == "jpeg"
        let data = try output(
            "qpdf", ["--show-object=\(row[10])", isJPEG ? "--raw-stream-data" : "--filtered-stream-data", path])
        let type = isJPEG ? "JPEG" : ["1": "GRAYSCALE", "3": "RGB", "4": "CMYK"][row[6]] ?? ""
        let header =
            "P7\nWIDTH \(listed.width)\nHEIGHT \(listed.height)\nDEPTH \(row[6])\nMAXVAL 255\nTUPLTYPE \(type)\nENDHDR\n"
        let name = "qpdf\(page)." + (isJPEG ? "jpg" : "pam")
        try write((isJPEG ? Data() : Data(header.utf8)) + data, to: name)
        return name
    }

    /// A page of a PDF as MuPDF draws it, without its having to scale, and the profile that it finds.
    func foundInPDFByMutool(_ path: String, page: Int, dpi: Double, components: Int) throws -> Finding {
        let pixels = try drawnByMutool(path, page: page, dpi: dpi, in: components == 4 ? "cmyk" : "rgb")
        let profile = try profileObject(path).map { try output("mutool", ["show", "-b", path, "\($0)"]) }
        return Finding(pixels: pixels, resolution: dpi, profile: profile.map { [UInt8]($0) })
    }

    /// The number of the object that is a PDF's profile.
    private func profileObject(_ path: String) throws -> Int? {
        // A line for each object: "4 0 obj <</Alternate/DeviceRGB/Filter/FlateDecode/Length 259/N 3>> stream".
        let lines = String(decoding: try output("mutool", ["show", path, "grep"]), as: UTF8.self).split(separator: "\n")
        return lines.first { $0.contains("/Alternate") }.flatMap { Int($0.prefix { $0 != " " }) }
    }
}
