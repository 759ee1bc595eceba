internal import CCodecs
import Glibc

/// The pixels of a decoded image.
public final class ImagePixels {
    /// Pixels.
    public let width, height: Int
    /// Samples of a pixel: 1 where all pixels are gray, whatever form the file has them in, or 3 for RGB.
    public let components: Int
    /// Pixels per inch; nil where the file does not say, or what the engine assumes then.
    public let xResolution, yResolution: Double?
    /// Rows of ``width`` x ``components`` bytes without padding, which live as long as this does.
    public let samples: UnsafeRawBufferPointer

    /// Takes over a block of malloc, with the colours of its pixels as they are stored.
    init(
        width: Int, height: Int, components: Int, xResolution: Double, yResolution: Double,
        samples: UnsafeMutablePointer<UInt8>
    ) {
        let isGray = components == 1 || ccodecs_rgb_is_gray(samples, width * height)
        if components == 3 && isGray {
            ccodecs_rgb_keep_first(samples, width * height)
        }
        (self.width, self.height) = (width, height)
        self.components = isGray ? 1 : 3
        self.xResolution = xResolution > 0 ? xResolution : nil
        self.yResolution = yResolution > 0 ? yResolution : nil
        self.samples = UnsafeRawBufferPointer(start: samples, count: width * height * self.components)
    }

    deinit {
        // Both decoders allocate with malloc.
        free(UnsafeMutableRawPointer(mutating: samples.baseAddress))
    }

    /// Copies the pixels as RGB, or a part of their rows.
    ///
    /// - Parameters:
    ///   - rows: The rows wanted.
    ///   - target: At least their number x ``width`` x 3 bytes.
    public func copyRGB(rows: Range<Int>, into target: UnsafeMutableRawBufferPointer) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= height && target.count >= rows.count * width * 3)
        let source = UnsafeRawBufferPointer(
            rebasing: samples[rows.lowerBound * width * components..<rows.upperBound * width * components])
        guard components == 1 else { return target.copyMemory(from: source) }
        for pixel in 0..<source.count {
            let gray = source[pixel]
            (target[pixel * 3], target[pixel * 3 + 1], target[pixel * 3 + 2]) = (gray, gray, gray)
        }
    }
}
