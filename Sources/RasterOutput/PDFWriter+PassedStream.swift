/// What decides whether two streams are one.
struct StreamIdentity: Hashable {
    private let checksum: [UInt64]
    private let byteCount: Int
    private let entries: String

    init(_ attachment: PassedStream.Attachment) {
        (checksum, byteCount, entries) = (attachment.checksum, attachment.byteCount, attachment.entries)
    }
}

extension PDFWriter {
    /// Adds a page that shows an image whose data is passed through.
    func appendPage(
        _ size: PDFPageSize, image: EncodedImage, passed: PassedStream
    ) throws(OutputError) -> [Placement] {
        var placements: [Placement] = []
        var entries = passed.entries
        for attachment in passed.attachments {
            let object = appendAttachment(attachment, &placements)
            entries = entries.split(separator: attachment.mark, omittingEmptySubsequences: false)
                .joined(separator: "\(object) 0 R")
        }
        let xObject = beginObject()
        append(
            "<</Type/XObject/Subtype/Image/Width \(image.width)/Height \(image.height)\(entries)"
                + "/Filter/\(passed.codec.filter)/Length \(image.byteCount)>>\nstream\n")
        placements += leaveRoom(for: image.pieces)
        append("\nendstream\nendobj\n")
        minorVersion = max(minorVersion, passed.codec.version)

        let unit = size.userUnit, placing = passed.placing
        let numbers = [placing.a, placing.b, placing.c, placing.d, placing.e, placing.f]
        let matrix = numbers.map { PDFSyntax.number($0 / unit) }.joined(separator: " ")
        let contents = writeStream("\(matrix) cm/Im Do")
        try appendPageObject(size, contents: contents, resources: "/XObject<</Im \(xObject) 0 R>>")
        return placements
    }

    /// Pages of one document tend to share these.
    private func appendAttachment(
        _ attachment: PassedStream.Attachment, _ placements: inout [Placement]
    ) -> Int {
        let identity = StreamIdentity(attachment)
        if let known = attachments[identity] { return known }
        let object = beginObject()
        append("<<\(attachment.entries)/Length \(attachment.byteCount)>>\nstream\n")
        placements += leaveRoom(for: [
            EncodedPiece(
                file: attachment.file, rows: 0..<1, byteCount: attachment.byteCount, checksum: attachment.checksum)
        ])
        append("\nendstream\nendobj\n")
        attachments[identity] = object
        return object
    }
}
