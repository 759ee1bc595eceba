internal import Comparison
internal import MuPDF
internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// Draws pages and says how they differ.
struct PageComparison {
    let settings: CompareSettings
    let pictures: PictureKinds
    /// Names the files of pictures.
    let place: Int
    /// For pictures; nil where none are made.
    let directory: FileDescriptor?

    /// A page of so many, from zero, by which masks are chosen.
    struct Masked {
        var page, count: Int
    }

    /// Compares two pages, from zero.
    ///
    /// - Parameter masked: nil for the left page among those of its source.
    func compare(
        _ left: OpenSource, _ leftPage: Int, _ right: OpenSource, _ rightPage: Int, masked: Masked? = nil
    ) throws(RenderFailure) -> (ComparedPage, FramedSheet?) {
        var (page, framed) = try comparePixels(
            left, leftPage, right, rightPage,
            masked ?? Masked(page: left.numbers[leftPage] - 1, count: left.numbers.last))
        // The pages are closed by now, as reading words wants it.
        if !page.status.passes { page.words = changedWords(left, leftPage, right, rightPage) }
        return (page, framed)
    }

    private func comparePixels(
        _ left: OpenSource, _ leftPage: Int, _ right: OpenSource, _ rightPage: Int, _ masked: Masked
    ) throws(RenderFailure) -> (ComparedPage, FramedSheet?) {
        let opened = try PagePairOpener(layout: settings.layout).open(left, leftPage, right, rightPage)
        var page = ComparedPage(left: left.numbers[leftPage], right: right.numbers[rightPage], status: .size)
        var made = DifferencePictures.Made()
        let maker = try pictureMaker(opened.color)
        if opened.left.width == opened.right.width, opened.left.height == opened.right.height {
            let pair = PagePair(
                left: opened.left, right: opened.right, color: opened.color, rule: settings.rule,
                masks: try settings.masks(
                    page: masked.page, of: masked.count, width: opened.left.width, height: opened.left.height,
                    dpi: (opened.right as? DrawnPage ?? opened.left).dpi))
            let difference = try pair.compare()
            page.difference = difference
            (page.status, page.proof) = (status(difference), .pixels)
            if page.status == .different { made = try maker?.make(pair, difference.regions.map(\.rect)) ?? made }
        } else {
            made = try maker?.make(left: opened.left, right: opened.right) ?? made
        }
        page.leftSheet = ComparedPage.Sheet(opened.left, left, opened.leftNotes)
        page.rightSheet = ComparedPage.Sheet(opened.right, right, opened.rightNotes)
        (page.pictures, page.reducedPictures) = (made.files, made.reduced)
        return (page, made.framed)
    }

    /// Draws a page, from zero, that no other answers to.
    func draw(
        _ source: OpenSource, _ number: Int, _ side: CompareSide
    ) throws(RenderFailure) -> (ComparedPage, FramedSheet?) {
        let opened = try PagePairOpener(layout: settings.layout).open(source, number)
        let isLeft = side == .left
        let made = try pictureMaker(opened.color)?.make(
            left: isLeft ? opened.source : nil, right: isLeft ? nil : opened.source)
        let shown = source.numbers[number]
        var page = ComparedPage(
            left: isLeft ? shown : nil, right: isLeft ? nil : shown, status: isLeft ? .removed : .inserted)
        let sheet = ComparedPage.Sheet(opened.source, source, opened.notes)
        if isLeft { page.leftSheet = sheet } else { page.rightSheet = sheet }
        (page.pictures, page.reducedPictures) = (made?.files, made?.reduced)
        return (page, made?.framed)
    }

    private func status(_ difference: PixelDifference) -> ComparedPage.Status {
        if difference.isExact, difference.masked == 0 { return .same }
        return difference.passes(settings.rule) ? .tolerated : .different
    }

    private func pictureMaker(_ color: ColorModel) throws(RenderFailure) -> DifferencePictures? {
        guard !pictures.isEmpty else { return nil }
        guard let directory else { throw RenderFailure(.outputUnwritable, "no directory for pictures was given") }
        return DifferencePictures(kinds: pictures, place: place, color: color, directory: directory)
    }

    /// The words that changed, where both sides have text.
    private func changedWords(
        _ left: OpenSource, _ leftPage: Int, _ right: OpenSource, _ rightPage: Int
    ) -> [WordChange] {
        guard let left = left.document, let right = right.document else { return [] }
        let (old, new) = (
            left.words(of: leftPage, settings.layout.box), right.words(of: rightPage, settings.layout.box)
        )
        return old.isEmpty || new.isEmpty ? [] : WordChange.changes(from: old, to: new)
    }
}

extension ComparedPage.Sheet {
    /// - Parameter notes: What had to be replaced to find the page's frame.
    init(_ page: any PixelSource, _ source: OpenSource, _ notes: [String]) {
        self.init(
            width: page.width, height: page.height, dpi: page.dpi,
            warnings: notes + (source.document?.document.takeMessages() ?? []))
    }
}
