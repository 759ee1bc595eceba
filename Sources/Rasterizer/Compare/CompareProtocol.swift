public import Comparison
public import PageLayout

/// What a worker that compares pages needs to know once.
public struct CompareSetup: Codable, Sendable {
    public var sources: [CompareSource]
    /// How pages are drawn and compared; tasks name one by its place.
    public var settings: [CompareSettings]
    /// The directory for pictures; nil where none will be made.
    public var spoolDirectory: String?
    /// The directory of fonts that stand in for those that PDFs do not embed; nil for the engine's own alone.
    public var fontDirectory: String?
}

/// How pages are drawn and compared.
public struct CompareSettings: Codable, Sendable, Equatable {
    /// How pages of PDFs are drawn.
    ///
    /// The colours are those that the two pages have.
    public var layout = LayoutOptions(dpi: 150)
    public var rule = ComparisonRule()
    public var masks: [PageMask] = []

    public init() {}

    /// Checks what no page needs to be known for.
    func validate() throws(JobError) {
        do {
            try layout.validate()
            try rule.validate()
        } catch {
            throw JobError(.usage, error.message)
        }
    }

    /// What decides how a page is drawn, in words that do not change.
    var fingerprint: String {
        func plain(_ dpi: Double) -> String { Int(exactly: dpi).map(String.init) ?? "\(dpi)" }
        let size =
            switch layout.resolution {
            case .dpi(let dpi): "\(plain(dpi)) dpi"
            case .ofImages(let lowest, let highest): "the images' \(plain(lowest)) to \(plain(highest)) dpi"
            case .width(let width): "\(width) pixels across"
            case .height(let height): "\(height) pixels down"
            case .exactly(let width, let height): "\(width) x \(height) pixels"
            case .within(let width, let height): "\(width) x \(height) pixels at most"
            }
        return "\(size), \(layout.box.rawValue) box"
    }

    /// The masks of a page, in its pixels.
    ///
    /// - Parameters:
    ///   - page: The page of the left side, from zero.
    ///   - count: The pages of that side.
    func masks(page: Int, of count: Int, width: Int, height: Int, dpi: Double) throws(RenderFailure) -> [MaskArea] {
        do throws(LayoutError) {
            var applied: [PageMask] = []
            for mask in masks where try mask.applies(toPage: page, of: count) { applied.append(mask) }
            let areas = applied.compactMap { $0.resolve(width: width, height: height, dpi: dpi) }
            // Then nothing would be compared, or, as if there were no such area, everything.
            if applied.contains(where: { $0.kind == .include }), !areas.contains(where: { $0.kind == .include }) {
                throw LayoutError(
                    kind: .invalidMask, message: "none of the areas to which the comparison is limited lies on the page"
                )
            }
            return areas
        } catch {
            throw RenderFailure(.pageRefused, error.message)
        }
    }
}

/// A page of one of the sources.
public struct PageReference: Codable, Sendable, Equatable {
    /// The source's place among the setup's, from zero.
    public var source: Int
    /// From zero.
    public var page: Int

    public init(source: Int, page: Int) {
        (self.source, self.page) = (source, page)
    }
}

/// Which pictures are made of pages that differ.
public struct PictureKinds: OptionSet, Codable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Both pages and their difference, as PNG files.
    public static let files = PictureKinds(rawValue: 1)
    /// Both pages side by side with frames around what differs, as an image for a PDF.
    public static let framed = PictureKinds(rawValue: 2)
    /// What ``files`` has, made smaller if they are too large for a browser to show them.
    public static let shown = PictureKinds(rawValue: 4)
}

/// What a worker is asked to do.
public enum CompareTask: Codable, Sendable, Equatable {
    /// Open a source and count its pages.
    case open(source: Int)
    /// Find the digests of what pages are made of.
    case digest(source: Int, pages: [Int])
    /// Find a page's signature, by which pages that differ little are known.
    case sign(PageReference, settings: Int)
    /// Compare two pages; `place` is their place in the report and names the files of their pictures.
    case compare(PageReference, PageReference, settings: Int, place: Int, pictures: PictureKinds)
    /// Draw a page that no other answers to.
    case draw(PageReference, side: CompareSide, settings: Int, place: Int, pictures: PictureKinds)
}

/// One of the two sides of a comparison.
public enum CompareSide: String, Codable, Sendable {
    case left, right
}

/// What comes of it.
public enum CompareOutput: Codable, Sendable {
    case opened(DocumentSummary)
    /// One a page: nil where equal objects would prove nothing.
    case digests([[UInt8]?])
    case signature(PageSignature)
    case compared(ComparedPage, FramedSheet?)
}
