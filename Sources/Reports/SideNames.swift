internal import Rasterizer

/// What the two sides of a comparison are called.
struct SideNames {
    /// Above their pictures.
    let left, right: String
    /// Behind a size.
    let leftPlace, rightPlace: String
    /// Why a page that only one side has does not pass.
    let removed, inserted: String
    /// The same in a word.
    let removedWord, insertedWord: String

    init(_ report: CompareReport) {
        if report.left.kind == .goldens {
            (left, right) = ("Golden", "PDF")
            (leftPlace, rightPlace) = ("in the golden", "in the PDF")
            (removed, inserted) = ("gone: it has a golden, but the PDF has no such page", "new: it has no golden")
            (removedWord, insertedWord) = ("gone", "new")
        } else {
            (left, right) = ("Left", "Right")
            (leftPlace, rightPlace) = ("left", "right")
            (removed, inserted) = ("removed: only the left side has it", "inserted: only the right side has it")
            (removedWord, insertedWord) = ("removed", "inserted")
        }
    }
}
