internal import PagePool
internal import RasterOutput

/// The pages that are under way in pieces, whose files together are the page's image.
///
/// Each piece is stored as a look at a few strips of the page suggested. Once all are there, their pixels decide; pieces
/// that are stored otherwise are then rendered again.
struct SplitPages {
    /// What follows from a piece.
    enum Step {
        case wait
        case render([RenderTask])
        case done(PageResult)
    }

    private struct Page {
        var split: SplitPage
        var pieces: [RenderedPiece?]
        /// Pieces that are waiting or being rendered.
        var pending: Int
        var failure: PageFailure?
        var isRevised = false
        var result: PageResult
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

    /// The files of a page's pieces.
    func files(at place: Int) -> [String] {
        pages[place]?.pieces.compactMap { $0?.encoded.file } ?? []
    }

    private mutating func finish(_ unfinished: Page) -> Step {
        var page = unfinished
        guard page.pending == 0 else {
            pages[page.result.place] = page
            return .wait
        }
        if let failure = page.failure {
            page.result.result = .failed(failure)
            return .done(page.result)
        }
        let pieces = page.pieces.compactMap(\.self)
        var survey = pieces[0].survey
        for piece in pieces.dropFirst() { survey.formUnion(piece.survey) }
        let storage = rule.revised(page.split.storage, by: survey)
        let misfits = pieces.indices.filter { pieces[$0].storage != storage }
        guard misfits.isEmpty else {
            // Rendered as all pixels want it, a piece can only be otherwise if its worker does not say the truth.
            guard !page.isRevised else {
                page.result.result = .failed(PageFailure(reason: "the worker's pieces are not stored as was asked"))
                return .done(page.result)
            }
            page.isRevised = true
            page.pending = misfits.count
            pages[page.result.place] = page
            return .render(
                misfits.map {
                    .piece(page: page.result.page, place: page.result.place, number: $0, storage: storage)
                })
        }
        page.result.result = .rendered(page.split.joined(pieces, storage: storage))
        return .done(page.result)
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
}
