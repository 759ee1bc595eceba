/// What a run did: the contents of `--report`, in its keys.
public struct JobReport: Encodable, Sendable {
    public enum Status: String, Encodable, Sendable {
        case ok, warned, failed
    }

    /// One page of the output, or one that is missing from it.
    public struct Page: Encodable, Sendable {
        /// The page's number in the input, from 1.
        public var page: Int
        public var status: Status
        /// Pixels; absent for a page that failed, as is all that follows from them.
        public var width: Int?
        public var height: Int?
        /// Pixels per inch of the sheet.
        public var dpi: Double?
        /// gray, indexed or rgb; of a page passed through also cmyk, lab or other.
        public var color: String?
        public var bits: Int?
        /// flate, ccitt, jpeg or raw; of a page passed through also jpx or jbig2.
        public var codec: String?
        /// Absent for a page that was rendered.
        public var passedThrough: Bool?
        /// Bytes of the encoded image.
        public var bytes: Int?
        public var milliseconds: Double
        public var attempts: Int
        public var warnings: [String]
        public var error: String?
    }

    public struct Summary: Encodable, Sendable {
        public var input: String
        public var output: String
        /// Whether the output stands under its name.
        public var outputWritten: Bool
        /// The page box that was drawn.
        public var box: String
        /// Absent where the pixels were given and each page has its own.
        public var dpi: Double?
        public var pages: Int
        public var ok: Int
        public var warned: Int
        public var failed: Int
        public var inputBytes: Int
        public var outputBytes: Int
        public var seconds: Double
        /// Warnings about the document as a whole.
        public var warnings: [String]
        /// What made the pixels and the bytes.
        public var versions: [String]
        /// The most memory that any one worker had resident, in bytes.
        public var workerPeakMemory: Int
        /// What stood in for fonts that are not embedded; absent for the engine's own alone.
        public var fonts: SubstituteFonts?
    }

    public var pages: [Page]
    public var summary: Summary
    /// Every page that failed did so at a limit of size, time or memory.
    public var onlyLimitsFailed: Bool

    // `onlyLimitsFailed` serves the exit code and follows from the pages' errors.
    private enum CodingKeys: String, CodingKey {
        case pages, summary
    }
}
