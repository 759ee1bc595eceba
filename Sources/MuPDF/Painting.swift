internal import CMuPDF

/// What of the engine's painting is our own.
public enum Painting {
    /// Rises whenever a change to this program changes pixels, so that reference renderings can tell.
    public static let version = 1

    /// All that makes the pixels, with versions: the engine, what makes glyphs of fonts, and our own painters.
    public static var engine: String {
        var freetype: [Int32] = [0, 0, 0]
        cmupdf_freetype_version(&freetype)
        let number = freetype.map(String.init).joined(separator: ".")
        return "MuPDF \(Document.engineVersion), FreeType \(number), painters \(version)"
    }
}
