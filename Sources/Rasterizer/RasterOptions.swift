public import PageLayout
public import RasterOutput

/// How pages become images.
///
/// Together with the input it decides every byte of the output.
public struct RasterOptions: Codable, Sendable, Equatable {
    public var layout = LayoutOptions()
    public var codec = CodecChoice.auto
    /// 1 to 100 on libjpeg's scale.
    public var quality = 85

    public init() {}

    /// Checks what no page needs to be known for.
    ///
    /// - Throws: A `LayoutError` or a ``JobError``, whose text says what to change.
    public func validate() throws {
        try layout.validate()
        guard (1...100).contains(quality) else {
            throw JobError(.usage, "The JPEG quality \(quality) is out of range. Choose one from 1 to 100.")
        }
    }
}
