public import Comparison

/// How two documents differ: the contents of `compare --json`, in its keys.
public struct CompareReport: Codable, Sendable {
    /// One of the two.
    public struct Side: Codable, Sendable {
        public enum Kind: String, Codable, Sendable {
            case pdf
            /// An image file, or a directory of them, each a page.
            case images
            /// Reference renderings of a PDF's pages.
            case goldens
        }

        public var path: String
        public var kind: Kind
        public var pages: Int
        /// About the document as a whole.
        public var warnings: [String]
    }

    public var left: Side
    public var right: Side
    /// Pixels per inch at which PDFs were drawn; absent where each page has its own, and for images alone.
    public var dpi: Double?
    public var rule: ComparisonRule
    /// The masks as they were written.
    public var masks: [String]
    /// In the order in which a reader comes to them; a page of either side is in just one.
    public var pages: [ComparedPage]
    /// What made the pixels.
    public var versions: [String]
    public var seconds: Double
    /// What stood in for fonts that are not embedded; absent for the engine's own alone.
    public var fonts: SubstituteFonts?

    public var isSame: Bool { pages.allSatisfy(\.status.passes) }

    /// The same for readers to whom no pictures are left.
    public var withoutPictures: CompareReport {
        var report = self
        for index in report.pages.indices {
            (report.pages[index].pictures, report.pages[index].reducedPictures) = (nil, nil)
        }
        return report
    }
}

/// A page of one side and the one of the other that answers to it, or one that none answers to.
public struct ComparedPage: Codable, Sendable {
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Not a pixel differs.
        case same
        /// Some do, but within what the rule allows, or in masks.
        case tolerated
        case different
        /// The pages have different sizes in pixels, so that no pixel answers to another.
        case size
        /// Only the left side has such a page: it was removed.
        case removed
        /// Only the right side has such a page: it was inserted.
        case inserted
        /// It could not be compared.
        case failed

        public var passes: Bool { self == .same || self == .tolerated }
    }

    /// How it is known that pages are the same.
    public enum Proof: String, Codable, Sendable {
        /// They are made of the same objects, so they were not drawn.
        case objects
        case pixels
    }

    /// A page as it was drawn.
    public struct Sheet: Codable, Sendable, Equatable {
        /// Pixels.
        public var width, height: Int
        /// Pixels per inch.
        public var dpi: Double
        public var warnings: [String]

        public init(width: Int, height: Int, dpi: Double, warnings: [String]) {
            (self.width, self.height, self.dpi, self.warnings) = (width, height, dpi, warnings)
        }
    }

    /// Names of files with the pages as they were drawn, and how they differ, in a directory of the job's.
    public struct Pictures: Codable, Sendable, Equatable {
        public var left, right, difference: String?
        /// So many pixels of a page, across and down, are one of its picture.
        public var reduction: Int

        public init(left: String? = nil, right: String? = nil, difference: String? = nil, reduction: Int = 1) {
            (self.left, self.right, self.difference) = (left, right, difference)
            self.reduction = reduction
        }
    }

    /// The page's number on each side, from 1, or that which its file's name ends in; nil where the side has no such page.
    public var left, right: Int?
    /// The file of a side that is a directory of images, by its name in there.
    public var leftName, rightName: String?
    public var status: Status
    public var proof: Proof?
    /// Absent for pages that were not drawn.
    public var leftSheet, rightSheet: Sheet?
    /// Absent where pixels were not compared.
    public var difference: PixelDifference?
    /// Words that were taken out or put in, in the order of the text; empty where either side is no PDF.
    public var words: [WordChange]
    public var error: String?
    /// Whether it does not pass, but its golden was written, or removed, so that it will; absent otherwise.
    public var accepted: Bool?
    public var milliseconds: Double
    /// Of the page's own size.
    public var pictures: Pictures?
    /// The same in the size in which they can be shown; nil where they need not be made smaller for that.
    public var reducedPictures: Pictures?

    public init(left: Int?, right: Int?, status: Status) {
        (self.left, self.right, self.status) = (left, right, status)
        (words, milliseconds) = ([], 0)
    }
}
