/// What is said of a case once all of its pages are known.
struct GoldenVerdict {
    let status: GoldenReport.Status
    /// Whole sentences; nil where there is nothing to say.
    let message: String?
    let failure: JobError.Kind?

    /// - Parameters:
    ///   - own: The case.
    ///   - manifest: Of the goldens that the pages were held against; nil if there were none.
    ///   - written: Goldens that were written.
    init(
        _ own: GoldenCase, hadGoldens: Bool, manifest: GoldenManifest?, fingerprint: GoldenManifest.Fingerprint,
        pages: [ComparedPage], written: Int
    ) {
        let failed = pages.filter { $0.status == .failed }
        let different = pages.count { !$0.status.passes }
        if let first = failed.first {
            let pages = failed.count == 1 ? "Page" : "\(failed.count) pages, first page"
            let reason = first.error ?? "no reason is known"
            status = .failed
            message =
                "\(pages) \(first.right ?? 0) could not be compared: \(reason)\(reason.hasSuffix(".") ? "" : ".")"
            failure = .poolFailed
            return
        }
        failure = nil
        if written > 0 {
            status = hadGoldens ? .updated : .recorded
            message = nil
        } else if manifest == nil {
            status = .missing
            message = "There are no goldens in \(own.directory). Record them with pdfsplit golden record."
        } else if different == 0 {
            (status, message) = (.passed, nil)
        } else if let old = manifest?.fingerprint, old.engine != fingerprint.engine || old.fonts != fingerprint.fonts {
            status = .engineChanged
            message =
                "The goldens were drawn by \(old.engine) with fonts \(old.fonts), the pages by \(fingerprint.engine) with "
                + "fonts \(fingerprint.fonts), which may be all that changed. Look at the \(different) that differ, and "
                + "update the goldens."
        } else {
            (status, message) = (.different, nil)
        }
    }
}
