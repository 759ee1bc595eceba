internal import SystemPackage

/// What stands around an image's encoded data in a file of its own.
struct ImageFileFrame {
    private let format: OutputFormat
    private let width, height: Int
    private let storage: ImageStorage
    private let halvesChroma: Bool
    private let resolution: Double
    private let profile: OutputProfile?

    /// - Parameters:
    ///   - quality: That with which the image is stored if it is a JPEG.
    ///   - resolution: Pixels an inch.
    ///   - profile: What is to be embedded, but in a JPEG, whose encoder does it.
    init(
        _ format: OutputFormat, width: Int, height: Int, storage: ImageStorage, quality: Int, resolution: Double,
        profile: OutputProfile? = nil
    ) {
        (self.format, self.width, self.height, self.storage) = (format, width, height, storage)
        halvesChroma = EncodingOptions(quality: quality).halvesChroma
        (self.resolution, self.profile) = (resolution, profile)
    }

    /// How many bytes come before the data, which is known before the data is.
    var prefixSize: Int {
        switch format {
        case .png: pngPrefix.count
        case .pnm: PNMFrame.prefix(width: width, height: height, form: storage.form).count
        case .tiff: TIFFDirectory.Layout.headerSize
        case .jpeg, .pdf: 0
        }
    }

    /// The bytes before and behind the data.
    func bytes(around image: EncodedImage) -> (prefix: [UInt8], suffix: [UInt8]) {
        switch format {
        case .png: (pngPrefix, PNGFrame.suffix(trailer: image.trailer))
        case .pnm: (PNMFrame.prefix(width: width, height: height, form: storage.form), image.trailer)
        case .tiff: tiff(image)
        case .jpeg, .pdf: ([], image.trailer)
        }
    }

    /// Makes the file of an image's data, before which room was left, a file that stands for itself.
    func complete(_ image: inout EncodedImage, in directory: FileDescriptor) throws(OutputError) {
        let (prefix, suffix) = bytes(around: image)
        let name = image.pieces[0].file
        do throws(Errno) {
            let file = try directory.openForChanging(name)
            do {
                defer { try? file.close() }
                try file.writeAll(toAbsoluteOffset: 0, prefix)
                try file.writeAll(toAbsoluteOffset: Int64(prefix.count + image.pieces[0].byteCount), suffix)
            } catch {
                throw error as? Errno ?? .ioError
            }
        } catch {
            throw OutputError(.writeFailed, name, errno: error)
        }
        image.pieces[0].byteCount += prefix.count + suffix.count
        image.isFile = true
    }

    private var pngPrefix: [UInt8] {
        PNGFrame.prefix(
            width: width, height: height, form: storage.form, resolution: resolution, profile: profile?.compressed())
    }

    private func tiff(_ image: EncodedImage) -> (prefix: [UInt8], suffix: [UInt8]) {
        let start = UInt64(TIFFDirectory.Layout.headerSize)
        let end = start + UInt64(image.byteCount)
        // Directories begin at even places.
        let padding = [UInt8](repeating: 0, count: Int(end % 2))
        let offset = end + UInt64(padding.count)
        // With room for the directory itself.
        let layout: TIFFDirectory.Layout =
            offset + 4096 + UInt64(profile?.bytes.count ?? 0) > UInt64(UInt32.max) ? .big : .classic
        let directory = TIFFDirectory(
            image, halvesChroma: halvesChroma, dataOffset: start, resolution: resolution,
            profile: profile.map { .bytes($0.bytes) })
        return (
            layout.header(firstDirectory: offset),
            image.trailer + padding + directory.bytes(at: offset, layout) { _ in 0 }
        )
    }
}
