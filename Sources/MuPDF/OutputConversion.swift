internal import CMuPDF

/// A conversion of drawn pixels to the colours of an output profile.
///
/// It belongs to one thread.
public final class OutputConversion {
    /// How colours that the output cannot show are replaced (ICC.1, 6.2).
    public enum Intent: Sendable {
        case perceptual, relativeColorimetric, saturation, absoluteColorimetric

        var c: CMuPDFIntent {
            switch self {
            case .perceptual: .perceptual
            case .relativeColorimetric: .relativeColorimetric
            case .saturation: .saturation
            case .absoluteColorimetric: .absoluteColorimetric
            }
        }
    }

    let handle: OpaquePointer
    /// Samples of a pixel: 1, 3, or 4 for inks.
    public let components: Int

    /// Reads an ICC profile.
    ///
    /// - Parameters:
    ///   - components: 1 for a profile of grays, 3 for one of RGB, 4 for one of CMYK.
    ///   - compensatesBlackPoint: Whether black becomes the output's darkest colour, and all others move along.
    /// - Returns: nil if the profile is broken, is of another kind or has no way from colours to the device.
    public init?(profile: [UInt8], components: Int, intent: Intent, compensatesBlackPoint: Bool) {
        let handle = cmupdf_output_open(profile, profile.count, Int32(components), intent.c, compensatesBlackPoint)
        guard let handle else { return nil }
        self.handle = handle
        self.components = components
    }

    deinit { cmupdf_output_drop(handle) }

    /// Converts sRGB pixels, or grays, in their place; each becomes what it would be alone.
    ///
    /// Inks are found while a page is drawn: see ``Document/setSeparation(_:)``.
    ///
    /// - Parameter samples: Whole pixels of ``components`` bytes.
    public func convert(_ samples: UnsafeMutableRawBufferPointer) {
        precondition(components < 4, "inks are not made in place")
        guard let base = samples.baseAddress else { return }
        cmupdf_output_convert(handle, base.assumingMemoryBound(to: UInt8.self), samples.count / components)
    }
}
