internal import CCodecs

/// Pixels that are stored as RGB and may all be gray.
public enum GrayPixels {
    /// Whether the three components of every pixel are equal.
    ///
    /// - Parameter rgb: Whole pixels of three bytes.
    public static func areAll(in rgb: UnsafeRawBufferPointer) -> Bool {
        guard let base = rgb.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
        return ccodecs_rgb_is_gray(base, rgb.count / 3)
    }

    /// Packs gray pixels of three bytes into one each, at the front of the same buffer.
    ///
    /// - Returns: The part of the buffer that holds them.
    public static func pack(_ rgb: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        guard let base = rgb.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return rgb }
        ccodecs_rgb_to_gray(base, rgb.count / 3, base)
        return UnsafeMutableRawBufferPointer(rebasing: rgb[..<(rgb.count / 3)])
    }
}
