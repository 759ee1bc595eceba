internal import CCodecs

/// Tells which pixels occur in an image, as far as that decides how few bits can hold them.
///
/// It takes pixels in any order and any portions, and depends on the set of pixels alone: surveys of the parts of a page,
/// merged, equal the survey of the whole. A value of about 1 KB; encoded, it holds no more than the set.
public struct PixelSurvey: Sendable {
    /// What is known of the pixels so far.
    public enum Content: Sendable, Hashable {
        /// All are gray, of these levels in rising order.
        case gray([UInt8])
        /// Some are not gray. All pixels, as 0xRRGGBB in rising order, at most 256.
        case colors([UInt32])
        /// Some are not gray, and there are more than 256 different ones.
        case manyColors
    }

    private var state = CCodecsSurvey()

    /// Starts with no pixels.
    public init() {}

    /// Takes pixels.
    ///
    /// - Parameters:
    ///   - pixels: Whole pixels of `components` bytes, without padding between rows.
    ///   - components: 1 for gray, 3 for RGB.
    public mutating func insert(_ pixels: UnsafeRawBufferPointer, components: Int) {
        precondition(components == 1 || components == 3, "pixels have 1 or 3 components, not \(components)")
        precondition(pixels.count % components == 0, "\(pixels.count) bytes are no whole pixels")
        guard let base = pixels.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        ccodecs_survey_pixels(&state, base, pixels.count / components, Int32(components))
    }

    /// Takes the pixels that another survey has taken.
    public mutating func formUnion(_ other: PixelSurvey) {
        withUnsafePointer(to: other.state) { ccodecs_survey_merge(&state, $0) }
    }

    /// The pixels met so far.
    public var content: Content {
        let count = Int(state.colorCount)
        if count > Int(CCODECS_PALETTE_LIMIT) { return .manyColors }
        if count > 0 {
            return .colors(
                withUnsafeBytes(of: state.colors) { $0.bindMemory(to: UInt32.self).prefix(count).sorted() })
        }
        return withUnsafePointer(to: state) { state in
            .gray((0...255).filter { ccodecs_survey_has_level(state, $0) })
        }
    }
}

extension PixelSurvey {
    /// Whether all pixels met so far are gray.
    var isGray: Bool { if case .gray = content { true } else { false } }
}

extension PixelSurvey: Equatable {
    public static func == (one: PixelSurvey, other: PixelSurvey) -> Bool { one.content == other.content }
}

extension PixelSurvey: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let colors = try container.decode([UInt32]?.self)
        guard let colors else {
            state.colorCount = UInt32(CCODECS_PALETTE_LIMIT) + 1
            return
        }
        guard colors.allSatisfy({ $0 <= 0xFFFFFF }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a colour of more than 24 bits")
        }
        insert(colors)
    }

    /// Encodes the colours as a list, or nothing if there are too many.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch content {
        case .gray(let levels): try container.encode(levels.map { UInt32($0) * 0x010101 })
        case .colors(let colors): try container.encode(colors)
        case .manyColors: try container.encodeNil()
        }
    }

    private mutating func insert(_ colors: [UInt32]) {
        let pixels = colors.flatMap { [UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
        pixels.withUnsafeBytes { insert($0, components: 3) }
    }
}
