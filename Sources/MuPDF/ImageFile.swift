internal import CCodecs
internal import CMuPDF

/// An image file opened for reading its pixels: PNG, JPEG, TIFF, PNM, JPEG 2000, GIF, BMP or JBIG2.
///
/// What is cut short or breaks its format's rules is an error; no part of an image is made up. It belongs to one thread,
/// and calls block.
public final class ImageFile {
    /// The images in the file; TIFF and PNM can have more than one.
    public let imageCount: Int

    private let file: MappedFile
    private let pixelLimit: Int
    /// nil for what our own reader takes.
    private let handle: OpaquePointer?

    /// Maps a file and recognizes what it is.
    ///
    /// - Parameters:
    ///   - path: The file. It is read through the mapping for as long as this lives.
    ///   - pixelLimit: The most pixels of an image. Decoding takes up to 20 bytes for each of its pixels for a while.
    /// - Throws: A ``PDFError`` with the code `fileUnreadable`, `notAnImage`, `imageUnreadable` or `outOfMemory`.
    public init(path: String, pixelLimit: Int = 1 << 29) throws(PDFError) {
        file = try MappedFile(path: path, ifEmpty: .notAnImage)
        self.pixelLimit = pixelLimit
        var handle: OpaquePointer?
        var count: Int32 = 0
        var error = CMuPDFError()
        let status = cmupdf_image_file_open(
            file.start.assumingMemoryBound(to: UInt8.self), file.count, max(0, pixelLimit), &handle, &count, &error)
        self.handle = handle
        imageCount = Int(count)
        guard status == .OK else { throw PDFError(status, error, otherwise: .imageUnreadable) }
        guard handle != nil else { throw PDFError(.notAnImage, "it is no image that can be read") }
    }

    deinit {
        if let handle { cmupdf_image_file_drop(handle) }
    }

    /// Decodes an image, counted from zero.
    ///
    /// Samples become 8 bits, and what is transparent is laid on white. Embedded profiles and orientations are ignored;
    /// CMYK is shown as on pages.
    ///
    /// - Throws: A ``PDFError`` with the code `imageUnreadable` or `outOfMemory`.
    public func image(_ index: Int = 0) throws(PDFError) -> ImagePixels {
        if index == 0, let pixels = try readPNG() { return pixels }
        guard let handle else { throw PDFError(.imageUnreadable, "there is no image \(index + 1) in the file") }
        var image = CMuPDFImage()
        var error = CMuPDFError()
        let status = cmupdf_image_file_decode(handle, Int32(clamping: index), &image, &error)
        guard status == .OK, let samples = image.samples else {
            throw PDFError(status, error, otherwise: .imageUnreadable)
        }
        return ImagePixels(
            width: Int(image.width), height: Int(image.height), components: Int(image.components),
            xResolution: Double(image.xResolution), yResolution: Double(image.yResolution), samples: samples)
    }

    /// Reads a PNG file several times as fast as the engine does; nil for one that is interlaced, and for other images.
    private func readPNG() throws(PDFError) -> ImagePixels? {
        var image = CCodecsPNGImage()
        let start = file.start.assumingMemoryBound(to: UInt8.self)
        switch ccodecs_png_read(start, file.count, max(0, pixelLimit), &image) {
        case .read: break
        case .foreign, .interlaced: return nil
        case .damaged: throw PDFError(.imageUnreadable, "the PNG data are damaged or cut short")
        case .tooLarge: throw PDFError(.imageUnreadable, "the image is too large")
        case .outOfMemory: throw PDFError(.outOfMemory, "there is no memory for the image")
        }
        guard let samples = image.samples else { return nil }
        return ImagePixels(
            width: Int(image.width), height: Int(image.height), components: Int(image.components),
            xResolution: Double(image.xPerMetre) * 0.0254, yResolution: Double(image.yPerMetre) * 0.0254,
            samples: samples)
    }
}
