internal import Comparison
internal import MuPDF
internal import PageLayout
internal import RasterOutput

/// Opens pages so that they can be compared: drawn at the same resolution, in the same colours, in the same strips.
struct PagePairOpener {
    let layout: LayoutOptions

    /// Two pages, ready to be drawn.
    struct Opened {
        var left, right: any PixelSource
        var color: ColorModel
        /// What had to be replaced to find the pages' frames.
        var leftNotes, rightNotes: [String]
    }

    func open(
        _ left: OpenSource, _ leftPage: Int, _ right: OpenSource, _ rightPage: Int
    ) throws(RenderFailure) -> Opened {
        switch (left.contents, right.contents) {
        case (.pdf(let a), .pdf(let b)):
            let one: WorkerDocument.PlacedPage, other: WorkerDocument.PlacedPage
            // Two PDFs may have the same fault, and a reader wants to know which has it.
            do {
                one = try a.open(leftPage, layout)
            } catch {
                throw RenderFailure(error.kind, "on the left: \(error.message)")
            }
            do {
                other = try b.open(rightPage, layout)
            } catch {
                throw RenderFailure(error.kind, "on the right: \(error.message)")
            }
            let (oneNotes, otherNotes) = (one.notes, other.notes)
            let shared = one.page.content.union(other.page.content)
            let color = Self.color(shared)
            return Opened(
                left: try draw(leftPage, one, shared, color, left.buffer),
                right: try draw(rightPage, other, shared, color, right.buffer),
                color: color, leftNotes: oneNotes, rightNotes: otherNotes)
        case (.pdf(let document), .images(let paths)):
            let (page, image) = try open(document, leftPage, paths, rightPage, left.buffer, right.buffer)
            return Opened(
                left: page.source, right: image, color: page.color, leftNotes: page.notes, rightNotes: [])
        case (.images(let paths), .pdf(let document)):
            let (page, image) = try open(document, rightPage, paths, leftPage, right.buffer, left.buffer)
            return Opened(
                left: image, right: page.source, color: page.color, leftNotes: [], rightNotes: page.notes)
        case (.images(let ones), .images(let others)):
            let (one, other) = try ImagePage.pair((ones, leftPage), (others, rightPage))
            let color: ColorModel = one.isGray && other.isGray ? .gray : .rgb
            return Opened(
                left: try one.source(color, left.buffer), right: try other.source(color, right.buffer), color: color,
                leftNotes: [], rightNotes: [])
        }
    }

    /// A page by itself.
    struct Single {
        var source: any PixelSource
        var color: ColorModel
        /// What had to be replaced to find the page's frame.
        var notes: [String]
    }

    /// - Parameter wanted: In which it is drawn; nil for what it has.
    func open(_ source: OpenSource, _ page: Int, as wanted: ColorModel? = nil) throws(RenderFailure) -> Single {
        switch source.contents {
        case .pdf(let document):
            let placed = try document.open(page, layout)
            return try draw(page, placed, source.buffer, as: wanted)
        case .images(let paths):
            let image = try ImagePage(paths, page)
            let color = wanted ?? (image.isGray ? .gray : .rgb)
            return Single(source: try image.source(color, source.buffer), color: color, notes: [])
        }
    }

    private func open(
        _ document: WorkerDocument, _ page: Int, _ paths: [String], _ index: Int, _ pageBuffer: SharedPixels,
        _ imageBuffer: SharedPixels
    ) throws(RenderFailure) -> (page: Single, image: any PixelSource) {
        let placed = try document.open(page, layout)
        let image = try ImagePage(paths, index)
        let drawn = try draw(page, placed, pageBuffer, as: image.isGray ? nil : .rgb)
        return (drawn, try image.source(drawn.color, imageBuffer))
    }

    private func draw(
        _ page: Int, _ placed: consuming WorkerDocument.PlacedPage, _ buffer: SharedPixels, as wanted: ColorModel?
    ) throws(RenderFailure) -> Single {
        let (content, notes) = (placed.page.content, placed.notes)
        let color = wanted ?? Self.color(content)
        return Single(source: try draw(page, placed, content, color, buffer), color: color, notes: notes)
    }

    private func draw(
        _ page: Int, _ placed: consuming WorkerDocument.PlacedPage, _ content: Page.Content, _ color: ColorModel,
        _ buffer: SharedPixels
    ) throws(RenderFailure) -> DrawnPage {
        var options = RasterOptions()
        options.layout = layout
        options.storage.color = color == .gray ? .gray : .rgb
        // For those that become goldens.
        (options.storage.format, options.storage.isFilePerPage, options.storage.effort) = (.png, true, 2)
        let placement = placed.layout
        return DrawnPage(
            try PageRenderer(page, page: placed.page, sharing: content, layout: placement, options: options),
            buffer: buffer)
    }

    private static func color(_ content: Page.Content) -> ColorModel { content.mayBeColored ? .rgb : .gray }
}

extension Page.Content {
    /// What either of two pages paints.
    fileprivate func union(_ other: Page.Content) -> Page.Content {
        var content = self
        content.mayBeColored = mayBeColored || other.mayBeColored
        content.hasImages = hasImages || other.hasImages
        content.hasShadings = hasShadings || other.hasShadings
        content.hasGroups = hasGroups || other.hasGroups
        content.isBlackOnWhite = isBlackOnWhite && other.isBlackOnWhite
        return content
    }
}
