/// The kinds of files that pages become.
public enum OutputFormat: String, Codable, Sendable, CaseIterable {
    /// A document of page images.
    case pdf
    /// A document of pages, or a file for each page.
    case tiff
    case png
    case jpeg
    /// PBM, PGM or PPM, whichever holds a page.
    case pnm

    /// What a file name of the format ends with, without the dot.
    public var fileExtension: String {
        switch self {
        case .pdf, .png, .pnm: rawValue
        case .tiff: "tif"
        case .jpeg: "jpg"
        }
    }

    /// The format that a file name's extension stands for, in whatever case.
    public init?(fileExtension: some StringProtocol) {
        switch fileExtension.lowercased() {
        case "pdf": self = .pdf
        case "tif", "tiff": self = .tiff
        case "png": self = .png
        case "jpg", "jpeg", "jpe": self = .jpeg
        case "pnm", "ppm", "pgm", "pbm": self = .pnm
        default: return nil
        }
    }

    /// Whether one file can hold many pages.
    public var isDocument: Bool { self == .pdf || self == .tiff }
}
