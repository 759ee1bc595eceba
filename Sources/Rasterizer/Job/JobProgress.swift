internal import Glibc
internal import PagePool
internal import RasterOutput
internal import SystemPackage

/// What a job has done so far, and what follows from each outcome.
struct JobProgress {
    /// What an outcome means to the job.
    enum Step {
        /// A page has its result.
        case page(PageResult)
        /// A worker could not carry these out.
        case unplaced([Placement])
        case nothing
    }

    // So many bytes are placed by one task: few tasks, but enough for all workers where a page is huge.
    private static let placementSize = 4 << 20

    let feed: TaskFeed
    private(set) var ledger: JobLedger
    private let pages: [Int]
    private let spool: FileDescriptor
    private let output: String
    private let fileName: PageFileName
    private let keepsFiles: Bool
    private var split: SplitPages
    /// Placements that wait until there are enough of them.
    private var placements: [Placement] = []
    /// Files that are in the output for certain, and go with the next task; the last ones go with their directory.
    private(set) var placed: [String] = []
    /// Tasks of placements that have no outcome yet.
    private var placing = 0

    init(
        pages: [Int], storage: StorageOptions, feed: TaskFeed, spool: FileDescriptor, output: String, keepsFiles: Bool,
        fileName: PageFileName = PageFileName()
    ) {
        split = SplitPages(storage)
        (self.pages, self.feed, self.spool) = (pages, feed, spool)
        (self.output, self.keepsFiles, self.fileName) = (output, keepsFiles, fileName)
        ledger = JobLedger(places: pages.count)
    }

    /// Takes the outcome of a task, and sends out what has to follow it.
    ///
    /// ``send(_:)`` must be called when what a step asks for is done.
    mutating func take(_ outcome: TaskOutcome<DocumentWorkers>) -> Step {
        let result: PageResult?
        switch outcome.task.task {
        case .render(_, let place): result = takePage(outcome, place)
        case .piece(_, let place, let number, _): result = takePiece(outcome, place, number)
        case .join(_, let place, _, _, _): result = takeJoined(outcome, place)
        case .place(let placements, _, _):
            placing -= 1
            if case .success(.placed) = outcome.result {
                if !keepsFiles { placed += placements.map(\.file) }
                send([])
                return .nothing
            }
            return .unplaced(placements)
        case .inspect, .prepare, .measure, .weigh: result = nil
        }
        guard let result else { return .nothing }
        ledger.note(result)
        return .page(result)
    }

    /// Has placements carried out; when there is nothing more to do the feed ends.
    mutating func send(_ new: [Placement]) {
        placements += new
        var size = 0, first = 0
        for index in placements.indices {
            size += placements[index].byteCount
            guard size >= Self.placementSize else { continue }
            place(placements[first...index])
            (size, first) = (0, index + 1)
        }
        placements.removeFirst(first)
        if ledger.isComplete, !placements.isEmpty {
            place(placements[...])
            placements = []
        }
        if ledger.isComplete, placing == 0 { feed.finish() }
    }

    private mutating func place(_ placements: ArraySlice<Placement>) {
        feed.appendUrgent([.place(Array(placements), output: output, remove: placed)])
        placed = []
        placing += 1
    }

    private mutating func takePage(_ outcome: TaskOutcome<DocumentWorkers>, _ place: Int) -> PageResult? {
        var result = PageResult(
            page: pages[place], place: place, result: .failed(.strangeAnswer), attempts: outcome.attempts,
            duration: outcome.duration)
        switch outcome.result {
        case .success(.page(let page)):
            let name = fileName.name(page: result.page, place: place, codecName: page.image.codecName)
            let attached = page.image.passed?.attachments ?? []
            let isTrue =
                page.image.pieces.map(\.file) == [name] && page.image.pieces.allSatisfy(isThere)
                && attached.allSatisfy {
                    [name + ".profile", name + ".globals"].contains($0.file) && isThere($0.file, $0.byteCount)
                }
            result.result = isTrue ? .rendered(page) : .failed(.wrongFile)
        case .success(.split(let page)) where page.pieces > 1 && page.pieces <= page.height:
            feed.appendUrgent(split.begin(page, as: result))
            return nil
        case .success: break
        case .failure(let failure): result.result = .failed(PageFailure(failure))
        }
        return result
    }

    private mutating func takePiece(_ outcome: TaskOutcome<DocumentWorkers>, _ place: Int, _ number: Int) -> PageResult?
    {
        let result = PageResult(
            page: pages[place], place: place, result: .failed(.strangeAnswer), attempts: outcome.attempts,
            duration: outcome.duration)
        let piece: Result<RenderedPiece, PageFailure> =
            switch outcome.result {
            case .success(.piece(let piece)):
                piece.encoded.file == fileName.name(page: result.page, place: place, piece: number)
                    && isThere(piece.encoded)
                    && piece.fax.map {
                        $0.file == fileName.faxName(page: result.page, place: place, piece: number) && isThere($0)
                    } ?? true ? .success(piece) : .failure(.wrongFile)
            case .success: .failure(.strangeAnswer)
            case .failure(let failure): .failure(PageFailure(failure))
            }
        var step = split.take(piece, number: number, of: result)
        if case .wait = step, split.hasFailed(place) {
            let withdrawn = feed.removeUrgent { task in
                if case .piece(_, place, _, _) = task { true } else { false }
            }
            step = split.withdraw(withdrawn, at: place)
        }
        return follow(step)
    }

    private mutating func takeJoined(_ outcome: TaskOutcome<DocumentWorkers>, _ place: Int) -> PageResult? {
        let result = PageResult(
            page: pages[place], place: place, result: .failed(.strangeAnswer), attempts: outcome.attempts,
            duration: outcome.duration)
        let page: Result<JoinedPage, PageFailure> =
            switch outcome.result {
            case .success(.joined(let page)):
                page.encoded.file == fileName.name(page: result.page, place: place, codec: .ccitt)
                    && isThere(page.encoded) ? .success(page) : .failure(.wrongFile)
            case .success: .failure(.strangeAnswer)
            case .failure(let failure): .failure(PageFailure(failure))
            }
        return follow(split.takeJoined(page, of: result))
    }

    private mutating func follow(_ step: SplitPages.Step) -> PageResult? {
        switch step {
        case .wait: return nil
        case .render(let tasks, let spare):
            // At once, because a piece may be stored under the same name again.
            for file in spare { spool.removeFile(file) }
            feed.appendUrgent(tasks)
            return nil
        case .join(let task):
            feed.appendUrgent([task])
            return nil
        case .done(let result, let spare):
            if case .failed = result.result {
                for file in spare { spool.removeFile(file) }
            } else if !keepsFiles {
                placed += spare
            }
            return result
        }
    }

    private func isThere(_ piece: EncodedPiece) -> Bool { isThere(piece.file, piece.byteCount) }

    private func isThere(_ piece: FaxPiece) -> Bool { isThere(piece.file, piece.byteCount) }

    /// Believes a worker only what the file system says too: it may have lost its mind over the page.
    private func isThere(_ file: String, _ byteCount: Int) -> Bool {
        var status = stat()
        return fstatat(spool.rawValue, file, &status, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_mode & S_IFMT == S_IFREG && Int(status.st_size) == byteCount
    }
}

extension PageFailure {
    fileprivate static let strangeAnswer = PageFailure(reason: "a worker answered another question")
    fileprivate static let wrongFile = PageFailure(reason: "the worker's page file is not what it said it was")
}
