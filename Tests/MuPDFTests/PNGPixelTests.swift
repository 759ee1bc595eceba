import Foundation
import MuPDF
import TestDocuments
import Testing

@Suite("PNG files as pixels")
struct PNGPixelTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Has ImageMagick make a PNG file of RGB samples.
    private func png(_ name: String, _ samples: [UInt8], width: Int, _ options: [String] = []) throws -> String {
        let height = samples.count / 3 / width
        let source = try scratch.write("source.ppm", Array("P6 \(width) \(height) 255\n".utf8) + samples)
        let path = scratch.file(name)
        let result = try run("convert", arguments: [source] + options + ["PNG24:" + path])
        try #require(result.status == 0, "\(result.text)")
        return path
    }

    private func found(_ pixels: ImagePixels) -> [UInt8] {
        // They live as long as it does.
        withExtendedLifetime(pixels) { Array(pixels.samples) }
    }

    /// Rows of bars that go on below, of one colour each, and of noise among blank parts: what filters foretell well in
    /// some places and badly in others.
    private func page(width: Int) -> [UInt8] {
        var noise: UInt32 = 1
        return (0..<40).flatMap { y in
            (0..<width * 3).map { place -> UInt8 in
                noise = noise &* 1_664_525 &+ 1_013_904_223
                let (x, channel) = (place / 3, place % 3)
                switch y % 20 {
                case 0..<6: return x / 9 % 4 == 0 ? 30 : 255
                case 6..<11: return UInt8((y * 13 + channel * 60) % 251)
                default: return x / 40 % 2 == 0 ? 255 : UInt8(noise >> 24)
                }
            }
        }
    }

    @Test("RGB of any width comes out of every filter as it was", arguments: [1, 5, 15, 16, 17, 32, 100, 333], 0..<6)
    func filters(width: Int, filter: Int) throws {
        let samples = page(width: width)
        let path = try png("x.png", samples, width: width, ["-define", "png:compression-filter=\(filter)"])
        let pixels = try ImageFile(path: path).image()
        try #require(pixels.width == width && pixels.height == 40 && pixels.components == 3)
        #expect(found(pixels) == samples)
    }

    @Test("One pixel that is not gray makes an image RGB, wherever it is", arguments: 0..<3)
    func color(channel: Int) throws {
        var gray = (0..<100).flatMap { pixel in [UInt8](repeating: UInt8(pixel * 2), count: 3) }
        for pixel in [0, 1, 15, 16, 17, 47, 48, 96, 99] {
            gray[pixel * 3 + channel] ^= 1
            let pixels = try ImageFile(path: png("x.png", gray, width: 100)).image()
            #expect(pixels.components == 3 && found(pixels) == gray, "\(pixel)")
            gray[pixel * 3 + channel] ^= 1
        }
        let pixels = try ImageFile(path: png("x.png", gray, width: 100)).image()
        #expect(pixels.components == 1 && found(pixels) == (0..<100).map { $0 * 2 })
    }

    @Test("What is decoded ahead is the same, and damage is found too", arguments: [[], ["-interlace", "PNG"]])
    func ahead(options: [String]) throws {
        let samples = page(width: 333)
        let path = try png("x.png", samples, width: 333, options)
        let file = try ImageFile(path: path)
        file.decodeAhead()
        for _ in 0..<2 { #expect(try found(file.image()) == samples) }
        // Nobody needs to ask.
        try ImageFile(path: path).decodeAhead()

        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let cut = try ImageFile(path: scratch.write("cut.png", Array(bytes.dropLast(40))))
        cut.decodeAhead()
        #expect(try refusal { _ = try cut.image() }.code == .imageUnreadable)
    }

    @Test("Files are the same if all their bytes are, whatever their names are")
    func sameBytes() throws {
        let path = try png("x.png", page(width: 100), width: 100)
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let file = try ImageFile(path: path)
        #expect(try file.hasSameBytes(as: ImageFile(path: scratch.write("y.png", bytes))))
        #expect(try !file.hasSameBytes(as: ImageFile(path: scratch.write("y.png", bytes + [0]))))
        for place in [8, bytes.count / 2, bytes.count - 1] {
            var changed = bytes
            changed[place] ^= 1
            #expect(try !file.hasSameBytes(as: ImageFile(path: scratch.write("y.png", changed))))
        }
    }
}
