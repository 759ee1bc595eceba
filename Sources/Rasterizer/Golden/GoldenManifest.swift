/// What is known of a case's goldens: the contents of golden.json beside them, in its keys.
public struct GoldenManifest: Codable, Sendable, Equatable {
    /// A page's golden.
    public struct Page: Codable, Sendable, Equatable {
        /// The page's number in the PDF, from 1.
        public var page: Int
        /// Pixels.
        public var width, height: Int
        /// Of its pixels and their form.
        public var checksum: String
        /// The PNG file beside the manifest; absent where only checksums are kept.
        public var file: String?
    }

    /// What decides how the same page is drawn, but for the page.
    public struct Fingerprint: Codable, Sendable, Equatable {
        /// The engine with its version, and the version of what we changed in it.
        public var engine: String
        /// What stands in for fonts that are not in the file: built-in for the engine's own alone, or a digest of the
        /// directory that comes before them.
        public var fonts: String
        /// Resolution, box and whatever else is asked for.
        public var settings: String
    }

    /// Of the file itself.
    public static let formatVersion = 1

    public var version = formatVersion
    public var fingerprint: Fingerprint
    public var pages: [Page]

    /// The file's name.
    public static let fileName = "golden.json"
}
