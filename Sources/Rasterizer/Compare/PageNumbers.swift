internal import PageLayout

/// The numbers that the pages of a side go by.
///
/// Those of a PDF, or of the images in a file, are counted from 1. Files in a directory have the numbers that their names end
/// in, if each has one of its own from 1 on: a directory may hold some pages of a document. Other files are counted too.
struct PageNumbers {
    /// Larger ones are dates and the like.
    private static let limit = 1_000_000

    /// How many pages there are.
    let count: Int
    private let named: [Int]?

    /// - Parameter count: The pages that the source was found to have.
    init(_ source: CompareSource, count: Int) {
        self.count = count
        var named: [Int] = []
        if source.isDirectory, case .images(let paths) = source.contents {
            named = paths.compactMap(NumberedName.number).filter((1...Self.limit).contains)
        }
        self.named = count > 0 && named.count == count && Set(named).count == count ? named : nil
    }

    /// Whether they are taken from files' names.
    var areNamed: Bool { named != nil }

    /// The largest.
    var last: Int { named?.max() ?? count }

    /// The number of a page.
    ///
    /// - Parameter page: From zero.
    subscript(page: Int) -> Int { named?[page] ?? page + 1 }

    /// The pages, from zero, whose numbers are selected; numbers that no file has are passed over.
    ///
    /// - Throws: A ``JobError`` if there is none, or a number is larger than all there are.
    func pages(in selection: PageSelection, of input: String) throws(JobError) -> [Int] {
        let selected = try selection.selected(of: last, input: input)
        guard let named else { return selected }
        let pages = Dictionary(uniqueKeysWithValues: zip(named, named.indices))
        let found = selected.compactMap { pages[$0 + 1] }
        guard !found.isEmpty else {
            throw JobError(.usage, "\(input): no file in it has a number that \"\(selection.text)\" selects.")
        }
        return found
    }
}
