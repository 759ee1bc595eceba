/// Pages of a document by number, in the page range syntax of qpdf 11.7 and later.
///
/// Terms are separated by commas: a page (8), z for the last one, rN for the Nth from the end, or two of them with a
/// hyphen for a range that runs up or down. An x before a term takes its pages out of the nearest term before that is
/// not an exclusion. A final :odd or :even keeps the first, third, ... or the second, fourth, ... of what was selected.
public struct PageSelection: Sendable, Equatable {
    /// The selection as it was written.
    public let text: String

    let groups: [Group]
    let parity: Parity?

    /// Every page once, in order.
    public static let all = PageSelection(
        text: "1-z",
        groups: [Group(text: "1-z", isExclusion: false, first: .fromStart(1), last: .fromEnd(1))],
        parity: nil
    )

    init(text: String, groups: [Group], parity: Parity?) {
        self.text = text
        self.groups = groups
        self.parity = parity
    }

    /// Returns the selected pages of a document, counted from 0, in the order asked for and with repeats.
    ///
    /// - Parameter count: The document's number of pages.
    /// - Returns: Page indices from 0, at least one.
    /// - Throws: `LayoutError` of kind `pageOutOfRange` or `emptySelection`.
    public func pages(of count: Int) throws(LayoutError) -> [Int] {
        var selected: [Int] = []
        var latest: [Int] = []
        for group in groups {
            let pages = try group.pages(of: count)
            if group.isExclusion {
                let excluded = Set(pages)
                latest.removeAll { excluded.contains($0) }
            } else {
                selected += latest
                latest = pages
            }
        }
        selected += latest
        if let parity {
            selected = stride(from: parity.start, to: selected.count, by: 2).map { selected[$0] }
        }
        guard !selected.isEmpty else {
            throw LayoutError(
                kind: .emptySelection,
                message: "The page selection \"\(text)\" selects none of the document's \(PageSelection.pages(count)). "
                    + "Select at least one page."
            )
        }
        return selected
    }

    static func pages(_ count: Int) -> String { count == 1 ? "1 page" : "\(count) pages" }
}

extension PageSelection {
    /// One end of a term, as a position from 1.
    enum Position: Sendable, Equatable {
        case fromStart(Int)
        case fromEnd(Int)

        /// Returns the page from 0, or nil if the document is too short.
        func page(of count: Int) -> Int? {
            // Parsing lets no number below 1 in, so that only the upper end is left to check.
            switch self {
            case .fromStart(let number): number <= count ? number - 1 : nil
            case .fromEnd(let number): number <= count ? count - number : nil
            }
        }
    }

    /// What :odd and :even keep.
    enum Parity: String, Sendable, Equatable, CaseIterable {
        case odd
        case even

        /// The first index kept.
        var start: Int { self == .odd ? 0 : 1 }
    }

    /// One term between commas.
    struct Group: Sendable, Equatable {
        var text: String
        var isExclusion: Bool
        var first: Position
        var last: Position

        func pages(of count: Int) throws(LayoutError) -> [Int] {
            guard let first = first.page(of: count), let last = last.page(of: count) else {
                let reason = count > 0 ? "has \(PageSelection.pages(count))" : "has no pages"
                let remedy = count > 0 ? " Choose from 1 to \(count); z is the last page." : ""
                throw LayoutError(
                    kind: .pageOutOfRange,
                    message: "\"\(text)\" is out of range: the document \(reason).\(remedy)"
                )
            }
            return first <= last ? Array(first...last) : Array((last...first).reversed())
        }
    }
}
