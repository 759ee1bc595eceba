public import SystemPackage

/// Writes a TIFF of several pages, each one strip.
///
/// All directories stand behind the last page, so what is held in memory is one for each page.
public final class TIFFWriter: DocumentWriter {
    private struct Page {
        var image: EncodedImage
        var offset: UInt64
        var resolution: Double
    }

    private let name: String
    private let software: String
    private let halvesChroma: Bool
    private var stream: DocumentStream
    private var pages: [Page] = []
    private var profile: TIFFDirectory.Profile?

    /// Starts a document.
    ///
    /// - Parameters:
    ///   - file: Open for writing at its start; the caller closes it after ``finish()``, and leaves its position alone.
    ///   - name: What messages call the file.
    ///   - software: The program and its version.
    ///   - quality: That with which images were stored as JPEG.
    ///   - profile: What the colours of all pages are; nil to say nothing.
    public init(file: FileDescriptor, name: String, software: String, quality: Int, profile: OutputProfile? = nil) {
        (self.name, self.software) = (name, software)
        halvesChroma = EncodingOptions(quality: quality).halvesChroma
        stream = DocumentStream(file: file, name: name)
        // What it says is known at the end.
        stream.append(Array(repeating: 0, count: TIFFDirectory.Layout.headerSize))
        if let bytes = profile?.bytes {
            self.profile = .place(stream.position, byteCount: bytes.count)
            stream.append(bytes + (bytes.count % 2 == 0 ? [] : [0]))
        }
    }

    public var byteCount: Int { Int(stream.position) }

    public func appendPage(
        _ size: PDFPageSize, image: EncodedImage, resolution: Double
    ) throws(OutputError) -> [Placement] {
        // Where the file's data is, is all that the directory needs of the pieces.
        var page = Page(image: image, offset: stream.position, resolution: resolution)
        let placements = stream.leaveRoom(for: image.pieces)
        stream.append(image.trailer)
        if stream.position % 2 == 1 { stream.append([0]) }
        page.image.pieces = page.image.pieces.map { piece in
            var piece = piece
            piece.file = ""
            return piece
        }
        pages.append(page)
        try stream.flushIfLarge()
        return placements
    }

    public func appendPlaceholder(_ size: PDFPageSize, lines: [String]) throws(OutputError) {
        throw OutputError(.unsupported, "\(name): a TIFF has no text for a page that failed; use --on-error skip")
    }

    public func finish() throws(OutputError) {
        // More than any directory takes, so that the layout does not depend on what it decides.
        let directories = UInt64(pages.count) * 4096
        let layout: TIFFDirectory.Layout = stream.position + directories > UInt64(UInt32.max) ? .big : .classic
        let first = stream.position
        for (index, page) in pages.enumerated() {
            let directory = TIFFDirectory(
                page.image, halvesChroma: halvesChroma, dataOffset: page.offset, resolution: page.resolution,
                page: (index, pages.count), software: software, profile: profile)
            let offset = stream.position
            let isLast = index == pages.count - 1
            stream.append(directory.bytes(at: offset, layout) { isLast ? 0 : offset + UInt64($0) })
            try stream.flushIfLarge()
        }
        try stream.flush()
        try stream.write(layout.header(firstDirectory: first), at: 0)
    }
}
