public import RasterOutput

/// What a worker needs to know once.
public struct RenderSetup: Codable, Sendable {
    public var input: String
    public var password: String?
    public var options: RasterOptions
    /// The directory for page files; nil where no page will be rendered.
    public var spoolDirectory: String?
}

/// What a worker is asked to do.
///
/// Pages count from zero.
public enum RenderTask: Codable, Sendable, Equatable {
    /// Open the document and count its pages.
    case inspect
    /// Find the size of a page's sheet.
    case measure(page: Int)
    /// Render a page into a file of the spool directory; `place` is its place in the output and names the file.
    case render(page: Int, place: Int)
}

/// What comes of it.
public enum RenderOutput: Codable, Sendable {
    case document(DocumentSummary)
    case sheet(PDFPageSize)
    case page(RenderedPage)
}

/// What is known of a document as a whole.
public struct DocumentSummary: Codable, Sendable {
    public var pageCount: Int
    /// What the engine said while it opened the document.
    public var warnings: [String]
}

/// A page that lies rendered in the spool directory.
public struct RenderedPage: Codable, Sendable {
    public var sheet: PDFPageSize
    public var image: EncodedImage
    /// What could not be drawn, or had to be replaced; empty for a good page.
    public var warnings: [String]
    /// The worker's own time for the page.
    public var milliseconds: Double
    /// The most memory the worker has had resident so far, in bytes.
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
    }

    public var kind: Kind
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
