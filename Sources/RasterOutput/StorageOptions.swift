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
    /// CMYK of 8 bits: inks that the page names are kept, and black and gray text and lines are of black ink alone.
    case cmyk
    /// Black and white: drawn in gray, then dithered.
    case mono
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
    /// How the grays of a page in ``ColorChoice/mono`` become black and white.
    public var dither = Dither.floydSteinberg

    /// What the output's colours are, which is embedded; nil for sRGB, which formats are taken to mean.
    public var profile: OutputProfile?
    /// How colours are brought into those of the profile.
    public var intent = RenderingIntent.relativeColorimetric
    /// Whether black becomes the profile's darkest colour; without effect on absolute colorimetric.
    public var compensatesBlackPoint = true

    public init() {}

    /// Whether pages are drawn in CMYK.
    public var drawsInks: Bool { color == .cmyk || profile?.color == .cmyk }

    /// How drawn pixels are dithered before they are encoded; nil if they are not.
    public var dithering: Dither? { color == .mono ? dither : nil }
}
