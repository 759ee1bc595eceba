public import SystemPackage

/// Writes a PNG file whose rows come strip by strip, in gray or RGB of 8 bits.
public final class PNGFileWriter {
    private let frame: ImageFileFrame
    private let encoder: ImageEncoder
    private let storage: ImageStorage
    private let directory: FileDescriptor

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - color: Gray or RGB, whose rows will come, without padding.
    ///   - resolution: Pixels an inch.
    ///   - name: The file's name in `directory`; what is there already is replaced.
    public init(
        name: String, directory: FileDescriptor, width: Int, height: Int, color: ColorModel, resolution: Double
    ) throws(OutputError) {
        storage = ImageStorage(form: color == .gray ? .gray(bits: 8) : .rgb, codec: .flate)
        frame = ImageFileFrame(
            .png, width: width, height: height, storage: storage, quality: 0, resolution: resolution)
        let layout = SampleLayout(width: width, height: height, components: color.components, bits: 8)
        encoder = try ImageEncoder(
            .flate, layout: layout, options: EncodingOptions(effort: 1, format: .png), offset: frame.prefixSize,
            name: name, directory: directory)
        self.directory = directory
    }

    /// Adds whole rows below those that there are.
    public func write(_ rows: UnsafeRawBufferPointer) throws(OutputError) { try encoder.write(rows) }

    /// Ends the file after its last row.
    public func finish() throws(OutputError) {
        let piece = try encoder.finish()
        var image = EncodedImage(
            width: encoder.layout.width, height: encoder.layout.height, storage: storage, whole: piece)
        try frame.complete(&image, in: directory)
    }
}
