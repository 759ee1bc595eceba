import RasterOutput
import Testing

@Suite("Gray pixels")
struct GrayPixelsTests {
    /// Sizes about 1024, the run in which pixels are judged, and about none.
    static let counts = [1, 2, 3, 1023, 1024, 1025, 2047, 2048, 2049, 3000]

    /// Gray pixels, every one another than the one before.
    private func grayPixels(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { [UInt8](repeating: UInt8(truncatingIfNeeded: $0 &* 7), count: 3) }
    }

    private func areAllGray(_ pixels: [UInt8]) -> Bool {
        pixels.withUnsafeBytes { GrayPixels.areAll(in: $0) }
    }

    @Test("No pixels are gray")
    func none() {
        #expect(areAllGray([]))
        #expect(GrayPixels.areAll(in: UnsafeRawBufferPointer(start: nil, count: 0)))
    }

    @Test("Pixels with three equal components are gray", arguments: counts)
    func gray(count: Int) {
        #expect(areAllGray(grayPixels(count)))
    }

    @Test("One component that is off by one is enough, wherever it is", arguments: counts, 0..<3)
    func colored(count: Int, component: Int) {
        for place in Set([0, count / 2, count - 1, min(count - 1, 1023), min(count - 1, 1024)]) {
            for bit: UInt8 in [1, 0x80] {
                var pixels = grayPixels(count)
                pixels[3 * place + component] ^= bit
                #expect(!areAllGray(pixels), "pixel \(place) of \(count), component \(component)")
            }
        }
    }

    @Test("A coloured pixel beyond the buffer does not count")
    func beyond() {
        let pixels = grayPixels(1030) + [1, 2, 3]
        pixels.withUnsafeBytes { bytes in
            #expect(GrayPixels.areAll(in: UnsafeRawBufferPointer(rebasing: bytes[..<(3 * 1030)])))
            #expect(!GrayPixels.areAll(in: bytes))
        }
    }

    @Test("Differences that cancel out each other are still differences")
    func cancelling() {
        #expect(!areAllGray([5, 6, 5, 6, 5, 6]))
        #expect(!areAllGray([0, 255, 255]))
        #expect(!areAllGray([255, 255, 0]))
    }

    @Test("Packing keeps one component of each pixel, at the front", arguments: [0] + counts)
    func packing(count: Int) {
        var pixels = grayPixels(count)
        let expected = stride(from: 0, to: pixels.count, by: 3).map { pixels[$0] }
        let packed = pixels.withUnsafeMutableBytes { bytes in
            let result = GrayPixels.pack(bytes)
            #expect(count == 0 || result.baseAddress == bytes.baseAddress)
            return Array(result)
        }
        #expect(packed == expected)
    }
}
