internal import PagePool
internal import RasterOutput

/// The pages that are under way in pieces, whose files together are the page's image.
///
/// Each piece is stored as a look at a few strips of the page suggested. Once all are there, their pixels decide; pieces
/// that are stored otherwise are then rendered again. A bilevel page has each piece coded by CCITT too, and if that is
/// smaller one more task joins these.
struct SplitPages {
    /// What follows from a piece, along with files that nobody needs any more.
    enum Step {
        case wait
        case render([RenderTask], spare: [String])
        case join(RenderTask)
        case done(PageResult, spare: [String])
    }

    private struct Page {
        var split: SplitPage
        var pieces: [RenderedPiece?]
        /// Pieces that are waiting or being rendered.
        var pending: Int
        var failure: PageFailure?
        var isRevised = false
        var result: PageResult

        var faxFiles: [String] { pieces.compactMap { $0?.fax?.file } }
        var files: [String] { pieces.compactMap { $0?.encoded.file } + faxFiles }
    }

    private let rule: StorageRule
    private var pages: [Int: Page] = [:]

    init(_ options: StorageOptions) {
        // Whether a page has continuous tone is in the codec that was guessed for it.
        rule = StorageRule(options, hasContinuousTone: true)
    }

    /// Begins a page that was found to be too large for one piece.
    mutating func begin(_ split: SplitPage, as result: PageResult) -> [RenderTask] {
        pages[result.place] = Page(
            split: split, pieces: Array(repeating: nil, count: split.pieces), pending: split.pieces, result: result)
        return (0..<split.pieces).map {
            .piece(page: result.page, place: result.place, number: $0, storage: split.storage)
        }
    }

    /// Takes the outcome of a piece.
    mutating func take(_ result: Result<RenderedPiece, PageFailure>, number: Int, of outcome: PageResult) -> Step {
        guard var page = pages.removeValue(forKey: outcome.place) else { return .wait }
        page.pending -= 1
        page.result.duration += outcome.duration
        page.result.attempts = max(page.result.attempts, outcome.attempts)
        switch result {
        case .success(let piece): page.pieces[number] = piece
        case .failure(let failure): page.failure = failure
        }
        return finish(page)
    }

    /// Takes the outcome of joining a page's pieces, which ends the page.
    mutating func takeJoined(_ result: Result<JoinedPage, PageFailure>, of outcome: PageResult) -> Step {
        guard var page = pages.removeValue(forKey: outcome.place) else { return .wait }
        page.result.duration += outcome.duration
        page.result.attempts = max(page.result.attempts, outcome.attempts)
        switch result {
        case .success(let joined): page.result.result = .rendered(page.split.joined(pieces(of: page), joined))
        case .failure(let failure): page.result.result = .failed(failure)
        }
        return .done(page.result, spare: page.files)
    }

    /// Gives up a page that has failed, so far as its pieces are still waiting.
    mutating func withdraw(_ count: Int, at place: Int) -> Step {
        guard var page = pages.removeValue(forKey: place) else { return .wait }
        page.pending -= count
        return finish(page)
    }

    /// Whether a page has failed and waits only for those of its pieces that are under way.
    func hasFailed(_ place: Int) -> Bool {
        pages[place]?.failure != nil
    }

    private mutating func finish(_ unfinished: Page) -> Step {
        var page = unfinished
        guard page.pending == 0 else {
            pages[page.result.place] = page
            return .wait
        }
        if let failure = page.failure {
            page.result.result = .failed(failure)
            return .done(page.result, spare: page.files)
        }
        let pieces = pieces(of: page)
        var survey = pieces[0].survey
        for piece in pieces.dropFirst() { survey.formUnion(piece.survey) }
        let storage = rule.revised(page.split.storage, by: survey)
        let misfits = pieces.indices.filter { pieces[$0].storage != storage }
        guard misfits.isEmpty else {
            // Rendered as all pixels want it, a piece can only be otherwise if its worker does not say the truth.
            guard !page.isRevised else {
                page.result.result = .failed(PageFailure(reason: "the worker's pieces are not stored as was asked"))
                return .done(page.result, spare: page.files)
            }
            page.isRevised = true
            page.pending = misfits.count
            pages[page.result.place] = page
            return .render(
                misfits.map {
                    .piece(page: page.result.page, place: page.result.place, number: $0, storage: storage)
                }, spare: misfits.compactMap { pieces[$0].fax?.file })
        }
        let faxes = pieces.compactMap(\.fax)
        if faxes.count == pieces.count, faxes.isSmaller(than: pieces) {
            pages[page.result.place] = page
            return .join(
                .join(
                    page: page.result.page, place: page.result.place, width: page.split.width, rows: page.split.height,
                    pieces: faxes))
        }
        page.result.result = .rendered(page.split.joined(pieces, storage: storage))
        return .done(page.result, spare: page.faxFiles)
    }

    private func pieces(of page: Page) -> [RenderedPiece] { page.pieces.compactMap(\.self) }
}

extension [FaxPiece] {
    /// Whether the image that they make takes fewer bytes than another way of storing the same pieces.
    ///
    /// Each piece's first row, for which the code has yet to be found, is not counted.
    fileprivate func isSmaller(than pieces: [RenderedPiece]) -> Bool {
        (reduce(0) { $0 + $1.codeBits } + 7) / 8 < pieces.reduce(0) { $0 + $1.encoded.byteCount }
    }
}

extension SplitPage {
    /// The page that its pieces make.
    fileprivate func joined(_ pieces: [RenderedPiece], storage: ImageStorage) -> RenderedPage {
        var warnings = warnings
        // Each worker that interprets the page anew says the same of it.
        for warning in pieces.flatMap(\.warnings) where !warnings.contains(warning) { warnings.append(warning) }
        return RenderedPage(
            sheet: sheet, dpi: dpi,
            image: EncodedImage(width: width, height: height, storage: storage, pieces: pieces.map(\.encoded)),
            warnings: warnings, milliseconds: pieces.reduce(milliseconds) { $0 + $1.milliseconds },
            peakMemory: pieces.map(\.peakMemory).max() ?? peakMemory)
    }

    /// The page that has been made one CCITT image of its pieces.
    fileprivate func joined(_ pieces: [RenderedPiece], _ image: JoinedPage) -> RenderedPage {
        let storage = ImageStorage(form: pieces[0].storage.form, codec: .ccitt)
        var page = joined(pieces, storage: storage)
        page.image = EncodedImage(width: width, height: height, storage: storage, whole: image.encoded)
        page.milliseconds += image.milliseconds
        page.peakMemory = max(page.peakMemory, image.peakMemory)
        return page
    }
}
