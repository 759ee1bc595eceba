public import RasterOutput

/// What a worker needs to know once.
public struct RenderSetup: Codable, Sendable {
    public var input: String
    public var password: String?
    public var options: RasterOptions
    /// The directory for page files; nil where no page will be rendered.
    public var spoolDirectory: String?
    /// What the names of its page files begin with.
    public var filePrefix = ""
}

/// What a worker is asked to do.
///
/// Pages count from zero.
public enum RenderTask: Codable, Sendable, Equatable {
    /// Open the document and count its pages.
    case inspect
    /// Open the document, and read its page if it has only one, whose pieces may be wanted next; answered like ``inspect``.
    case prepare
    /// Find the size of a page's sheet.
    case measure(page: Int)
    /// Estimate what pages cost, without interpreting them.
    case weigh(pages: [Int])
    /// Render a page into a file of the spool directory; `place` is its place in the output and names the file.
    case render(page: Int, place: Int)
    /// Render some rows of a page that is too large to be one piece.
    case piece(page: Int, place: Int, number: Int, storage: ImageStorage)
    /// Make one file of a page's pieces, coded by CCITT, whose rows have so many pixels.
    ///
    /// The files of the pieces stay, for the reason that those of placements do.
    case join(page: Int, place: Int, width: Int, rows: Int, pieces: [FaxPiece])
    /// Copy page files to their places in the output, and remove others, which are in theirs.
    ///
    /// The files copied stay: if the worker dies before it has answered, they are copied again.
    case place([Placement], output: String, remove: [String])
}

/// What comes of it.
public enum RenderOutput: Sendable {
    case document(DocumentSummary)
    case sheet(PDFPageSize)
    /// A cost for each page, in milliseconds, more or less.
    case costs([Double])
    case page(RenderedPage)
    /// The page is too large to be rendered by one task.
    case split(SplitPage)
    case piece(RenderedPiece)
    case joined(JoinedPage)
    case placed
}

/// What is known of a document as a whole.
public struct DocumentSummary: Codable, Sendable {
    public var pageCount: Int
    /// What the engine said while it opened the document.
    public var warnings: [String]
    /// What stands in for fonts that it does not embed; nil for the engine's own alone.
    public var fonts: SubstituteFonts?
}

/// A page that lies rendered in the spool directory.
public struct RenderedPage: Sendable {
    public var sheet: PDFPageSize
    /// Pixels per inch of the sheet.
    public var dpi: Double
    public var image: EncodedImage
    /// What could not be drawn, or had to be replaced; empty for a good page.
    public var warnings: [String]
    /// The worker's own time for the page.
    public var milliseconds: Double
    /// The most memory the worker has had resident so far, in bytes.
    public var peakMemory: Int
}

/// A page that has to be rendered in pieces.
public struct SplitPage: Codable, Sendable {
    public var sheet: PDFPageSize
    /// Pixels per inch of the sheet.
    public var dpi: Double
    /// Pixels.
    public var width, height: Int
    public var pieces: Int
    /// How the pieces are to be stored, as far as strips of the page tell.
    public var storage: ImageStorage
    public var warnings: [String]
    public var milliseconds: Double
    public var peakMemory: Int
}

/// Some rows of a page that lie rendered in the spool directory.
public struct RenderedPiece: Codable, Sendable {
    /// How they are stored.
    public var storage: ImageStorage
    /// What their pixels are, which decides how the page is stored.
    public var survey: PixelSurvey
    public var encoded: EncodedPiece
    /// The same rows in a file of their own, if the page may be stored by CCITT.
    public var fax: FaxPiece?
    public var warnings: [String]
    public var milliseconds: Double
    public var peakMemory: Int
}

/// A page whose pieces have been made one file.
public struct JoinedPage: Codable, Sendable {
    public var encoded: EncodedPiece
    public var milliseconds: Double
    public var peakMemory: Int
}

/// How a worker fails in ways it can tell.
public struct RenderFailure: Error, Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
        case inputUnreadable, notAPDF, passwordNeeded, passwordWrong
        /// The page has no size that could be drawn, or cannot be read at all.
        case pageRefused
        /// The page is larger than a limit allows, or memory ran out over it.
        case limit
        /// A page file could not be written.
        case outputUnwritable
        /// The output's profile cannot be used.
        case profileUnusable
        /// The directory of fonts cannot be read, or has none.
        case fontsUnusable
    }

    public var kind: Kind
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
