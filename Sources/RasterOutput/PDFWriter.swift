public import SystemPackage

/// Writes a PDF of page images.
///
/// No dates, objects in page order, and a file identifier derived from the content. What it holds in memory is one offset
/// for each object written.
public final class PDFWriter: DocumentWriter {
    // Object numbers that are used before the objects are written.
    private static let catalog = 1
    private static let pageTree = 2
    private static let information = 3
    // A cross-reference entry has ten digits for an offset.
    private static let offsetLimit: UInt64 = 9_999_999_999

    private let name: String
    private let producer: String
    private var stream: DocumentStream
    private var offsets: [UInt64]
    private var pages: [Int] = []
    /// The document is of PDF 1.x.
    var minorVersion = 4
    /// Streams that several images may refer to, with their objects.
    var attachments: [StreamIdentity: Int] = [:]
    /// The profile that all images share, and its object.
    private let profile: OutputProfile?
    private var profileObject: Int?

    /// Starts a document.
    ///
    /// - Parameters:
    ///   - file: Open for writing at its start; the caller closes it after ``finish()``, and leaves its position alone.
    ///   - name: What messages call the file.
    ///   - producer: The program and its version, stored as Producer.
    ///   - profile: What the colours of all images are; nil for those of the device.
    public init(file: FileDescriptor, name: String, producer: String, profile: OutputProfile? = nil) {
        stream = DocumentStream(file: file, name: name)
        self.name = name
        self.producer = producer
        self.profile = profile
        offsets = Array(repeating: 0, count: 4)
        // The second line tells transfer programs that the file is binary (7.5.2).
        append("%PDF-1.4\n%")
        stream.append([0xE2, 0xE3, 0xCF, 0xD3, UInt8(ascii: "\n")])
        if let profile { profileObject = writeProfile(profile) }
    }

    /// The pages written so far.
    public var pageCount: Int { pages.count }

    /// The bytes written so far, those still held back included.
    public var byteCount: Int { Int(stream.position) }

    /// Adds a page that shows an encoded image.
    ///
    /// The image's first pixel lies at the page's top left corner, each pixel 72 / resolution points wide and high; what
    /// overhangs the page is cut by its MediaBox.
    ///
    public func appendPage(
        _ size: PDFPageSize, image: EncodedImage, resolution: Double
    ) throws(OutputError) -> [Placement] {
        if let passed = image.passed { return try appendPage(size, image: image, passed: passed) }
        let xObject = beginObject()
        append(
            "<</Type/XObject/Subtype/Image/Width \(image.width)/Height \(image.height)"
                + PDFImageEntries.entries(of: image, profile: profileObject) + "/Length \(image.byteCount)>>\nstream\n")
        let placements = stream.leaveRoom(for: image.pieces)
        stream.append(image.trailer)
        append("\nendstream\nendobj\n")

        let unit = size.userUnit
        let width = Double(image.width) * 72 / resolution / unit
        let height = Double(image.height) * 72 / resolution / unit
        let x = PDFSyntax.number(width), y = PDFSyntax.number(height)
        let bottom = PDFSyntax.number(size.height / unit - height)
        let contents = writeStream("\(x) 0 0 \(y) 0 \(bottom) cm/Im Do")
        try appendPageObject(size, contents: contents, resources: "/XObject<</Im \(xObject) 0 R>>")
        return placements
    }

    /// Adds a page that stands for one that could not be made: a frame and lines of text in Helvetica.
    public func appendPlaceholder(_ size: PDFPageSize, lines: [String]) throws(OutputError) {
        let contents = writeStream(Placeholder.contents(size, lines: lines))
        try appendPageObject(
            size, contents: contents,
            resources: "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>")
    }

    /// Writes what a reader needs to find the pages.
    ///
    /// The writer is of no use after it.
    public func finish() throws(OutputError) {
        let kids = pages.map { "\($0) 0 R" }.joined(separator: "\n")
        writeObject(Self.pageTree, "<</Type/Pages/Count \(pages.count)/Kids[\(kids)]>>")
        // The header is written before it is known.
        let version = minorVersion > 4 ? "/Version/1.\(minorVersion)" : ""
        writeObject(Self.catalog, "<</Type/Catalog/Pages \(Self.pageTree) 0 R\(version)>>")
        writeObject(Self.information, "<</Producer\(PDFSyntax.string(producer))>>")

        let start = stream.position
        guard start <= Self.offsetLimit else {
            throw OutputError(.unsupported, "\(name): a PDF of more than 10 GB; split the job with --pages")
        }
        let id = PDFSyntax.hexString(stream.checksum)
        append("xref\n0 \(offsets.count)\n0000000000 65535 f \n")
        for offset in offsets.dropFirst() { append(PDFSyntax.crossReference(offset: offset)) }
        append(
            "trailer\n<</Size \(offsets.count)/Root \(Self.catalog) 0 R/Info \(Self.information) 0 R/ID[\(id)\(id)]>>\n"
                + "startxref\n\(start)\n%%EOF\n")
        try stream.flush()
    }

    // MARK: - Objects

    func beginObject() -> Int {
        offsets.append(stream.position)
        append("\(offsets.count - 1) 0 obj\n")
        return offsets.count - 1
    }

    private func writeObject(_ number: Int, _ value: String) {
        offsets[number] = stream.position
        append("\(number) 0 obj\n\(value)\nendobj\n")
    }

    func writeStream(_ contents: String) -> Int {
        let number = beginObject()
        append("<</Length \(contents.utf8.count)>>\nstream\n\(contents)\nendstream\nendobj\n")
        return number
    }

    private func writeProfile(_ profile: OutputProfile) -> Int {
        if profile.needsPDF17 { minorVersion = max(minorVersion, 7) }
        let number = beginObject()
        let bytes = profile.compressed()
        append(
            "<</N \(profile.color.components)/Alternate\(PDFImageEntries.deviceSpace(profile.color))"
                + "/Filter/FlateDecode/Length \(bytes.count)>>\nstream\n")
        stream.append(bytes)
        append("\nendstream\nendobj\n")
        return number
    }

    func appendPageObject(
        _ size: PDFPageSize, contents: Int, resources: String
    ) throws(OutputError) {
        let unit = size.userUnit
        // UserUnit is of PDF 1.6.
        if unit != 1 { minorVersion = max(minorVersion, 6) }
        let page = beginObject()
        append(
            "<</Type/Page/Parent \(Self.pageTree) 0 R/MediaBox[0 0 \(PDFSyntax.number(size.width / unit)) "
                + "\(PDFSyntax.number(size.height / unit))]\(unit == 1 ? "" : "/UserUnit \(PDFSyntax.number(unit))")"
                + "/Resources<<\(resources)>>/Contents \(contents) 0 R>>\nendobj\n")
        pages.append(page)
        try stream.flushIfLarge()
    }

    func append(_ text: String) { stream.append(text) }

    func leaveRoom(for pieces: [EncodedPiece]) -> [Placement] { stream.leaveRoom(for: pieces) }
}
