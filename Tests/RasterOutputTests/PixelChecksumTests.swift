import Foundation
import RasterOutput
import SystemPackage
import Testing

@Suite("Checksums of pixels")
struct PixelChecksumTests {
    private func checksum(_ picture: Picture, rows: Int = 1000) -> PixelChecksum {
        var checksum = PixelChecksum(width: picture.width, height: picture.height, color: picture.color)
        picture.forEachBand(of: rows) { checksum.insert($0) }
        return checksum
    }

    @Test("Gray pixels have one checksum, as gray or RGB, in strips of any height", arguments: [1, 7, 150, 701])
    func gray(width: Int) {
        let gray = Picture.noise(width, 90, .gray)
        let text = checksum(gray).text
        for rows in [1, 13, 90] {
            #expect(checksum(gray, rows: rows).text == text)
            #expect(checksum(gray.inRGB, rows: rows).text == text)
        }
    }

    @Test("A single pixel with colour makes another one, wherever it is", arguments: [0, 1, 20_000, 63_089])
    func color(pixel: Int) {
        var picture = Picture.noise(701, 90, .gray).inRGB
        let gray = checksum(picture)
        picture.samples[pixel * 3 + 2] ^= 1
        let text = checksum(picture).text
        #expect(text != gray.text && !gray.matches(text))
        for rows in [1, 13] { #expect(checksum(picture, rows: rows).text == text) }
    }

    @Test("The checksum of rows as they came is known too")
    func plain() {
        let picture = Picture.noise(50, 40, .gray).inRGB
        var bytes = ByteChecksum()
        Array("50 x 40 \(ColorModel.rgb.rawValue) ".utf8).withUnsafeBytes { bytes.insert($0) }
        picture.samples.withUnsafeBytes { bytes.insert($0) }
        #expect(checksum(picture).matches(bytes.text) && checksum(picture).text != bytes.text)
        #expect(!checksum(Picture.noise(50, 40, .gray, seed: 2).inRGB).matches(bytes.text))
    }

    @Test("A file's checksum is that of its bytes", arguments: [0, 1, 65_536, 200_000])
    func file(count: Int) throws {
        let samples = Picture.noise(max(count, 1), 1, .gray).samples.prefix(count)
        let path = FileManager.default.temporaryDirectory.appending(path: "checksum-\(UUID().uuidString)")
        try Data(samples).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try FileDescriptor.open(FilePath(path.path(percentEncoded: false)), .readOnly)
        defer { try? file.close() }
        var bytes = ByteChecksum()
        Array(samples).withUnsafeBytes { bytes.insert($0) }
        #expect(try ByteChecksum(contentsOf: file).text == bytes.text)
    }
}
