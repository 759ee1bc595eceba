internal import CCodecs
public import SystemPackage

/// Encodes one image, band by band, into a file.
public final class ImageEncoder {
    private enum State {
        case flate(OpaquePointer)
        case jpeg(OpaquePointer)
    }

    /// The widest and highest image that JPEG can hold in libjpeg (its JPEG_MAX_DIMENSION).
    public static let jpegSideLimit = 65_500

    /// The versions of the libraries that make the bytes.
    public static var versions: [String] {
        [String(cString: ccodecs_jpeg_version()), String(cString: ccodecs_deflate_version())]
    }

    public let codec: Codec
    private let name: String
    private let width, height: Int
    private let color: ColorModel
    private let file: FileDescriptor
    // On the heap because the C encoder keeps its address.
    private let sink: UnsafeMutablePointer<CCodecsSink>
    private let state: State

    /// Opens the file and starts the image.
    ///
    /// - Parameters:
    ///   - name: The file's name in `directory`; what is there already is replaced.
    ///   - quality: 1 to 100 on libjpeg's scale, used by JPEG alone. Below 90, chroma is stored at half resolution.
    public init(
        _ codec: Codec, width: Int, height: Int, color: ColorModel, quality: Int, name: String,
        directory: FileDescriptor
    ) throws(OutputError) {
        if codec == .jpeg, max(width, height) > Self.jpegSideLimit {
            throw OutputError(
                .unsupported, "\(width) x \(height) pixels are more than JPEG's \(Self.jpegSideLimit) a side")
        }
        let file: FileDescriptor
        do {
            file = try directory.openFile(name)
        } catch {
            throw OutputError(.writeFailed, name, errno: error)
        }
        let sink = UnsafeMutablePointer<CCodecsSink>.allocate(capacity: 1)
        sink.initialize(to: CCodecsSink(fd: file.rawValue, error: 0, count: 0, checksum: (0, 0)))
        let encoder =
            switch codec {
            case .flate: ccodecs_deflate_new(sink)
            case .jpeg:
                ccodecs_jpeg_new(
                    sink, UInt32(width), UInt32(height), Int32(color.components), Int32(quality), quality < 90)
            }
        guard let encoder else {
            sink.deallocate()
            try? file.close()
            throw OutputError(.codecFailed, "\(name): there is no memory for the \(codec.rawValue) encoder")
        }
        state = codec == .flate ? .flate(encoder) : .jpeg(encoder)
        (self.codec, self.name, self.file, self.sink) = (codec, name, file, sink)
        (self.width, self.height, self.color) = (width, height, color)
    }

    deinit {
        switch state {
        case .flate(let encoder): ccodecs_deflate_drop(encoder)
        case .jpeg(let encoder): ccodecs_jpeg_drop(encoder)
        }
        sink.deallocate()
        try? file.close()
    }

    /// Bytes written so far; the encoder holds some back.
    public var byteCount: Int { Int(sink.pointee.count) }

    /// Encodes rows of width x components bytes without padding.
    public func write(_ rows: UnsafeRawBufferPointer) throws(OutputError) {
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        switch state {
        case .flate(let encoder): try check(ccodecs_deflate_write(encoder, base, rows.count))
        case .jpeg(let encoder):
            try check(ccodecs_jpeg_write(encoder, base, rows.count / (width * color.components)))
        }
    }

    /// Ends the image after its last row.
    public func finish() throws(OutputError) -> EncodedImage {
        switch state {
        case .flate(let encoder): try check(ccodecs_deflate_finish(encoder))
        case .jpeg(let encoder): try check(ccodecs_jpeg_finish(encoder))
        }
        let checksum = sink.pointee.checksum
        return EncodedImage(
            file: name, width: width, height: height, color: color, bits: 8, codec: codec, byteCount: byteCount,
            checksum: [checksum.0, checksum.1])
    }

    private func check(_ status: Int32) throws(OutputError) {
        guard status != 0 else { return }
        if status > 0 { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
        throw OutputError(.codecFailed, "\(name): the \(codec.rawValue) encoder failed")
    }
}
