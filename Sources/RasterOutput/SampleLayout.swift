/// How an image's samples lie in its rows: one pixel after the other, in bytes filled from their highest bit, each row
/// beginning at a byte.
public struct SampleLayout: Codable, Sendable, Hashable {
    /// Pixels of the whole image, 1 or more.
    public var width, height: Int
    /// Samples a pixel: 1, 3 or 4.
    public var components: Int
    /// Bits a sample: 1, 2, 4 or 8.
    public var bits: Int

    public init(width: Int, height: Int, components: Int, bits: Int = 8) {
        (self.width, self.height, self.components, self.bits) = (width, height, components, bits)
    }

    /// Bytes of a row; the last one's unused bits are the encoder's caller's to clear.
    public var rowBytes: Int { (width * components * bits + 7) / 8 }

    /// Bytes of a pixel, or 1 where these are not whole.
    var pixelBytes: Int { bits == 8 ? components : 1 }

    /// Why an encoder cannot take it, or nil.
    func objection(by codec: Codec) -> String? {
        guard width > 0, height > 0, height <= Int32.max else {
            return "\(width) x \(height) pixels are no image"
        }
        guard [1, 3, 4].contains(components), [1, 2, 4, 8].contains(bits), components < 4 || bits == 8 else {
            return "\(components) samples a pixel of \(bits) bits have no place in a document"
        }
        switch codec {
        case .flate, .raw:
            // What libraries count bytes in; nor do whole images overflow then.
            guard width <= Int(Int32.max) / components else { return "rows of \(width) pixels are too long" }
        case .ccitt:
            guard components == 1, bits == 1 else { return "CCITT has samples of one bit alone" }
            guard width <= 1 << 30 else { return "rows of \(width) pixels are too long" }
        case .jpeg:
            guard max(width, height) <= ImageEncoder.jpegSideLimit else {
                return "\(width) x \(height) pixels are more than JPEG's \(ImageEncoder.jpegSideLimit) a side"
            }
            guard bits == 8 else { return "JPEG has no samples of \(bits) bits" }
        }
        return nil
    }
}

/// How much is to be spent on an image.
public struct EncodingOptions: Codable, Sendable, Hashable {
    /// For Flate, 0 to 9.
    ///
    /// 0 and 1 are ISA-L's levels and run at the speed of memory; 0 is hardly faster and a sixth larger. From 2 to 9,
    /// libdeflate's levels 5 to 12 take from 6 to 300 times as long and save from a tenth to a fifth of the bytes.
    public var effort: Int
    /// For JPEG, 1 to 100 on libjpeg's scale.
    ///
    /// Below 90, chroma is stored at half resolution.
    public var quality: Int
    /// For Flate of 8 bits from an effort of 2 on: predicts pixels from their neighbours where that helps.
    ///
    /// Photographs shrink by a fifth to two fifths at twice the time; a page of text grows by some hundredths, for each
    /// of its rows then begins with a byte that breaks the paper's white.
    public var predicts: Bool
    /// The file that the image is for.
    ///
    /// PNG has a filter byte before each row, and chunks around the data.
    public var format: OutputFormat
    /// Pixels an inch, for codecs whose data says so where they are a file by themselves; 0 is not said.
    public var resolution: Double
    /// An ICC profile, for the same codecs; nil for none.
    public var profile: [UInt8]?

    public init(
        effort: Int = 1, quality: Int = 85, predicts: Bool = false, format: OutputFormat = .pdf, resolution: Double = 0,
        profile: [UInt8]? = nil
    ) {
        (self.effort, self.quality, self.predicts) = (effort, quality, predicts)
        (self.format, self.resolution, self.profile) = (format, resolution, profile)
    }

    var halvesChroma: Bool { quality < 90 }

    /// Whether a filter is chosen for each row of a layout.
    func filters(_ layout: SampleLayout) -> Bool { predicts && layout.bits == 8 && effort >= 2 }
}
