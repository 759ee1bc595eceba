/// The box of a page that becomes its visible area (PDF 32000-1, 14.11.2).
public enum PageBox: String, CaseIterable, Codable, Sendable {
    /// What viewers show and print.
    case crop

    /// The whole medium, with everything that is cut off later.
    case media

    /// The finished page after trimming.
    case trim

    /// The area to print so that trimming leaves no white edge.
    case bleed

    /// The page's meaningful content, as its maker saw it.
    case art

    /// The box's key in a page dictionary.
    public var key: String {
        switch self {
        case .crop: "CropBox"
        case .media: "MediaBox"
        case .trim: "TrimBox"
        case .bleed: "BleedBox"
        case .art: "ArtBox"
        }
    }
}
