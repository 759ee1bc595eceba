internal import CCodecs

/// Evenly spaced levels from black to white.
public enum GrayLevels {
    /// Replaces each sample by the nearest of so many levels: 2, 4 or 16, or any number one above a divisor of 255.
    public static func snap(_ samples: UnsafeMutableRawBufferPointer, to levels: Int) {
        precondition(levels > 1 && 255 % (levels - 1) == 0)
        guard let base = samples.baseAddress else { return }
        ccodecs_snap(base.assumingMemoryBound(to: UInt8.self), samples.count, Int32(levels - 1))
    }
}
