/// What is known of a case's goldens: the contents of golden.json beside them, in its keys.
public struct GoldenManifest: Codable, Sendable, Equatable {
    /// A page's golden.
    public struct Page: Codable, Sendable, Equatable {
        /// The page's number in the PDF, from 1.
        public var page: Int
        /// Pixels.
        public var width, height: Int
        /// Of its pixels.
        public var checksum: String
        /// The PNG file beside the manifest; absent where only checksums are kept.
        public var file: String?
        /// Of that file's bytes, so that another file in its place is noticed; absent where none was taken.
        public var fileChecksum: String?
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

extension GoldenManifest {
    /// No PDF has so many pages.
    static let pageLimit = 1 << 24

    /// The name of a page's file.
    ///
    /// - Parameter page: From 1.
    static func fileName(ofPage page: Int) -> String { "page-\(padded(page)).png" }

    /// Whether a file has such a name, and so is one that may be replaced and removed.
    static func isFileName(_ name: String) -> Bool { digits(ofFile: name) != nil }

    /// The page whose file has this name; nil if it is no golden's, or of no page that there can be.
    static func page(ofFile name: String) -> Int? { digits(ofFile: name).flatMap { Int($0) } }

    private static func digits(ofFile name: String) -> Substring? {
        guard name.hasPrefix("page-"), name.hasSuffix(".png") else { return nil }
        let digits = name.dropFirst("page-".count).dropLast(".png".count)
        let isNumber = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isNumber && digits.utf8.count >= 3 ? digits : nil
    }

    /// A page's number with at least three digits, so that files are listed in order.
    static func padded(_ page: Int) -> String {
        String(repeating: "0", count: max(0, 3 - String(page).count)) + String(page)
    }

    /// What cannot be meant of what is said about the pages; nil if all can.
    ///
    /// The file may come from anywhere, a merge that went wrong or another's pull request, and files that it names are
    /// replaced and removed.
    var fault: String? {
        var seen = Set<Int>()
        for page in pages {
            guard (1...Self.pageLimit).contains(page.page) else { return "there is no page \(page.page)" }
            guard seen.insert(page.page).inserted else { return "page \(page.page) is in it twice" }
            guard page.width > 0, page.height > 0 else {
                return "page \(page.page) cannot have \(page.width) x \(page.height) pixels"
            }
            // One with another page's name would be overwritten by that page's.
            if let file = page.file, file != Self.fileName(ofPage: page.page) {
                return "page \(page.page) cannot have the file \(file); its name would be "
                    + Self.fileName(ofPage: page.page)
            }
        }
        return nil
    }
}
