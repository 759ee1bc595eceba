internal import CMuPDF
internal import Glibc

/// An image file opened for reading its pixels: PNG, JPEG, TIFF, PNM, JPEG 2000, GIF, BMP or JBIG2.
///
/// What is cut short or breaks its format's rules is an error; no part of an image is made up. It belongs to one thread,
/// and calls block.
public final class ImageFile {
    /// The images in the file; TIFF and PNM can have more than one.
    public let imageCount: Int

    private let file: MappedFile
    private let pixelLimit: Int
    /// nil for other files.
    private let png: PNGReading?
    /// nil for a PNG file, as long as our own reader takes it.
    private var handle: OpaquePointer?

    /// Maps a file and recognizes what it is.
    ///
    /// - Parameters:
    ///   - path: The file. It is read through the mapping for as long as this lives.
    ///   - pixelLimit: The most pixels of an image. Decoding takes up to 20 bytes for each of its pixels for a while.
    /// - Throws: A ``PDFError`` with the code `fileUnreadable`, `notAnImage`, `imageUnreadable` or `outOfMemory`.
    public init(path: String, pixelLimit: Int = 1 << 29) throws(PDFError) {
        file = try MappedFile(path: path, ifEmpty: .notAnImage)
        self.pixelLimit = pixelLimit
        if PNGReading.recognizes(file.bytes) {
            (png, handle, imageCount) = (PNGReading(file.bytes, pixelLimit: pixelLimit), nil, 1)
        } else {
            png = nil
            (handle, imageCount) = try Self.open(file, pixelLimit)
        }
    }

    deinit {
        png?.wait()
        if let handle { cmupdf_image_file_drop(handle) }
    }

    /// Whether the files are the same byte for byte, so that their images are too.
    public func hasSameBytes(as other: ImageFile) -> Bool {
        file.count == other.file.count && memcmp(file.start, other.file.start, file.count) == 0
    }

    /// Begins to decode a PNG file in a thread of its own, for the first call of ``image(_:)``; does nothing for others.
    public func decodeAhead() { png?.start() }

    /// Decodes an image, counted from zero.
    ///
    /// Samples become 8 bits, and what is transparent is laid on white. Embedded profiles and orientations are ignored;
    /// CMYK is shown as on pages.
    ///
    /// - Throws: A ``PDFError`` with the code `imageUnreadable` or `outOfMemory`.
    public func image(_ index: Int = 0) throws(PDFError) -> ImagePixels {
        if let png {
            if index == 0, let pixels = try png.pixels() { return pixels }
            // The engine reads interlaced ones.
            if handle == nil { handle = try Self.open(file, pixelLimit).handle }
        }
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

    private static func open(
        _ file: borrowing MappedFile, _ pixelLimit: Int
    ) throws(PDFError) -> (handle: OpaquePointer, count: Int) {
        var handle: OpaquePointer?
        var count: Int32 = 0
        var error = CMuPDFError()
        let status = cmupdf_image_file_open(
            file.start.assumingMemoryBound(to: UInt8.self), file.count, max(0, pixelLimit), &handle, &count, &error)
        guard status == .OK else { throw PDFError(status, error, otherwise: .imageUnreadable) }
        guard let handle else { throw PDFError(.notAnImage, "it is no image that can be read") }
        return (handle, Int(count))
    }
}
