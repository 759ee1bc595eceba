internal import MuPDF
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// Takes the data of a page's one image over into files of a directory, as it is.
struct PagePasser {
    let document: Document
    let options: RasterOptions
    let directory: FileDescriptor

    struct Passed {
        var sheet: PDFPageSize
        /// The image's pixels per inch of the sheet.
        var dpi: Double
        var image: EncodedImage
    }

    /// Passes a page through.
    ///
    /// - Parameters:
    ///   - layout: Places the page, given the resolution of its images.
    ///   - name: The file's name for a codec.
    /// - Returns: nil for a page that has to be rendered, which may be because something is wrong with it.
    func pass(
        _ number: Int, box: PDFRectangle, userUnit: Double,
        layout: (Double?) throws(RenderFailure) -> Layout, name: (PassedStream.Codec) -> String
    ) throws(RenderFailure) -> Passed? {
        guard let image = try? document.passedImage(ofPage: number, box: box, userUnit: userUnit) else { return nil }
        let rule = PassthroughRule(options: options)
        let layout = try layout(image.resolution)
        guard let placing = rule.placing(image, layout), let dpi = rule.resolution(image, layout) else { return nil }
        let codec = PassedStream.Codec(image.filter)
        guard let encoded = try take(image, into: name(codec)) else { return nil }
        let passed = PassedStream(
            codec: codec, colorName: image.colorName, bits: image.bits, entries: image.entries, placing: placing,
            attachments: encoded.attachments)
        return Passed(
            sheet: PDFPageSize(width: layout.sheet.width, height: layout.sheet.height), dpi: dpi,
            image: EncodedImage(width: image.width, height: image.height, passed: passed, whole: encoded.whole))
    }

    /// - Returns: nil where data cannot be read, or not without a word from the engine.
    private func take(
        _ image: PassedImage, into name: String
    ) throws(RenderFailure) -> (whole: EncodedPiece, attachments: [PassedStream.Attachment])? {
        let (profile, globals): ([UInt8]?, [UInt8]?)
        var written: Result<EncodedPiece, OutputError>?
        do {
            (profile, globals) = (try document.profile(of: image), try document.globals(of: image))
            try document.withData(of: image) { data in
                guard document.takeMessages().isEmpty, !data.isEmpty else { return }
                written = Result { () throws(OutputError) in try PassedStream.write(data, to: name, directory) }
            }
        } catch {
            return nil
        }
        guard let written else { return nil }
        return try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            var attachments: [PassedStream.Attachment] = []
            if let profile, let components = image.profileComponents {
                attachments.append(
                    .init(
                        try write(profile, to: name + ".profile"), entries: "/N \(components)",
                        mark: PassedImage.profileMark))
            }
            if let globals {
                attachments.append(
                    .init(try write(globals, to: name + ".globals"), entries: "", mark: PassedImage.globalsMark))
            }
            return (try written.get(), attachments)
        }
    }

    private func write(_ bytes: [UInt8], to name: String) throws(OutputError) -> EncodedPiece {
        let written = bytes.withUnsafeBytes { data in
            Result { () throws(OutputError) in try PassedStream.write(data, to: name, directory) }
        }
        return try written.get()
    }
}

extension PassedImage {
    fileprivate var colorName: String {
        switch color {
        case .gray: "gray"
        case .rgb: "rgb"
        case .cmyk: "cmyk"
        case .lab: "lab"
        case .indexed: "indexed"
        case .other: "other"
        }
    }
}

extension PassedStream.Codec {
    fileprivate init(_ filter: PassedImage.Filter) {
        self =
            switch filter {
            case .jpeg: .jpeg
            case .jpx: .jpx
            case .ccitt: .ccitt
            case .jbig2: .jbig2
            }
    }
}
