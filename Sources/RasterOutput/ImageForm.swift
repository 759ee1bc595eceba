/// How an image's pixels are stored: what a sample means and how many bits it has.
///
/// In PDF (ISO 32000-1): `bits` is BitsPerComponent (8.9.5), and Decode is as it is by default in every form. So 0 is
/// black in gray images and (2^bits - 1) white, and the samples between lie at equal distances (8.9.5.2).
public enum ImageForm: Sendable, Hashable {
    /// DeviceGray with 1, 2, 4 or 8 bits. The levels are multiples of 255, 85, 17 or 1.
    case gray(bits: Int)
    /// Indexed (8.6.6.3): samples of 1, 2, 4 or 8 bits are places in the palette.
    case indexed(palette: Palette, bits: Int)
    /// DeviceRGB with 8 bits.
    case rgb
    /// DeviceCMYK with 8 bits.
    case cmyk

    /// The colours of an indexed image, each once, in rising order.
    public struct Palette: Codable, Sendable, Hashable {
        /// Of 0xRRGGBB, at most 256.
        public let colors: [UInt32]

        /// Whether the colours are looked up as RGB even where all are gray.
        public let isRGB: Bool

        /// Puts colours in order.
        ///
        /// - Parameters:
        ///   - colors: At most 256 different ones as 0xRRGGBB.
        ///   - isRGB: Whether the base of the Indexed space has three components whatever the colours.
        public init(_ colors: some Sequence<UInt32>, isRGB: Bool = false) {
            self.colors = Set(colors).sorted()
            self.isRGB = isRGB
            precondition(self.colors.count <= 256, "\(self.colors.count) colours are too many for a palette")
        }

        /// Whether all colours are gray and the base of the Indexed space is too.
        public var isGray: Bool { !isRGB && colors.allSatisfy { $0 & 0xFF == $0 >> 8 & 0xFF && $0 & 0xFF == $0 >> 16 } }
        /// The highest place, which the Indexed space names.
        public var highestIndex: Int { colors.count - 1 }
        /// The lookup string of the Indexed space: a byte for each gray colour, otherwise three.
        public var bytes: [UInt8] {
            isGray
                ? colors.map { UInt8($0 & 0xFF) }
                : colors.flatMap { [UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
        }
    }

    /// Finds the form of the fewest bits that holds all pixels of a survey without loss.
    ///
    /// It depends on the set of pixels alone. Gray is preferred to indexed at the same number of bits. No pixels at all
    /// are held by gray of 1 bit.
    public init(holding survey: PixelSurvey) {
        switch survey.content {
        case .gray(let levels):
            let gray = [1, 2, 4].first { bits in levels.allSatisfy { Int($0) % Self.step(bits: bits) == 0 } } ?? 8
            let indexed = Self.indexBits(for: levels.count)
            self =
                indexed < gray
                ? .indexed(palette: Palette(levels.map { UInt32($0) * 0x010101 }), bits: indexed)
                : .gray(bits: gray)
        case .colors(let colors):
            self = .indexed(palette: Palette(colors), bits: Self.indexBits(for: colors.count))
        case .manyColors:
            self = .rgb
        }
    }

    /// Bits a sample.
    public var bits: Int {
        switch self {
        case .gray(let bits), .indexed(_, let bits): bits
        case .rgb, .cmyk: 8
        }
    }

    /// Samples a pixel.
    public var components: Int {
        switch self {
        case .gray, .indexed: 1
        case .rgb: 3
        case .cmyk: 4
        }
    }

    /// The colours of the samples, or of the palette.
    public var color: ColorModel {
        switch self {
        case .gray: .gray
        case .rgb: .rgb
        case .cmyk: .cmyk
        case .indexed(let palette, _): palette.isGray ? .gray : .rgb
        }
    }

    /// The least form that holds the same pixels in colours of a model: a profile for RGB describes no gray samples, nor
    /// one for gray a palette in formats whose palettes are RGB.
    func described(by profile: OutputProfile, in format: OutputFormat, mayHaveTone: Bool) -> ImageForm {
        switch (profile.color, self) {
        case (.gray, .indexed) where format != .pdf: .gray(bits: 8)
        case (.gray, _), (_, .rgb), (_, .cmyk): self
        case (_, .indexed(let palette, let bits)): .indexed(palette: Palette(palette.colors, isRGB: true), bits: bits)
        case (_, .gray(let bits)) where bits == 8 && mayHaveTone: .rgb
        case (_, .gray(let bits)):
            .indexed(palette: Palette(Self.levels(bits: bits).map { $0 * 0x010101 }, isRGB: true), bits: bits)
        }
    }

    private static func levels(bits: Int) -> [UInt32] { (0..<1 << bits).map { UInt32($0 * step(bits: bits)) } }

    /// Whether the pixels may be a photograph's, for which a lossy codec can be right.
    ///
    /// Forms of fewer bits, and palettes, would be spoiled by one.
    public var mayBeContinuousTone: Bool { self == .gray(bits: 8) || self == .rgb || self == .cmyk }

    /// The bytes of a row: its bits, filled up to whole bytes (8.9.5.1).
    public func rowBytes(width: Int) -> Int { (width * components * bits + 7) / 8 }

    private static func step(bits: Int) -> Int { 255 / (1 << bits - 1) }

    private static func indexBits(for count: Int) -> Int { [1, 2, 4].first { count <= 1 << $0 } ?? 8 }
}

extension ImageForm {
    /// Whether all pixels of a survey are in the form.
    public func holds(_ survey: PixelSurvey) -> Bool {
        switch (self, survey.content) {
        case (.rgb, _), (.cmyk, _): true
        case (.gray(let bits), .gray(let levels)): levels.allSatisfy { Int($0) % Self.step(bits: bits) == 0 }
        case (.indexed(let palette, _), .gray(let levels)):
            Set(palette.colors).isSuperset(of: levels.map { UInt32($0) * 0x010101 })
        case (.indexed(let palette, _), .colors(let colors)): Set(palette.colors).isSuperset(of: colors)
        case (.gray, .colors), (.gray, .manyColors), (.indexed, .manyColors): false
        }
    }

    /// What reports call it.
    public var colorName: String {
        switch self {
        case .gray: "gray"
        case .indexed: "indexed"
        case .rgb: "rgb"
        case .cmyk: "cmyk"
        }
    }
}
