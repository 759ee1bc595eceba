internal import MuPDF
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// A page that is interpreted and placed on its sheet, to be drawn and encoded whole or in pieces.
final class PageRenderer {
    /// The page's number in the document, from zero.
    let number: Int
    let layout: Layout
    let plan: PagePlan
    private let page: Page
    private let content: Page.Content
    private let options: RasterOptions
    private let conversion: OutputConversion?

    /// - Parameters:
    ///   - shared: What the page and another one paint, so that both are drawn alike; nil for what the page does.
    ///   - conversion: What brings drawn pixels into the colours of the output's profile; nil without one.
    init(
        _ number: Int, page: consuming Page, sharing shared: Page.Content? = nil, layout: Layout,
        options: RasterOptions,
        conversion: OutputConversion? = nil
    ) throws(RenderFailure) {
        let content = shared ?? page.content
        plan = try PagePlan(
            layout, content: content, color: options.drawnColor(content),
            leadInRows: options.dithering(content)?.leadInRows ?? 0)
        (self.number, self.layout, self.options, self.content) = (number, layout, options, content)
        self.page = page
        self.conversion = conversion
    }

    /// Renders the page, which must be one piece, into a file of a directory.
    func render(
        into name: (Codec) -> String, _ directory: FileDescriptor, _ buffer: inout PixelBuffer
    ) throws(RenderFailure) -> EncodedImage {
        try encode(draw(0..<plan.height, into: &buffer), into: name, directory)
    }

    /// Encodes the page's pixels, which are overwritten, into a file of a directory.
    func encode(
        _ pixels: UnsafeMutableRawBufferPointer, into name: (Codec) -> String, _ directory: FileDescriptor
    ) throws(RenderFailure) -> EncodedImage {
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try encoder(directory).encode(pixels, name: name)
        }
    }

    /// Says how the page is likely to be stored, after a look at a few strips of it.
    func guessedStorage(_ buffer: inout PixelBuffer) throws(RenderFailure) -> ImageStorage {
        if let storage = storageRule.settledStorage { return storage }
        var survey = PixelSurvey()
        var rule = storageRule.toneRule(
            width: plan.width, height: plan.height, samples: plan.samples.map(\.count), drawn: plan.color)
        for rows in plan.samples {
            page.prepareForPiece(placement)
            let pixels = UnsafeRawBufferPointer(try draw(rows, into: &buffer))
            survey.formUnion(storageRule.survey(pixels, drawn: plan.color))
            rule.insert(pixels)
        }
        return try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try storageRule.storage(of: survey, tone: rule)
        }
    }

    /// A piece of the page, rendered.
    struct Piece {
        var storage: ImageStorage
        var survey: PixelSurvey
        var encoded: EncodedPiece
        /// The same rows coded by CCITT, if the page may be stored so.
        var fax: FaxPiece?
    }

    /// Renders a piece of the page into files of a directory, as is asked or, if its pixels do not fit into that, as they
    /// need it.
    func renderPiece(
        _ number: Int, as wanted: ImageStorage, into name: String, fax faxName: String, _ directory: FileDescriptor,
        _ buffer: inout PixelBuffer
    ) throws(RenderFailure) -> Piece {
        let rows = plan.pieces[number]
        let pixels = try drawPiece(rows, into: &buffer)
        let survey = storageRule.survey(UnsafeRawBufferPointer(pixels), drawn: plan.color)
        let storage = wanted.form.holds(survey) ? wanted : storageRule.revised(wanted, by: survey)
        let (encoded, fax) = try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try encoder(directory).encodePiece(pixels, rows: rows, as: storage, name: name, faxName: faxName)
        }
        return Piece(storage: storage, survey: survey, encoded: encoded, fax: fax)
    }

    /// Draws a piece of the page, and gives its rows, which lie in the buffer.
    func drawPiece(
        _ rows: Range<Int>, into buffer: inout PixelBuffer
    ) throws(RenderFailure) -> UnsafeMutableRawBufferPointer {
        if plan.pieces.count > 1 { page.prepareForPiece(placement) }
        return try draw(rows, into: &buffer)
    }

    private func encoder(_ directory: FileDescriptor) -> PageImageEncoder {
        PageImageEncoder(
            storageRule, width: plan.width, height: plan.height, drawn: plan.color, resolution: layout.dpi, directory)
    }

    private var storageRule: StorageRule {
        StorageRule(options.storage, hasContinuousTone: content.hasImages || content.hasShadings)
    }

    private var placement: Page.Placement {
        Page.Placement(scale: layout.matrix.a, x: layout.matrix.e, y: layout.matrix.f)
    }

    /// Draws rows band by band, and gives the samples, rows of the plan's stride, dithered if that is asked for.
    ///
    /// Error diffusion begins above a piece, so that it comes to the first row as if it had done all of the page above: the
    /// rows drawn for that are dropped. So a piece depends on nothing that another worker does.
    private func draw(
        _ wanted: Range<Int>, into buffer: inout PixelBuffer
    ) throws(RenderFailure) -> UnsafeMutableRawBufferPointer {
        let rows = plan.drawnRows(for: wanted)
        let pixels = try buffer.bytes(rows.count * plan.rowBytes)
        for band in plan.bands(of: rows) {
            let first = (band.lowerBound - rows.lowerBound) * plan.rowBytes
            let part = UnsafeMutableRawBufferPointer(rebasing: pixels[first..<first + band.count * plan.rowBytes])
            try drawBand(band, into: part)
        }
        if let dither = options.dithering(content) {
            try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
                try Ditherer(dither, width: plan.width, firstRow: rows.lowerBound).dither(pixels)
            }
        } else if content.isBlackOnWhite, let levels = options.antialiasing.levels {
            // Where everything is the edge of something black, the levels between are a matter of antialiasing alone.
            GrayLevels.snap(pixels, to: levels)
        }
        conversion?.convert(pixels)
        return UnsafeMutableRawBufferPointer(
            rebasing: pixels[((wanted.lowerBound - rows.lowerBound) * plan.rowBytes)...])
    }

    private func drawBand(_ rows: Range<Int>, into samples: UnsafeMutableRawBufferPointer) throws(RenderFailure) {
        let band = Page.PixelRectangle(x0: 0, y0: rows.lowerBound, x1: plan.width, y1: rows.upperBound)
        let clip = Page.PixelRectangle(
            x0: layout.clip.x0, y0: layout.clip.y0, x1: layout.clip.x1, y1: layout.clip.y1)
        do {
            try page.draw(placement, band: band, clip: clip, components: plan.color.components, into: samples)
        } catch {
            throw RenderFailure(error)
        }
    }
}
