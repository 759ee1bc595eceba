/// What a document is made of: the one object of `info --json`, in its keys.
public struct InfoReport: Encodable, Sendable {
    /// A page, or why nothing is known of it.
    public struct Page: Encodable, Sendable {
        /// The page's number, from 1.
        public var page: Int
        public var status: JobReport.Status
        /// What the page is made of; its keys stand beside the others, but for fonts, of which it has the names.
        public var info: PageInfo?
        public var error: String?

        private enum Keys: String, CodingKey {
            case page, status, error, width, height, rotation, userUnit, boxes, colors, colorSpaces, images, resolution
            case fonts, passthrough, warnings
        }

        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Keys.self)
            try values.encode(page, forKey: .page)
            try values.encode(status, forKey: .status)
            try values.encodeIfPresent(error, forKey: .error)
            guard let info else { return }
            try values.encode(info.width, forKey: .width)
            try values.encode(info.height, forKey: .height)
            try values.encode(info.rotation, forKey: .rotation)
            try values.encode(info.userUnit, forKey: .userUnit)
            try values.encode(info.boxes, forKey: .boxes)
            try values.encode(info.colors, forKey: .colors)
            try values.encode(info.colorSpaces, forKey: .colorSpaces)
            try values.encode(info.images, forKey: .images)
            try values.encodeIfPresent(info.resolution, forKey: .resolution)
            try values.encode(info.fonts.map(\.name), forKey: .fonts)
            try values.encode(info.passthrough, forKey: .passthrough)
            try values.encode(info.warnings, forKey: .warnings)
        }
    }

    public var input: String
    /// Bytes of the input.
    public var bytes: Int
    public var document: DocumentInfo
    /// The pages that were asked for, in the order in which they were.
    public var pages: [Page]
    /// The fonts of all these pages, each once, in the order in which they come.
    public var fonts: [PageInfo.Font]
    /// Every page that failed did so at a limit of time or memory.
    public var onlyLimitsFailed: Bool

    // `onlyLimitsFailed` serves the exit code and follows from the pages' errors.
    private enum CodingKeys: String, CodingKey {
        case input, bytes, document, pages, fonts
    }

    /// How many pages nothing is known of.
    public var failed: Int { pages.count { $0.status == .failed } }

    init(input: String, bytes: Int, document: DocumentInfo, pages: [Page], onlyLimitsFailed: Bool) {
        (self.input, self.bytes, self.document) = (input, bytes, document)
        (self.pages, self.onlyLimitsFailed) = (pages, onlyLimitsFailed)
        var known: Set<PageInfo.Font> = []
        fonts = pages.flatMap { $0.info?.fonts ?? [] }.filter { known.insert($0).inserted }
    }
}
