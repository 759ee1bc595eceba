internal import MuPDF
public import PageLayout
public import RasterOutput

/// How pages become images.
///
/// Together with the input, and the fonts in its directory of fonts, it decides every byte of the output.
public struct RasterOptions: Codable, Sendable, Equatable {
    public var layout = LayoutOptions()
    public var storage = StorageOptions()
    public var antialiasing = Antialiasing()
    /// Whether pages that are one image keep its data as it is; for PDF alone.
    public var passesThrough = false
    /// A directory of fonts that stand in for those that pages name and do not embed; nil for the engine's own alone.
    public var fontDirectory: String?

    public init() {}

    /// Checks what no page needs to be known for.
    ///
    /// - Throws: A `LayoutError` or a ``JobError``, whose text says what to change.
    public func validate() throws {
        try layout.validate()
        guard (1...100).contains(storage.quality) else {
            throw JobError(.usage, "The JPEG quality \(storage.quality) is out of range. Choose one from 1 to 100.")
        }
        guard (0...9).contains(storage.effort) else {
            throw JobError(.usage, "The effort \(storage.effort) is out of range. Choose one from 0 to 9.")
        }
        try validateFormat()
        guard storage.color != .mono || (storage.codec != .jpeg && storage.format != .jpeg) else {
            throw JobError(.usage, "JPEG has no black and white images. Choose another codec or format, or gray.")
        }
        guard (0...8).contains(antialiasing.text), (0...8).contains(antialiasing.graphics) else {
            throw JobError(.usage, "Antialiasing takes 0 to 8 bits.")
        }
    }

    private func validateFormat() throws(JobError) {
        guard !passesThrough || storage.format == .pdf else {
            throw JobError(
                .usage,
                "Only PDF can hold pages passed through, not \(storage.format.rawValue). Leave --passthrough out, or write "
                    + "a PDF.")
        }
        guard !passesThrough || storage.codec != .flate else {
            throw JobError(
                .usage,
                "--passthrough passes no Flate. Leave --codec out, or say lossless or jpeg to pass such pages alone.")
        }
        let codecs: [CodecChoice] =
            switch storage.format {
            case .pdf, .tiff: CodecChoice.allCases
            case .png: [.auto, .lossless, .flate]
            case .jpeg: [.auto, .jpeg]
            case .pnm: [.auto, .lossless]
            }
        guard codecs.contains(storage.codec) else {
            throw JobError(
                .usage,
                "\(storage.format.rawValue) has no codec \(storage.codec.rawValue). Leave --codec out, or choose another "
                    + "--format.")
        }
        try validateProfile()
        guard storage.format.isDocument || storage.isFilePerPage else {
            throw JobError(.usage, "\(storage.format.rawValue) files hold one page each.")
        }
    }

    private func validateProfile() throws(JobError) {
        guard !storage.drawsInks || storage.format == .pdf || storage.format == .tiff || storage.format == .jpeg else {
            throw JobError(
                .usage,
                "\(storage.format.rawValue) files hold no CMYK. Choose --format pdf, tiff or jpeg, or --color rgb.")
        }
        guard let profile = storage.profile else { return }
        guard storage.format != .pnm else {
            throw JobError(.usage, "pnm files hold no profile. Leave --output-profile out, or choose another --format.")
        }
        guard storage.color == .auto || storage.color.rawValue == profile.color.rawValue else {
            throw JobError(
                .usage,
                "--color \(storage.color.rawValue) and --output-profile \(profile.name), which is for "
                    + "\(profile.color.rawValue), exclude each other. Leave --color out.")
        }
    }

    /// The colour model in which a page is drawn: the least that holds all it may paint, or what was asked for.
    func drawnColor(_ content: Page.Content) -> ColorModel {
        if let profile = storage.profile { return profile.color }
        return switch storage.color {
        case .auto: content.mayBeColored ? .rgb : .gray
        case .gray, .mono: .gray
        case .rgb: .rgb
        case .cmyk: .cmyk
        }
    }

    /// How a page's pixels are made black and white, if they are to be.
    func dithering(_ content: Page.Content) -> Dither? {
        // Where there is nothing but hard edges between black and white, nothing can become dots, and the quickest does.
        content.isBlackOnWhite && antialiasing.levels == 2
            ? storage.dithering.map { _ in .threshold } : storage.dithering
    }
}
