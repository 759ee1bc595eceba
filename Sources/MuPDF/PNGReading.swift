internal import CCodecs
internal import Glibc

/// The reading of a PNG file by our own reader, several times as fast as the engine's, in a thread of its own if wanted.
///
/// Nothing of the engine is used, whose contexts share some state.
final class PNGReading {
    private let bytes: UnsafeRawBufferPointer
    private let pixelLimit: Int
    private var result: Result<ImagePixels?, PDFError>?
    private var thread: pthread_t?

    /// - Parameter bytes: The file, which must stay until the reading has ended.
    init(_ bytes: UnsafeRawBufferPointer, pixelLimit: Int) {
        (self.bytes, self.pixelLimit) = (bytes, pixelLimit)
    }

    deinit {
        wait()
    }

    /// Whether a file begins as PNG files do.
    static func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }

    /// Starts a thread that reads; if the system has none left, the pixels are read when they are asked for.
    func start() {
        guard thread == nil, result == nil else { return }
        var thread = pthread_t()
        // This is waited for before it ends, so that the thread needs no reference of its own.
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let reading = Unmanaged<PNGReading>.fromOpaque(argument).takeUnretainedValue()
                reading.result = Result { () throws(PDFError) in try reading.read() }
                return nil
            }, Unmanaged.passUnretained(self).toOpaque())
        if status == 0 { self.thread = thread }
    }

    /// Waits until the bytes are not needed any more.
    func wait() {
        guard let thread else { return }
        pthread_join(thread, nil)
        self.thread = nil
    }

    /// Gives the pixels, once; nil for an interlaced file.
    func pixels() throws(PDFError) -> ImagePixels? {
        wait()
        guard let result else { return try read() }
        self.result = nil
        return try result.get()
    }

    private func read() throws(PDFError) -> ImagePixels? {
        var image = CCodecsPNGImage()
        guard let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return nil }
        switch ccodecs_png_read(start, bytes.count, max(0, pixelLimit), &image) {
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
