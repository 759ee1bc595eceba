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
        options.dithering == nil ? nil : storage(.gray(bits: 1), options.format == .pnm ? .raw : .flate)
    }

    /// Takes in which pixels there are.
    ///
    /// - Parameter pixels: Rows of 8-bit samples without padding.
    public func survey(_ pixels: UnsafeRawBufferPointer, drawn: ColorModel) -> PixelSurvey {
        var survey = PixelSurvey()
        // Of inks there is one form alone.
        guard drawn != .cmyk else { return survey }
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
        case .byTone(let form):
            let codec = try rule.codec(for: form)
            // What JPEG would suit gains by prediction.
            guard options.format == .png else { return storage(form, codec) }
            return ImageStorage(form: form, codec: .flate, predicts: codec == .jpeg || options.effort >= 2)
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
    var mayTakeCCITT: Bool {
        options.format.isDocument && (options.codec == .auto || options.codec == .lossless)
    }

    /// Whether a page that is encoded as said may become a CCITT image, if that is smaller.
    public func mayTakeCCITT(_ storage: ImageStorage) -> Bool {
        storage.form.bits == 1 && storage.codec == .flate && mayTakeCCITT
    }

    private func choice(for survey: PixelSurvey) -> Choice {
        if let settledStorage { return .settled(settledStorage) }
        let least = leastForm(survey)
        let mayHaveTone = hasContinuousTone && least.mayBeContinuousTone
        switch (options.format, options.codec) {
        case (.pnm, _): return .settled(ImageStorage(form: least, codec: .raw))
        // JPEG has samples of 8 bits and no palettes.
        case (.jpeg, _), (.pdf, .jpeg), (.tiff, .jpeg):
            return .settled(ImageStorage(form: least.fitted(to: .jpeg), codec: .jpeg))
        case (.png, _) where mayHaveTone, (_, .auto) where mayHaveTone: return .byTone(least)
        default: return .settled(storage(least, .flate))
        }
    }

    private func leastForm(_ survey: PixelSurvey) -> ImageForm {
        if options.drawsInks { return .cmyk }
        var form = options.color == .rgb ? ImageForm.rgb : ImageForm(holding: survey)
        if let profile = options.profile {
            form = form.described(by: profile, in: options.format, mayHaveTone: hasContinuousTone)
        }
        return form.fitted(to: options.format)
    }

    private func storage(_ form: ImageForm, _ codec: Codec) -> ImageStorage {
        // What is fast is not slowed down, and only pictures gain. TIFF knows no such filters.
        let predicts =
            codec == .flate && hasContinuousTone && form.mayBeContinuousTone && options.effort >= 2
            && options.format != .tiff
        return ImageStorage(form: form, codec: codec, predicts: predicts)
    }
}

extension ImageForm {
    /// The least form that holds what this one does and that a format knows.
    func fitted(to format: OutputFormat) -> ImageForm {
        switch (format, self) {
        case (.pdf, _), (.png, _), (_, .rgb), (_, .cmyk): self
        // Baseline TIFF has 1, 4 and 8 bits of gray, and palettes of 4 and 8.
        case (.tiff, .gray(bits: 2)): .gray(bits: 4)
        case (.tiff, .indexed(let palette, let bits)) where bits < 4: .indexed(palette: palette, bits: 4)
        case (.tiff, _), (.pnm, .gray(bits: 1)): self
        case (.jpeg, .gray), (.pnm, .gray): .gray(bits: 8)
        case (.jpeg, .indexed(let palette, _)), (.pnm, .indexed(let palette, _)):
            palette.isGray ? .gray(bits: 8) : .rgb
        }
    }
}
