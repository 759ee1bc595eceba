/// Which codec a user asks for.
public enum CodecChoice: String, Codable, Sendable, CaseIterable {
    /// Lossless, except where a picture makes JPEG much smaller.
    case auto
    /// Lossless in whatever way is smallest.
    case lossless
    case flate
    case jpeg
}

/// Which colours a user asks for.
public enum ColorChoice: String, Codable, Sendable, CaseIterable {
    /// The least form that holds a page's pixels.
    case auto
    /// Gray, also where the page is coloured.
    case gray
    /// RGB of 8 bits, also where the page is gray.
    case rgb
}

/// How pages are stored.
public struct StorageOptions: Codable, Sendable, Equatable {
    public var format = OutputFormat.pdf
    /// Whether each page becomes a file by itself; true for every format but PDF and TIFF.
    public var isFilePerPage = false
    public var codec = CodecChoice.auto
    public var color = ColorChoice.auto
    /// Of JPEG, 1 to 100 on libjpeg's scale.
    public var quality = 85
    /// Of lossless compression, 0 to 9: more takes longer and makes smaller files.
    public var effort = 1

    public init() {}
}
