public import SystemPackage

/// Encodes a page's drawn pixels into files of a directory.
public struct PageImageEncoder {
    private let rule: StorageRule
    private let width, height: Int
    private let drawn: ColorModel
    private let resolution: Double
    private let directory: FileDescriptor

    /// - Parameters:
    ///   - width: Pixels of the whole page, as is `height`.
    ///   - drawn: What the pixels are: 8-bit samples, rows without padding.
    ///   - resolution: Pixels an inch.
    public init(
        _ rule: StorageRule, width: Int, height: Int, drawn: ColorModel, resolution: Double, _ directory: FileDescriptor
    ) {
        (self.rule, self.width, self.height, self.drawn) = (rule, width, height, drawn)
        (self.resolution, self.directory) = (resolution, directory)
    }

    /// Encodes a whole page as the rule wants it; bilevel pages by CCITT or Flate, whichever is smaller.
    ///
    /// - Parameters:
    ///   - pixels: All rows; they are overwritten.
    ///   - name: The file's name for the codec that is taken.
    public func encode(
        _ pixels: UnsafeMutableRawBufferPointer, name: (Codec) -> String
    ) throws(OutputError) -> EncodedImage {
        let survey = rule.survey(UnsafeRawBufferPointer(pixels), drawn: drawn)
        var toneRule = rule.toneRule(width: width, height: height, drawn: drawn)
        if rule.needsTone(survey) { toneRule.insert(UnsafeRawBufferPointer(pixels)) }
        var storage = try rule.storage(of: survey, tone: toneRule)
        let packed = UnsafeRawBufferPointer(pack(pixels, storage.form))
        var file = try write(packed, storage, rows: nil, name(storage.codec))
        if rule.mayTakeCCITT(storage),
            let fax = try EncodedPiece.fax(
                packed, width: width, offset: dataOffset(ImageStorage(form: storage.form, codec: .ccitt)),
                name: name(.ccitt), directory: directory, byteLimit: file.byteCount)
        {
            directory.removeFile(file.file)
            (file, storage.codec) = (fax, .ccitt)
        }
        var image = EncodedImage(width: width, height: height, storage: storage, whole: file)
        if rule.options.isFilePerPage { try frame(of: image.storage).complete(&image, in: directory) }
        return image
    }

    /// Encodes rows of a page as a piece of its image.
    ///
    /// - Parameters:
    ///   - pixels: These rows; they are overwritten.
    ///   - rows: Which they are. They begin at a multiple of 16, and end at one or with the page.
    ///   - storage: Must hold the pixels.
    ///   - faxName: A second file's name, for the same rows coded by CCITT.
    /// - Returns: The second is nil if the page cannot become a CCITT image, or would not want to for being dithered.
    public func encodePiece(
        _ pixels: UnsafeMutableRawBufferPointer, rows: Range<Int>, as storage: ImageStorage, name: String,
        faxName: String
    ) throws(OutputError) -> (encoded: EncodedPiece, fax: FaxPiece?) {
        let packed = UnsafeRawBufferPointer(pack(pixels, storage.form))
        let encoded = try write(packed, storage, rows: rows, name)
        guard rule.mayTakeCCITT(storage) else { return (encoded, nil) }
        // Other pieces may make up for one that is a bit larger, but not for codes of dots, which cost more time than all
        // else: no text takes an eighth of its bits.
        let limit = max(encoded.byteCount * 3 / 2, packed.count / 8)
        let fax = try FaxPiece.encode(packed, width: width, name: faxName, directory: directory, byteLimit: limit)
        return (encoded, fax)
    }

    private func pack(_ pixels: UnsafeMutableRawBufferPointer, _ form: ImageForm) -> UnsafeMutableRawBufferPointer {
        RowPacker(form, width: width, components: drawn.components).pack(inPlace: pixels)
    }

    /// - Parameter rows: nil for a whole image.
    private func write(
        _ packed: UnsafeRawBufferPointer, _ storage: ImageStorage, rows: Range<Int>?, _ name: String
    ) throws(OutputError) -> EncodedPiece {
        let layout = SampleLayout(
            width: width, height: height, components: storage.form.components, bits: storage.form.bits)
        // Filters are for codecs that find what they leave.
        let effort = storage.predicts ? max(2, rule.options.effort) : rule.options.effort
        let options = EncodingOptions(
            effort: effort, quality: rule.options.quality, predicts: storage.predicts, format: rule.options.format,
            resolution: rule.options.format == .jpeg ? resolution : 0,
            profile: rule.options.format == .jpeg ? rule.options.profile?.bytes : nil)
        let encoder = try ImageEncoder(
            storage.codec, layout: layout, options: options, piece: rows.map { ImagePiece(rows: $0) },
            offset: rows == nil ? dataOffset(storage) : 0, name: name, directory: directory)
        try encoder.write(packed)
        return try encoder.finish()
    }

    /// Where a whole image's data begins in its file.
    private func dataOffset(_ storage: ImageStorage) -> Int {
        rule.options.isFilePerPage ? frame(of: storage).prefixSize : 0
    }

    private func frame(of storage: ImageStorage) -> ImageFileFrame {
        ImageFileFrame(
            rule.options.format, width: width, height: height, storage: storage, quality: rule.options.quality,
            resolution: resolution, profile: rule.options.profile)
    }
}
