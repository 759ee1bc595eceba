public import SystemPackage

extension EncodedImage {
    /// Makes an image's data, in one piece or several, a file that stands for itself.
    ///
    /// Blocks.
    ///
    /// - Parameters:
    ///   - options: Those with which the pieces were encoded, for a file for each page.
    ///   - resolution: Pixels an inch.
    ///   - name: The file's name in `directory`, where the pieces are.
    /// - Returns: The image in its one file, whose size is all of the file's.
    public func joined(
        _ options: StorageOptions, resolution: Double, into name: String, _ directory: FileDescriptor,
        keepsPieces: Bool
    ) throws(OutputError) -> EncodedImage {
        let frame = ImageFileFrame(
            options.format, width: width, height: height, storage: storage, quality: options.quality,
            resolution: resolution, profile: options.profile)
        let (prefix, suffix) = frame.bytes(around: self)
        let file = try directory.createFile(name)
        defer { try? file.close() }
        var position = 0
        for (index, piece) in pieces.enumerated() {
            let placement = Placement(
                offset: position, prefix: index == 0 ? prefix : [], file: piece.file, byteCount: piece.byteCount)
            try placement.carryOut(from: directory, to: file, name: name)
            position += placement.prefix.count + piece.byteCount
        }
        do {
            try file.writeAll(toAbsoluteOffset: Int64(position), suffix)
        } catch {
            throw OutputError(.writeFailed, name, errno: error as? Errno)
        }
        if !keepsPieces { for piece in pieces { directory.removeFile(piece.file) } }
        let whole = EncodedPiece(file: name, rows: 0..<height, byteCount: position + suffix.count, checksum: [0, 0])
        var image = EncodedImage(width: width, height: height, storage: storage, whole: whole)
        image.isFile = true
        return image
    }
}
