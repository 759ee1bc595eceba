internal import CCodecs
internal import SystemPackage

/// Compresses pixels to see how many bytes become of them.
struct CodecTrial {
    /// Pixels of a row.
    var tileWidth: Int
    /// Bytes of a pixel.
    var components: Int
    /// 1 to 100 on libjpeg's scale.
    var quality: Int

    /// The bytes of a zlib stream of the pixels.
    func flateBytes(_ pixels: [UInt8]) throws(OutputError) -> Int {
        try count(pixels) { sink, bytes, count in
            var options = CCodecsDeflateOptions(
                rowBytes: tileWidth * components, pixelBytes: components, effort: 1, predicts: false, isFirst: true,
                isLast: true, hasTrailer: true)
            guard let encoder = ccodecs_deflate_new(sink, &options) else { return nil }
            defer { ccodecs_deflate_drop(encoder) }
            let status = ccodecs_deflate_write(encoder, bytes, count)
            return status == 0 ? ccodecs_deflate_finish(encoder) : status
        }
    }

    /// The bytes of a JPEG of the pixels, rows one below the other.
    func jpegBytes(_ pixels: [UInt8]) throws(OutputError) -> Int {
        let rows = pixels.count / (tileWidth * components)
        return try count(pixels) { sink, bytes, _ in
            var options = CCodecsJPEGOptions(
                width: UInt32(tileWidth), height: UInt32(rows), components: Int32(components), quality: Int32(quality),
                halveChroma: EncodingOptions(quality: quality).halvesChroma, isPiece: false, firstRow: 0, rowCount: 0,
                resolution: 0, profile: nil, profileCount: 0)
            guard let encoder = ccodecs_jpeg_new(sink, &options) else { return nil }
            defer { ccodecs_jpeg_drop(encoder) }
            let status = ccodecs_jpeg_write(encoder, bytes, rows)
            return status == 0 ? ccodecs_jpeg_finish(encoder) : status
        }
    }

    private func count(
        _ pixels: [UInt8], _ encode: (UnsafeMutablePointer<CCodecsSink>, UnsafePointer<UInt8>, Int) -> Int32?
    ) throws(OutputError) -> Int {
        guard !pixels.isEmpty else { return 0 }
        let nowhere: FileDescriptor
        do {
            nowhere = try FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
        } catch {
            throw OutputError(.writeFailed, "/dev/null", errno: error as? Errno ?? .ioError)
        }
        defer { try? nowhere.close() }
        var sink = CCodecsSink(writingTo: nowhere)
        let status = pixels.withUnsafeBufferPointer { buffer -> Int32? in
            guard let base = buffer.baseAddress else { return 0 }
            return encode(&sink, base, pixels.count)
        }
        guard status == 0 else { throw OutputError(.codecFailed, "a trial of the codecs failed") }
        return Int(sink.count)
    }
}
