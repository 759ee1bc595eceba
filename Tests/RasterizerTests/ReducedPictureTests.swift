import Comparison
import PageLayout
import RasterOutput
import SystemPackage
import Testing

@testable import Rasterizer

@Suite("Pictures made smaller to be shown")
struct ReducedPictureTests {
    @Test("A picture is made no smaller than a browser needs it")
    func factors() {
        let bound = PictureBound()
        // A4 at 150 and 600 dpi, A0 at 600 dpi.
        #expect(bound.factor(width: 1240, height: 1754) == 1)
        #expect(bound.factor(width: 4960, height: 7016) == 1)
        #expect(bound.factor(width: 19_866, height: 28_087) == 4)
        // Few pixels, but more in a line than fit into 16 bits.
        #expect(bound.factor(width: 10, height: 32_767) == 1)
        #expect(bound.factor(width: 10, height: 32_768) == 2)
        #expect(bound.factor(width: 100_000, height: 10) == 4)
        let small = PictureBound(pixels: 12, side: 100)
        #expect(small.factor(width: 4, height: 3) == 1)
        // 3 by 3; and 1 by 5, where 2 by 7 were too many.
        #expect(small.factor(width: 5, height: 5) == 2)
        #expect(small.factor(width: 3, height: 14) == 3)
    }

    /// All rows of the smaller picture, of a larger one that comes in pieces of so many rows.
    private func reduced(
        _ pixels: [UInt8], width: Int, height: Int, components: Int, factor: Int, classes: [UInt8]? = nil, piece: Int
    ) -> [UInt8] {
        let reducer = BoxReducer(width: width, height: height, components: components, factor: factor)
        var result: [UInt8] = []
        for first in stride(from: 0, to: height, by: piece) {
            let end = min(first + piece, height)
            pixels.withUnsafeBytes { pixels in
                let rows = UnsafeRawBufferPointer(
                    rebasing: pixels[first * width * components..<end * width * components])
                guard let classes else { return reducer.insert(rows) { result += $0 } }
                classes.withUnsafeBufferPointer { classes in
                    reducer.insert(rows, classes: classes.baseAddress.map { $0 + first * width }) { result += $0 }
                }
            }
        }
        #expect(result.count == reducer.width * reducer.height * components)
        return result
    }

    @Test("Each pixel is the mean of its square, of which edges have less", arguments: [1, 3], [1, 2, 3, 5, 40])
    func means(components: Int, factor: Int) {
        let (width, height) = (17, 11)
        let pixels = (0..<width * height * components).map { UInt8(truncatingIfNeeded: $0 * 73 ^ $0 >> 3) }
        let (across, down) = ((width + factor - 1) / factor, (height + factor - 1) / factor)
        var expected: [UInt8] = []
        for y in 0..<down {
            for x in 0..<across {
                let places = (y * factor..<min((y + 1) * factor, height)).flatMap { row in
                    (x * factor..<min((x + 1) * factor, width)).map { row * width + $0 }
                }
                for channel in 0..<components {
                    let sum = places.reduce(0) { $0 + Int(pixels[$1 * components + channel]) }
                    expected.append(UInt8((Double(sum) / Double(places.count)).rounded()))
                }
            }
        }
        for piece in [1, 4, height] {
            let result = reduced(
                pixels, width: width, height: height, components: components, factor: factor, piece: piece)
            #expect(result == expected)
        }
    }

    @Test("What says most of a square is all that is seen of it, wherever it lies")
    func strongest() {
        typealias Class = ComparedRows.PixelClass
        let order: [Class] = [.equal, .tolerated, .masked, .antialiased, .differs]
        // One pixel of each square of 3 x 3 has the stronger class, and its gray shows which it was.
        for (index, strong) in order.enumerated().dropFirst() {
            for weak in order[..<index] {
                for place in 0..<9 {
                    var classes = Array(repeating: weak.rawValue, count: 9)
                    var pixels = Array(repeating: UInt8(10), count: 9)
                    (classes[place], pixels[place]) = (strong.rawValue, 200)
                    let result = reduced(
                        pixels, width: 3, height: 3, components: 1, factor: 3, classes: classes, piece: 2)
                    #expect(result == [200], "\(strong) over \(weak) at \(place)")
                }
            }
        }
    }

    /// A page that is made of given rows.
    private final class MadePage: PixelSource {
        let width, height: Int
        let dpi = 600.0
        let strips: [Range<Int>]?
        private let pixels: [UInt8]
        private var given: UnsafeMutableRawBufferPointer?

        init(width: Int, height: Int, black: [(x: Int, y: Int)] = []) {
            (self.width, self.height) = (width, height)
            var pixels = [UInt8](repeating: 255, count: width * height)
            for (x, y) in black { pixels[y * width + x] = 0 }
            self.pixels = pixels
            strips = stride(from: 0, to: height, by: 7).map { $0..<min($0 + 7, height) }
        }

        deinit { given?.deallocate() }

        func rows(_ strip: Range<Int>) -> UnsafeRawBufferPointer {
            given?.deallocate()
            let rows = UnsafeMutableRawBufferPointer.allocate(byteCount: strip.count * width, alignment: 1)
            rows.copyBytes(from: pixels[strip.lowerBound * width..<strip.upperBound * width])
            given = rows
            return UnsafeRawBufferPointer(rows)
        }
    }

    private func make(_ kinds: PictureKinds, in scratch: Scratch) throws -> DifferencePictures.Made {
        let pair = PagePair(
            left: MadePage(width: 100, height: 71),
            right: MadePage(width: 100, height: 71, black: [(50, 33), (99, 70)]),
            color: .gray, rule: .exact, masks: [])
        let maker = DifferencePictures(
            kinds: kinds, place: 3, color: .gray, directory: scratch.descriptor,
            bound: PictureBound(pixels: 1000, side: 100))
        return try maker.make(pair, [])
    }

    /// A PNG file's pixels as ImageMagick reads them.
    private func pixels(_ name: String?, _ form: String, in scratch: Scratch) throws -> [UInt8] {
        try run("convert", scratch.file(try #require(name)), "-depth", "8", "\(form):-")
    }

    @Test("Lone pixels that differ are as red in the smaller picture, and the pages are there")
    func survivors() throws {
        let scratch = try Scratch()
        let made = try make(.shown, in: scratch)
        #expect(made.files == nil)
        let pictures = try #require(made.reduced)
        // 34 x 24 pixels; 50 x 36 would be too many.
        #expect(pictures.reduction == 3)
        let difference = try pixels(pictures.difference, "rgb", in: scratch)
        #expect(difference.count == 34 * 24 * 3)
        let red = (0..<34 * 24).filter { Array(difference[3 * $0..<3 * $0 + 3]) == [0xe5, 0x00, 0x4d] }
        #expect(red == [11 * 34 + 16, 23 * 34 + 33])
        let (left, right) = try (
            pixels(pictures.left, "gray", in: scratch), pixels(pictures.right, "gray", in: scratch)
        )
        #expect(left == Array(repeating: 255, count: 34 * 24))
        // One of nine pixels is black; in the corner there are two.
        #expect(right[11 * 34 + 16] == 227 && right[23 * 34 + 33] == 128)
        #expect(right.count { $0 != 255 } == 2)
        #expect(scratch.fileNames.count == 3)
    }

    @Test("Who wants files has them in full size, beside the smaller ones if both are wanted")
    func sizes() throws {
        for (kinds, isReduced) in [(PictureKinds.files, false), ([.files, .shown], true)] {
            let scratch = try Scratch()
            let made = try make(kinds, in: scratch)
            #expect(made.files?.reduction == 1)
            #expect(try pixels(made.files?.difference, "rgb", in: scratch).count == 100 * 71 * 3)
            #expect(try pixels(made.files?.right, "gray", in: scratch).count { $0 == 0 } == 2)
            #expect((made.reduced != nil) == isReduced)
            #expect(scratch.fileNames.count == (isReduced ? 6 : 3))
        }
    }
}
