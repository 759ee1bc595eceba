/// What is to be done with the goldens of a case whose pages have been held against them.
struct GoldenPlan {
    /// A file that gets another name, or a golden's.
    struct Move: Equatable {
        /// In the spool directory where it is new, otherwise among the goldens.
        var from: String
        var isNew: Bool
        /// Among the goldens.
        var to: String
    }

    /// Whether goldens are brought up to date, and not only added: then what is listed no more is removed.
    let replaces: Bool
    private(set) var manifest: GoldenManifest
    private(set) var moves: [Move] = []
    /// Goldens that are new.
    private(set) var written = 0
    /// Goldens whose pages are gone, and which go with them.
    private(set) var gone = 0
    /// The places of the pages whose goldens will be such that they pass.
    private(set) var accepted = Set<Int>()

    /// Makes the plan; nil where goldens would have to move that are only to be added to.
    init?(
        _ pages: [GoldenRun.Checked], over old: GoldenManifest?, _ fingerprint: GoldenManifest.Fingerprint,
        _ update: GoldenUpdate, _ storage: GoldenCase.Storage
    ) {
        replaces = update != .missing
        manifest = GoldenManifest(fingerprint: fingerprint, pages: [])
        guard replaces || Self.isInPlace(pages) else { return nil }
        for (place, page) in pages.enumerated() {
            if let number = page.page.right {
                if page.isNew {
                    add(page, number, place, storage)
                } else if let golden = page.golden {
                    keep(golden, page, number, storage)
                    // As long as a golden stands that may look otherwise now, what drew it must stay known.
                    if !page.isSame, let old { manifest.fingerprint = old.fingerprint }
                }
            } else if replaces {
                gone += 1
                accepted.insert(place)
            } else if let golden = page.golden {
                manifest.pages.append(golden)
                if let old { manifest.fingerprint = old.fingerprint }
            }
        }
        manifest.pages.sort { $0.page < $1.page }
    }

    /// Whether goldens can be added without one having to move: no page's number is that of another's golden.
    private static func isInPlace(_ pages: [GoldenRun.Checked]) -> Bool {
        let numbers = Set(pages.compactMap(\.page.right))
        return pages.allSatisfy { page in
            guard let golden = page.golden?.page else { return true }
            return page.page.right.map { $0 == golden } ?? !numbers.contains(golden)
        }
    }

    /// A page becomes its golden.
    private mutating func add(_ page: GoldenRun.Checked, _ number: Int, _ place: Int, _ storage: GoldenCase.Storage) {
        guard let checksum = page.checksum, let sheet = page.page.rightSheet else { return }
        let file = storage == .png && page.recorded != nil ? GoldenManifest.fileName(ofPage: number) : nil
        manifest.pages.append(
            GoldenManifest.Page(
                page: number, width: sheet.width, height: sheet.height, checksum: checksum, file: file,
                fileChecksum: file.flatMap { _ in page.fileChecksum }))
        if let file, let made = page.recorded { moves.append(Move(from: made, isNew: true, to: file)) }
        written += 1
        if !page.page.status.passes { accepted.insert(place) }
    }

    /// A golden stays, whose page is the same, differs so little that it passes, or is not to replace it.
    private mutating func keep(
        _ golden: GoldenManifest.Page, _ page: GoldenRun.Checked, _ number: Int, _ storage: GoldenCase.Storage
    ) {
        var entry = golden
        if replaces {
            entry.page = number
            switch storage {
            case .png:
                if golden.file != nil { entry.file = GoldenManifest.fileName(ofPage: number) }
                entry.fileChecksum = entry.fileChecksum ?? page.fileChecksum
            case .checksums: (entry.file, entry.fileChecksum) = (nil, nil)
            }
        }
        if let old = golden.file, let file = entry.file, old != file {
            moves.append(Move(from: old, isNew: false, to: file))
        }
        manifest.pages.append(entry)
    }
}
