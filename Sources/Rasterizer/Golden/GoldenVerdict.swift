/// What is said of a case once all of its pages are known.
struct GoldenVerdict {
    let status: GoldenReport.Status
    /// Whole sentences; nil where there is nothing to say.
    let message: String?
    let failure: JobError.Kind?

    /// - Parameters:
    ///   - own: The case.
    ///   - manifest: Of the goldens that the pages were held against; nil if there were none.
    ///   - pages: As they are after goldens were written.
    ///   - lost: Those of them whose goldens have no file any more.
    ///   - failures: Of pages that could not be compared.
    ///   - outcome: What was written and removed.
    init(
        _ own: GoldenCase, hadGoldens: Bool, manifest: GoldenManifest?, fingerprint: GoldenManifest.Fingerprint,
        pages: [ComparedPage], lost: [ComparedPage], failures: [JobError.Kind], outcome: GoldenStore.Outcome
    ) {
        let failed = pages.filter { $0.status == .failed }
        let open = pages.filter(Self.isOpen)
        let (different, lost) = (open.count, lost.filter(Self.isOpen))
        if let first = failed.first {
            let pages = failed.count == 1 ? "Page" : "\(failed.count) pages, first page"
            let reason = first.error ?? "no reason is known"
            status = .failed
            message =
                "\(pages) \(first.right ?? 0) could not be compared: \(reason)\(reason.hasSuffix(".") ? "" : ".")"
            // Pages that failed in different ways have no code in common.
            failure =
                failures.dropFirst().allSatisfy { $0 == failures.first } ? failures.first ?? .poolFailed : .poolFailed
            return
        }
        failure = nil
        if different == 0 {
            let isWritten = outcome.written > 0 || outcome.removed > 0
            status = !isWritten ? .passed : hadGoldens ? .updated : .recorded
            message = nil
        } else if manifest == nil {
            status = .missing
            message = "There are no goldens in \(own.directory). Record them with pdfsplit golden record."
        } else if lost.count == different, lost.allSatisfy({ $0.status == .inserted }) {
            // Their pixels are known to be right.
            status = .missing
            message =
                "\(Self.files(of: lost, in: own)) not there. Take what is missing from where it is kept, or record it with "
                + "pdfsplit golden record."
        } else if let old = manifest?.fingerprint, old.engine != fingerprint.engine || old.fonts != fingerprint.fonts {
            status = .engineChanged
            message =
                "The goldens were drawn by \(old.engine) with fonts \(old.fonts), the pages by \(fingerprint.engine) with "
                + "fonts \(fingerprint.fonts), which may be all that changed. Look at the \(different) that differ, and "
                + "update the goldens."
        } else {
            status = .different
            message =
                lost.isEmpty
                ? nil : "\(Self.files(of: lost, in: own)) not there, so that only checksums could be compared."
        }
    }

    private static func isOpen(_ page: ComparedPage) -> Bool { !page.status.passes && page.accepted != true }

    /// What lost files are, with the verb that follows.
    private static func files(of lost: [ComparedPage], in own: GoldenCase) -> String {
        let first = lost.first.flatMap { $0.left ?? $0.right } ?? 0
        return lost.count == 1
            ? "The file of the golden of page \(first) in \(own.directory) is"
            : "The files of \(lost.count) goldens in \(own.directory), the first of page \(first), are"
    }
}
