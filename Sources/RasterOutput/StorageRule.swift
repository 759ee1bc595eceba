/// Decides how a page's pixels are stored: the least form that holds them, and the codec that suits them.
///
/// What is asked for is done. Otherwise nothing is lost, but for pictures that JPEG makes much smaller (``CodecRule``).
public struct StorageRule: Sendable {
    private enum Choice {
        case settled(ImageStorage)
        /// Flate or JPEG, which the pixels' tone decides.
        case byTone(ImageForm)
    }

    let options: StorageOptions
    private let hasContinuousTone: Bool

    /// - Parameter hasContinuousTone: Whether the page paints pictures or shadings; without them it is stored without
    ///   loss unless JPEG is asked for.
    public init(_ options: StorageOptions, hasContinuousTone: Bool) {
        (self.options, self.hasContinuousTone) = (options, hasContinuousTone)
    }

    /// The storage of every page, where what is asked for leaves no choice; pieces of a bilevel page are Flate at first.
    public var settledStorage: ImageStorage? {
        options.dithering == nil ? nil : storage(.gray(bits: 1), .flate)
    }

    /// Takes in which pixels there are.
    ///
    /// - Parameter pixels: Rows of 8-bit samples without padding.
    public func survey(_ pixels: UnsafeRawBufferPointer, drawn: ColorModel) -> PixelSurvey {
        var survey = PixelSurvey()
        survey.insert(pixels, components: drawn.components)
        return survey
    }

    /// A rule that will say whether the page has continuous tone; its rows are to be inserted.
    ///
    /// - Parameter samples: The rows of each strip, if only strips of the page are going to be inserted.
    public func toneRule(width: Int, height: Int, samples: [Int]? = nil, drawn: ColorModel) -> CodecRule {
        // To the rule the strips are a page of their own. A page too high for JPEG must stay one.
        let isTooHigh = height > ImageEncoder.jpegSideLimit
        return CodecRule(
            width: width, height: isTooHigh ? height : samples?.reduce(0, +) ?? height, components: drawn.components,
            quality: options.quality)
    }

    /// Whether the storage of a page with these pixels depends on their tone.
    func needsTone(_ survey: PixelSurvey) -> Bool {
        if case .byTone = choice(for: survey) { true } else { false }
    }

    /// The storage of a page with these pixels.
    public func storage(of survey: PixelSurvey, tone rule: CodecRule) throws(OutputError) -> ImageStorage {
        switch choice(for: survey) {
        case .settled(let storage): return storage
        case .byTone(let form): return storage(form, try rule.codec(for: form))
        }
    }

    /// The storage of a page or piece whose pixels are known now, after a guess from strips of it, whose codec stands.
    public func revised(_ guess: ImageStorage, by survey: PixelSurvey) -> ImageStorage {
        switch choice(for: survey) {
        case .settled(let storage): storage
        case .byTone(let form): ImageStorage(form: form, codec: guess.codec, predicts: guess.predicts)
        }
    }

    /// Whether bilevel pages may be stored by CCITT.
    var mayTakeCCITT: Bool { options.codec == .auto || options.codec == .lossless }

    /// Whether a page that is encoded as said may become a CCITT image, if that is smaller.
    public func mayTakeCCITT(_ storage: ImageStorage) -> Bool {
        storage.form.bits == 1 && storage.codec == .flate && mayTakeCCITT
    }

    private func choice(for survey: PixelSurvey) -> Choice {
        if let settledStorage { return .settled(settledStorage) }
        let least = options.color == .rgb ? ImageForm.rgb : ImageForm(holding: survey)
        switch options.codec {
        case .jpeg:
            // JPEG has samples of 8 bits and no palettes.
            return .settled(ImageStorage(form: survey.isGray && least != .rgb ? .gray(bits: 8) : .rgb, codec: .jpeg))
        case .auto where hasContinuousTone && least.mayBeContinuousTone: return .byTone(least)
        case .auto, .lossless, .flate: return .settled(storage(least, .flate))
        }
    }

    private func storage(_ form: ImageForm, _ codec: Codec) -> ImageStorage {
        // What is fast is not slowed down, and only pictures gain.
        let predicts = codec == .flate && hasContinuousTone && form.mayBeContinuousTone && options.effort >= 2
        return ImageStorage(form: form, codec: codec, predicts: predicts)
    }
}
