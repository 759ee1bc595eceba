internal import PageLayout
internal import RasterOutput
internal import SystemPackage

/// Writes a picture strip by strip into PNG files: as it is, made smaller, or both.
struct PictureWriter {
    private let name: String
    private var full: PNGFileWriter?
    private var reduced: (file: PNGFileWriter, reducer: BoxReducer)?

    /// A picture's pixels.
    struct Shape {
        var width, height: Int
        /// Gray or RGB.
        var color: ColorModel
        /// Pixels per inch.
        var dpi: Double
    }

    /// In which sizes a picture is written.
    struct Sizes {
        var isFull: Bool
        /// The whole factor by which it is made smaller as well; nil for not at all.
        var factor: Int?
    }

    /// Opens the files.
    ///
    /// - Parameters:
    ///   - name: What they are called, without what shows their size, and the extension.
    ///   - directory: Where they are made.
    init(_ name: String, _ shape: Shape, _ sizes: Sizes, _ directory: FileDescriptor) throws(RenderFailure) {
        self.name = name
        func file(_ name: String, width: Int, height: Int, dpi: Double) throws(RenderFailure) -> PNGFileWriter {
            try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
                try PNGFileWriter(
                    name: name, directory: directory, width: width, height: height, color: shape.color,
                    resolution: dpi)
            }
        }
        if sizes.isFull {
            full = try file(fullName, width: shape.width, height: shape.height, dpi: shape.dpi)
        }
        if let factor = sizes.factor {
            let reducer = BoxReducer(
                width: shape.width, height: shape.height, components: shape.color.components, factor: factor)
            let dpi = shape.dpi / Double(factor)
            reduced = (try file(reducedName, width: reducer.width, height: reducer.height, dpi: dpi), reducer)
        }
    }

    private var fullName: String { "\(name).png" }
    private var reducedName: String { "\(name).reduced.png" }

    /// Adds whole rows below those that there are.
    ///
    /// - Parameter classes: What became of their pixels, so that those which say most are kept; nil if nothing did.
    func write(_ rows: UnsafeRawBufferPointer, classes: UnsafePointer<UInt8>? = nil) throws(RenderFailure) {
        if let full { try write(rows, to: full) }
        if let (file, reducer) = reduced {
            try reducer.insert(rows, classes: classes) { row throws(RenderFailure) in try write(row, to: file) }
        }
    }

    private func write(_ rows: UnsafeRawBufferPointer, to file: PNGFileWriter) throws(RenderFailure) {
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in try file.write(rows) }
    }

    /// Ends the files after the last row.
    ///
    /// - Returns: Their names; nil for those that were not wanted.
    func finish() throws(RenderFailure) -> (full: String?, reduced: String?) {
        try asRenderFailure(RenderFailure.init) { () throws(OutputError) in
            try full?.finish()
            try reduced?.file.finish()
        }
        return (full.map { _ in fullName }, reduced.map { _ in reducedName })
    }
}
