internal import MuPDF
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// Draws one page band by band into an encoder.
struct PageRenderer: ~Copyable {
    let page: Page
    let layout: Layout
    let plan: BandPlan
    let options: RasterOptions
    let stem: String
    let directory: FileDescriptor

    init(
        page: consuming Page, layout: Layout, options: RasterOptions, stem: String, directory: FileDescriptor
    ) throws(RenderFailure) {
        plan = try BandPlan(layout, content: page.content)
        (self.layout, self.options, self.stem, self.directory) = (layout, options, stem, directory)
        self.page = page
    }

    /// Draws and encodes the page in the least colour model that holds it without loss.
    ///
    /// A page that may be coloured is taken for gray until a band shows colour; then it is begun again in RGB, unless
    /// that was the first band.
    func render(into buffer: inout PixelBuffer) throws(RenderFailure) -> EncodedImage {
        if !page.content.mayBeColored {
            if let image = try encode(.gray, drawn: .gray, &buffer) { return image }
        } else {
            if let image = try encode(.gray, drawn: .rgb, &buffer) { return image }
            if let image = try encode(.rgb, drawn: .rgb, &buffer) { return image }
        }
        throw RenderFailure(.pageRefused, "the page has no rows")
    }

    /// - Returns: nil when the image was to be gray and a band is not.
    private func encode(
        _ stored: ColorModel, drawn: ColorModel, _ buffer: inout PixelBuffer
    ) throws(RenderFailure) -> EncodedImage? {
        var stored = stored
        var encoder: PageImageEncoder?
        for rows in plan.bands {
            var pixels = try draw(rows, drawn, &buffer)
            if stored != drawn {
                if GrayPixels.areAll(in: UnsafeRawBufferPointer(pixels)) {
                    pixels = GrayPixels.pack(pixels)
                } else if encoder == nil {
                    stored = drawn
                } else {
                    return nil
                }
            }
            let open: PageImageEncoder
            if let encoder { open = encoder } else { open = try makeEncoder(stored) }
            encoder = open
            try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
                try open.write(UnsafeRawBufferPointer(pixels))
            }
        }
        return try asRenderFailure(RenderFailure.init) { () throws(OutputError) in try encoder?.finish() }
    }

    private func makeEncoder(_ color: ColorModel) throws(RenderFailure) -> PageImageEncoder {
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try PageImageEncoder(
                options.codec, quality: options.quality,
                hasContinuousTone: page.content.hasImages || page.content.hasShadings, width: plan.width,
                height: plan.height, color: color, stem: stem, directory: directory)
        }
    }

    private func draw(
        _ rows: Range<Int>, _ color: ColorModel, _ buffer: inout PixelBuffer
    ) throws(RenderFailure) -> UnsafeMutableRawBufferPointer {
        let pixels = try buffer.bytes(plan.width * rows.count * color.components)
        let band = Page.PixelRectangle(x0: 0, y0: rows.lowerBound, x1: plan.width, y1: rows.upperBound)
        let clip = Page.PixelRectangle(
            x0: layout.clip.x0, y0: layout.clip.y0, x1: layout.clip.x1, y1: layout.clip.y1)
        let placement = Page.Placement(scale: layout.matrix.a, x: layout.matrix.e, y: layout.matrix.f)
        do {
            try page.draw(placement, band: band, clip: clip, components: color.components, into: pixels)
        } catch {
            throw RenderFailure(error)
        }
        return pixels
    }
}
