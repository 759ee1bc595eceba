/// What came of a run over goldens: the contents of its JSON report, in its keys.
public struct GoldenReport: Encodable, Sendable {
    public enum Status: String, Encodable, Sendable, CaseIterable {
        /// All pages pass.
        case passed
        /// Pages differ from their goldens, were inserted or removed.
        case different
        /// There are no goldens.
        case missing
        /// Goldens were written: there were none before, or others.
        case recorded, updated
        /// Pages differ, but what draws them is not what drew the goldens, so that may be why.
        case engineChanged = "engine-changed"
        /// The goldens were made with other settings, so nothing can be compared.
        case settingsChanged = "settings-changed"
        /// The PDF or its goldens cannot be read.
        case failed

        public var passes: Bool { self == .passed || self == .recorded || self == .updated }
    }

    /// One PDF.
    public struct Case: Encodable, Sendable {
        public var name: String
        public var status: Status
        /// Whole sentences: what is wrong, or what was done.
        public var message: String?
        /// How the goldens, on the left, and the pages differ; without pages where nothing was compared.
        public var comparison: CompareReport
        /// Goldens that were written.
        public var written: Int
        /// Goldens, or files of goldens, that were removed.
        public var removed = 0
        /// Why the case failed, for the exit code.
        public var failure: JobError.Kind?

        private enum CodingKeys: String, CodingKey {
            case name, status, message, comparison, written, removed
        }
    }

    public var cases: [Case]
    /// Directories of goldens, below the folder of goldens, for which there is no PDF any more.
    public var stale: [String]
    public var fingerprint: GoldenManifest.Fingerprint
    /// What stood in for fonts that are not embedded; absent for the engine's own alone.
    public var fonts: SubstituteFonts?
    public var seconds: Double

    public var passes: Bool { cases.allSatisfy(\.status.passes) }

    /// The same for readers to whom no pictures are left.
    public var withoutPictures: GoldenReport {
        var report = self
        for index in report.cases.indices { report.cases[index].comparison = cases[index].comparison.withoutPictures }
        return report
    }
}
