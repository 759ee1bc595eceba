internal import CMuPDF

/// The fonts of a directory, to stand in for those that documents name and do not embed.
///
/// TrueType, OpenType and Type 1 files are found by the endings of their names, in the directory and up to three levels
/// below, and taken in the order of their paths; hidden ones are left out. All are mapped at the start, so that nothing is
/// opened later.
///
/// A font is found by its PostScript name, its full name, or its family and style, whatever the case, spaces, hyphens,
/// commas and subset tags; the first one counts. For Chinese, Japanese and Korean characters without such a font, the first
/// that says it is for them is taken; for scripts that the engine has no font for, the first that has their characters.
///
/// It does not change, and documents of several threads may share it.
public final class FontDirectory: @unchecked Sendable {
    // Unchecked: what the pointer leads to is not written to after the initializer.
    let handle: OpaquePointer

    /// Finds and maps the fonts.
    ///
    /// - Throws: A ``PDFError`` with the code `noFonts` if the directory cannot be read or has no font that can be used, or
    ///   `outOfMemory`.
    public init(path: String) throws(PDFError) {
        var handle: OpaquePointer?
        var error = CMuPDFError()
        let status = cmupdf_fonts_open(path, &handle, &error)
        guard status == .OK, let handle else { throw PDFError(status, error, otherwise: .noFonts) }
        self.handle = handle
    }

    deinit {
        cmupdf_fonts_drop(handle)
    }

    /// The number of fonts; a collection has several.
    public var count: Int { cmupdf_fonts_count(handle) }

    /// Paths, from the directory on, of files that are no fonts in spite of their names, or cannot be read.
    public var unusableFiles: [String] {
        (0..<cmupdf_fonts_unusable_count(handle)).map { String(cString: cmupdf_fonts_unusable(handle, $0)) }
    }

    /// Digests what the directory holds: 32 bytes, a SHA-256 over the paths, from the directory on, and the contents of all
    /// its font files that can be read.
    ///
    /// Reads all of them; a gigabyte takes about two seconds.
    public func digest() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
            if let start = bytes.baseAddress { cmupdf_fonts_digest(handle, start) }
            count = 32
        }
    }
}
