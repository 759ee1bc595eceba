internal import Comparison
internal import PageLayout
internal import PagePool
internal import SystemPackage

/// A case under way: its pages go out to the pool, and what comes back is held together with its goldens.
struct GoldenRun: Sendable {
    /// No case has so many pages; places of different cases are so far apart.
    private static let placesPerCase = 1 << 24

    let job: GoldenJob
    /// The case's place among the job's.
    let index: Int
    let spool: SpoolDirectory
    let fonts: GoldenFonts
    let onEvent: @Sendable (GoldenJob.Event) -> Void

    private var own: GoldenCase { job.cases[index] }
    private var store: GoldenStore { GoldenStore(own, spool: spool) }

    /// Does what is to be done for the case.
    ///
    /// - Throws: Only what concerns all cases.
    func result(in pool: Pool<GoldenWorker>) async throws -> GoldenReport.Case {
        do {
            return try await self(in: pool)
        } catch let error as JobError {
            return GoldenReport.Case(
                name: own.name, status: .failed, message: error.description, comparison: comparison([], nil),
                written: 0, failure: error.kind)
        }
    }

    private func callAsFunction(in pool: Pool<GoldenWorker>) async throws -> GoldenReport.Case {
        let start = ContinuousClock.now
        let failures = job.failures.map { GoldenFailures(of: own, in: $0) }
        failures?.clear()
        let fingerprint = GoldenJob.fingerprint(own.settings.fingerprint, fonts: fonts)
        // What is written anew need not be readable.
        var manifest = job.update == .all ? try? store.manifest() : try store.manifest()
        let hadGoldens = manifest != nil
        if let known = manifest, known.fingerprint.settings != fingerprint.settings {
            guard job.update == .all || job.update == .changed else {
                return settingsChanged(known.fingerprint.settings, fingerprint.settings)
            }
            manifest = nil
        }
        let summary = try await open(pool)
        // Goldens have an order, and one for each page, whatever order pages are asked for in.
        let pages = Set(try own.pages.selected(of: summary.pageCount, input: own.path)).sorted()
        onEvent(.started(pages: pages.count))
        let pairing = try await GoldenPairing(index: index, pages: pages, goldens: goldens(manifest)).pairs(pool)
        let checked = try await check(pairing, pool)
        var comparison = comparison(checked.map(\.page), summary)
        comparison.left.pages = manifest?.pages.count ?? 0
        comparison.seconds = start.elapsedMilliseconds / 1000
        // Before goldens are written, which may be what is to be looked at.
        try failures?.write(comparison.pages, golden: { file(ofGolden: $0, manifest) }, from: spool.descriptor)
        let outcome = try write(checked, over: manifest, fingerprint)
        for place in outcome.accepted { comparison.pages[place].accepted = true }
        let verdict = GoldenVerdict(
            own, hadGoldens: hadGoldens, manifest: manifest, fingerprint: fingerprint, pages: comparison.pages,
            lost: checked.filter(\.isLost).map(\.page), failures: checked.compactMap(\.failure), outcome: outcome)
        return GoldenReport.Case(
            name: own.name, status: verdict.status, message: verdict.message, comparison: comparison,
            written: outcome.written, removed: outcome.removed, failure: verdict.failure)
    }

    private func goldens(_ manifest: GoldenManifest?) -> [GoldenPairing.Golden] {
        (manifest?.pages ?? []).sorted { $0.page < $1.page }.map {
            GoldenPairing.Golden(entry: $0, file: store.file(of: $0))
        }
    }

    private func file(ofGolden page: Int, _ manifest: GoldenManifest?) -> String? {
        manifest?.pages.first { $0.page == page }.flatMap(store.file)
    }

    private func comparison(_ pages: [ComparedPage], _ summary: DocumentSummary?) -> CompareReport {
        CompareReport(
            left: CompareReport.Side(path: own.directory, kind: .goldens, pages: 0, warnings: []),
            right: CompareReport.Side(
                path: own.path, kind: .pdf, pages: summary?.pageCount ?? 0, warnings: summary?.warnings ?? []),
            dpi: own.settings.layout.dpi, rule: own.settings.rule, masks: own.settings.masks.map(\.text), pages: pages,
            versions: [GoldenJob.engine], seconds: 0, fonts: fonts.directory)
    }

    private func settingsChanged(_ old: String, _ new: String) -> GoldenReport.Case {
        GoldenReport.Case(
            name: own.name, status: .settingsChanged,
            message:
                "The goldens were made with \(old); now it is \(new). Update them if that is meant.",
            comparison: comparison([], nil), written: 0)
    }

    private func open(_ pool: Pool<GoldenWorker>) async throws -> DocumentSummary {
        do {
            return try await pool.ask(.open(index), about: own.path) { output in
                if case .opened(let summary) = output { summary } else { nil }
            }
        } catch let error as JobError where error.kind == .password && own.password == nil {
            throw JobError(.password, "\(own.path) is encrypted. Give its password in golden.toml.")
        }
    }

    /// A page with what became of it.
    struct Checked {
        var page: ComparedPage
        var checksum: String?
        /// Whether that is the golden's.
        var isSame = false
        /// The golden it was held against, and the file in the spool directory that is to replace it.
        var golden: GoldenManifest.Page?
        var recorded: String?
        /// Of that file, or else of the golden's, if it has been looked at anew.
        var fileChecksum: String?
        /// Whether the page is to become its golden.
        var isNew = false
        /// Whether the golden's file should be there and is not.
        var isLost = false
        /// Of a page that could not be compared.
        var failure: JobError.Kind?
    }

    private func check(_ pairs: [GoldenPairing.Pair], _ pool: Pool<GoldenWorker>) async throws -> [Checked] {
        var checked = pairs.map { pair in
            Checked(
                page: ComparedPage(
                    left: pair.golden?.entry.page, right: pair.page.map { $0 + 1 },
                    status: pair.page == nil ? .removed : .failed),
                golden: pair.golden?.entry)
        }
        let present = pairs.indices.filter { pairs[$0].page != nil }
        let checks = present.map { place in
            let golden = pairs[place].golden
            return GoldenCheck(
                index: index, page: pairs[place].page ?? 0, place: index * Self.placesPerCase + place,
                checksum: golden?.entry.checksum, file: golden?.file, fileChecksum: golden?.entry.fileChecksum,
                storage: own.storage)
        }
        let tasks = checks.map { GoldenTask.check($0) }
        for try await outcome in pool.imapUnordered(tasks) {
            try Task.checkCancellation()
            let place = present[outcome.index]
            switch outcome.result {
            case .success(.checked(let found)):
                checked[place].page = found.page
                if found.page.left != nil { checked[place].page.left = pairs[place].golden?.entry.page }
                (checked[place].checksum, checked[place].isNew) = (found.checksum, found.isNew)
                checked[place].isSame = found.isSame
                (checked[place].recorded, checked[place].fileChecksum) = (found.recorded, found.fileChecksum)
                checked[place].isLost = checks[outcome.index].isLost
            case .success: checked[place].page.error = "its worker answered another question"
            case .failure(let failure):
                let failure = PageFailure(failure)
                (checked[place].page.error, checked[place].failure) = (failure.reason, failure.kind)
            }
            onEvent(.page(checked[place].page))
        }
        try Task.checkCancellation()
        return checked
    }

    /// Writes goldens if the job's mode wants it and every page could be drawn.
    private func write(
        _ pages: [Checked], over manifest: GoldenManifest?, _ fingerprint: GoldenManifest.Fingerprint
    ) throws(JobError) -> GoldenStore.Outcome {
        guard job.update != .none, !pages.contains(where: { $0.page.status == .failed }) else {
            return GoldenStore.Outcome()
        }
        return try store.write(pages, over: manifest, fingerprint, job.update)
    }
}
