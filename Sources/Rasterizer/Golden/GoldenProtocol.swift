public import Comparison

/// What a worker that checks goldens needs to know once.
public struct GoldenSetup: Codable, Sendable {
    /// A case as its tasks need it.
    public struct Case: Codable, Sendable {
        public var path: String
        public var password: String?
        public var settings: CompareSettings
    }

    public var cases: [Case]
    public var update: GoldenUpdate
    /// Where pictures and new goldens go.
    public var spoolDirectory: String
    /// The directory of fonts that stand in for those that PDFs do not embed; nil for the engine's own alone.
    public var fontDirectory: String?
    /// Whether pictures are made of pages that differ.
    public var pictures: PictureKinds
}

/// What a worker is asked to do.
public enum GoldenTask: Codable, Sendable, Equatable {
    /// Say which fonts stand in for those that PDFs do not embed.
    case fonts
    /// Open a case's PDF and count its pages.
    case open(Int)
    /// Draw pages, and find their checksums.
    case checksum(Int, page: Int)
    /// Find the signature of a page, by which pages that differ little are known.
    case sign(Int, page: Int)
    /// Find the signature of a golden's PNG file.
    case signGolden(Int, file: String)
    /// Hold a page against its golden, and write another one if that is wanted.
    case check(GoldenCheck)
}

/// A page to be held against its golden.
public struct GoldenCheck: Codable, Sendable, Equatable {
    /// The case's place among the setup's.
    public var index: Int
    /// From zero.
    public var page: Int
    /// Names the files that are made.
    public var place: Int
    /// The golden's; nil if there is none.
    public var checksum: String?
    /// The golden's PNG file; nil if there is none.
    public var file: String?
    /// Of that file's bytes; nil if none was taken.
    public var fileChecksum: String?
    public var storage: GoldenCase.Storage

    /// Whether there should be a PNG file, and there is none.
    var isLost: Bool { checksum != nil && file == nil && storage == .png }
}

/// What comes of it.
public enum GoldenOutput: Codable, Sendable {
    case fonts(GoldenFonts)
    case opened(DocumentSummary)
    case checksum(String)
    case signature(PageSignature)
    case checked(CheckedPage)
}

/// What stands in for fonts that PDFs do not embed.
public struct GoldenFonts: Codable, Sendable, Equatable {
    /// nil for the engine's own alone.
    public var directory: SubstituteFonts?
    /// What the manifest says of them.
    public var fingerprint = "built-in"
}

/// What came of a page that was held against its golden.
public struct CheckedPage: Codable, Sendable {
    /// How the golden, on the left, and the page differ.
    public var page: ComparedPage
    /// The page's checksum.
    public var checksum: String
    /// Whether that is the golden's.
    public var isSame = false
    /// Whether the page is to become its golden.
    public var isNew = false
    /// The name of a PNG file in the spool directory that is to become the page's golden.
    public var recorded: String?
    /// Of that file's bytes; where there is none, of the golden's file, if it has been looked at anew.
    public var fileChecksum: String?
}
