internal import CCodecs
public import SystemPackage

/// Encodes one image, or a piece of one, band by band into a file.
public final class ImageEncoder {
    private enum State {
        case flate(OpaquePointer)
        case jpeg(OpaquePointer)
        case ccitt(OpaquePointer)
        case raw
    }

    /// The widest and highest image that JPEG can hold in libjpeg (its JPEG_MAX_DIMENSION).
    public static let jpegSideLimit = 65_500

    /// The versions of the libraries that make the bytes.
    public static var versions: [String] {
        [ccodecs_jpeg_version(), ccodecs_deflate_version(), ccodecs_dense_deflate_version()].map { String(cString: $0) }
    }

    public let codec: Codec
    public let layout: SampleLayout
    private let rows: Range<Int>
    private let name: String
    private let file: FileDescriptor
    // On the heap because the C encoder keeps its address.
    private let sink: UnsafeMutablePointer<CCodecsSink>
    private let state: State
    private var bytesTaken = 0
    /// Rows as they go to the codec, where that is not as they come.
    private var staging: RowStaging?

    /// Opens the file and starts the image.
    ///
    /// The file's bytes are a function of the rows and of these parameters but the name.
    ///
    /// - Parameters:
    ///   - piece: The rows that will come, in whole multiples of ``ImagePiece/rowMultiple(_:components:options:)``
    ///     unless they end the image. nil stands for all rows and makes a file that needs no others.
    ///   - offset: Where in the file the data begins; what stands before it is left to the caller.
    ///   - name: The file's name in `directory`; what is there already is replaced.
    /// - Throws: ``OutputError/Code/unsupported`` for a layout or a piece that the codec cannot hold, before a file is
    ///   made; a failure to open the file or of memory.
    public init(
        _ codec: Codec, layout: SampleLayout, options: EncodingOptions, piece: ImagePiece? = nil, offset: Int = 0,
        name: String, directory: FileDescriptor
    ) throws(OutputError) {
        let rows = piece?.rows ?? 0..<layout.height
        if let objection = layout.objection(by: codec) { throw OutputError(.unsupported, objection) }
        let multiple = ImagePiece.rowMultiple(codec, components: layout.components, options: options)
        guard !rows.isEmpty, rows.lowerBound >= 0, rows.upperBound <= layout.height,
            rows.lowerBound % multiple == 0, rows.upperBound % multiple == 0 || rows.upperBound == layout.height
        else {
            throw OutputError(.unsupported, "rows \(rows) of \(layout.height) are no piece for \(codec.rawValue)")
        }
        let file = try directory.createFile(name)
        // A new file, in which any place can be sought.
        if offset > 0 { _ = try? file.seek(offset: Int64(offset), from: .start) }
        let sink = UnsafeMutablePointer<CCodecsSink>.allocate(capacity: 1)
        sink.initialize(to: CCodecsSink(writingTo: file))
        if codec == .flate, options.format == .png {
            withUnsafeMutableBytes(of: &sink.pointee.chunkType) { $0.copyBytes(from: PNGFrame.dataType) }
        }
        let state: State? =
            switch codec {
            case .flate: Self.startFlate(layout, options, rows, isPiece: piece != nil, sink).map(State.flate)
            case .jpeg: Self.startJPEG(layout, options, rows, isPiece: piece != nil, sink).map(State.jpeg)
            case .ccitt: ccodecs_fax_new(sink, UInt32(layout.width)).map(State.ccitt)
            case .raw: .raw
            }
        guard let state else {
            sink.deallocate()
            try? file.close()
            throw OutputError(.codecFailed, "\(name): there is no memory for the \(codec.rawValue) encoder")
        }
        self.state = state
        (self.codec, self.layout, self.rows) = (codec, layout, rows)
        (self.name, self.file, self.sink) = (name, file, sink)
        if codec == .flate, options.format == .png, !options.filters(layout) {
            staging = RowStaging(.filterByte, rowBytes: layout.rowBytes)
        } else if codec == .raw, layout.bits == 1 {
            staging = RowStaging(.inversion, rowBytes: layout.rowBytes)
        } else if codec == .jpeg, layout.components == 4, options.format == .jpeg {
            staging = RowStaging(.inversion, rowBytes: layout.rowBytes)
        }
    }

    deinit {
        switch state {
        case .flate(let encoder): ccodecs_deflate_drop(encoder)
        case .jpeg(let encoder): ccodecs_jpeg_drop(encoder)
        case .ccitt(let encoder): ccodecs_fax_drop(encoder)
        case .raw: break
        }
        sink.deallocate()
        try? file.close()
    }

    /// Bytes written so far; the encoder holds some back.
    public var byteCount: Int { Int(sink.pointee.count) }

    /// Encodes rows of ``SampleLayout/rowBytes`` bytes; only Flate outside of PNG takes parts of rows.
    public func write(_ rows: UnsafeRawBufferPointer) throws(OutputError) {
        bytesTaken += rows.count
        guard let staging else { return try put(rows) }
        try staging.forEachPortion(of: rows) { portion throws(OutputError) in try put(portion) }
    }

    private func put(_ rows: UnsafeRawBufferPointer) throws(OutputError) {
        guard let base = rows.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        switch state {
        case .raw: try check(ccodecs_sink_write(sink, base, rows.count))
        case .flate(let encoder): try check(ccodecs_deflate_write(encoder, base, rows.count))
        case .jpeg(let encoder): try check(ccodecs_jpeg_write(encoder, base, rows.count / layout.rowBytes))
        case .ccitt(let encoder): try check(ccodecs_fax_write(encoder, base, rows.count / layout.rowBytes))
        }
    }

    /// Ends the image, or the piece, after its last row.
    ///
    /// - Throws: ``OutputError/Code/codecFailed`` also when there were fewer or more rows than that.
    public func finish() throws(OutputError) -> EncodedPiece {
        guard bytesTaken == rows.count * layout.rowBytes else {
            throw OutputError(.codecFailed, "\(name): \(bytesTaken) bytes are not \(rows.count) rows")
        }
        var (adler, decodedByteCount): (UInt32, UInt64) = (1, 0)
        switch state {
        case .flate(let encoder):
            try check(ccodecs_deflate_finish(encoder))
            (adler, decodedByteCount) = (ccodecs_deflate_adler(encoder), ccodecs_deflate_byte_count(encoder))
        case .jpeg(let encoder): try check(ccodecs_jpeg_finish(encoder))
        case .ccitt(let encoder): try check(ccodecs_fax_finish(encoder))
        case .raw: break
        }
        let checksum = sink.pointee.checksum
        return EncodedPiece(
            file: name, rows: rows, byteCount: byteCount, checksum: [checksum.0, checksum.1], adler: adler,
            decodedByteCount: decodedByteCount)
    }

    private func check(_ status: Int32) throws(OutputError) {
        guard status != 0 else { return }
        if status > 0 { throw OutputError(.writeFailed, name, errno: Errno(rawValue: status)) }
        throw OutputError(.codecFailed, "\(name): the \(codec.rawValue) encoder failed")
    }
}

extension ImageEncoder {
    private static func startFlate(
        _ layout: SampleLayout, _ options: EncodingOptions, _ rows: Range<Int>, isPiece: Bool,
        _ sink: UnsafeMutablePointer<CCodecsSink>
    ) -> OpaquePointer? {
        let isFiltered = options.filters(layout)
        // Where the filters are not chosen, PNG's rows come with their byte.
        let filterByte = options.format == .png && !isFiltered ? 1 : 0
        var start = CCodecsDeflateOptions(
            rowBytes: layout.rowBytes + filterByte, pixelBytes: layout.pixelBytes,
            effort: Int32(min(max(options.effort, 0), 9)), predicts: isFiltered, isFirst: rows.lowerBound == 0,
            isLast: rows.upperBound == layout.height, hasTrailer: !isPiece)
        return ccodecs_deflate_new(sink, &start)
    }

    private static func startJPEG(
        _ layout: SampleLayout, _ options: EncodingOptions, _ rows: Range<Int>, isPiece: Bool,
        _ sink: UnsafeMutablePointer<CCodecsSink>
    ) -> OpaquePointer? {
        let profile = options.profile ?? []
        return profile.withUnsafeBufferPointer { bytes in
            startJPEG(layout, options, rows, isPiece: isPiece, profile: bytes, sink)
        }
    }

    private static func startJPEG(
        _ layout: SampleLayout, _ options: EncodingOptions, _ rows: Range<Int>, isPiece: Bool,
        profile: UnsafeBufferPointer<UInt8>, _ sink: UnsafeMutablePointer<CCodecsSink>
    ) -> OpaquePointer? {
        var start = CCodecsJPEGOptions(
            width: UInt32(layout.width), height: UInt32(layout.height), components: Int32(layout.components),
            quality: Int32(options.quality), halveChroma: options.halvesChroma, isPiece: isPiece,
            firstRow: UInt32(rows.lowerBound), rowCount: UInt32(rows.count),
            resolution: UInt16(min(options.resolution.rounded(), Double(UInt16.max))),
            profile: profile.isEmpty ? nil : profile.baseAddress, profileCount: profile.count)
        return ccodecs_jpeg_new(sink, &start)
    }
}
