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

    /// The colours of an indexed image, each once, in rising order.
    public struct Palette: Codable, Sendable, Hashable {
        /// Of 0xRRGGBB, at most 256.
        public let colors: [UInt32]

        /// Puts colours in order.
        ///
        /// - Parameter colors: At most 256 different ones as 0xRRGGBB.
        public init(_ colors: some Sequence<UInt32>) {
            self.colors = Set(colors).sorted()
            precondition(self.colors.count <= 256, "\(self.colors.count) colours are too many for a palette")
        }

        /// Whether all colours are gray, so that the base of the Indexed space is DeviceGray and not DeviceRGB.
        public var isGray: Bool { colors.allSatisfy { $0 & 0xFF == $0 >> 8 & 0xFF && $0 & 0xFF == $0 >> 16 } }
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
        case .rgb: 8
        }
    }

    /// Samples a pixel.
    public var components: Int { self == .rgb ? 3 : 1 }

    /// Whether the pixels may be a photograph's, for which a lossy codec can be right.
    ///
    /// Forms of fewer bits, and palettes, would be spoiled by one.
    public var mayBeContinuousTone: Bool { self == .gray(bits: 8) || self == .rgb }

    /// The bytes of a row: its bits, filled up to whole bytes (8.9.5.1).
    public func rowBytes(width: Int) -> Int { (width * components * bits + 7) / 8 }

    private static func step(bits: Int) -> Int { 255 / (1 << bits - 1) }

    private static func indexBits(for count: Int) -> Int { [1, 2, 4].first { count <= 1 << $0 } ?? 8 }
}

extension ImageForm {
    /// Whether all pixels of a survey are in the form.
    public func holds(_ survey: PixelSurvey) -> Bool {
        switch (self, survey.content) {
        case (.rgb, _): true
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
        }
    }
}
