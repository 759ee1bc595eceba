internal import FoundationEssentials
internal import Glibc
internal import SystemPackage

/// Reads and writes the goldens of a case.
struct GoldenStore {
    private let own: GoldenCase
    private let spool: SpoolDirectory

    init(_ own: GoldenCase, spool: SpoolDirectory) {
        (self.own, self.spool) = (own, spool)
    }

    private var manifestPath: String { path(GoldenManifest.fileName) }

    private func path(_ file: String) -> String { "\(own.directory)/\(file)" }

    /// Reads what is known of the goldens.
    ///
    /// - Returns: nil if there are none.
    func manifest() throws(JobError) -> GoldenManifest? {
        guard access(manifestPath, F_OK) == 0 else { return nil }
        let manifest: GoldenManifest
        do {
            manifest = try JSONDecoder().decode(
                GoldenManifest.self, from: Data(contentsOf: URL(filePath: manifestPath)))
        } catch {
            throw damaged("")
        }
        guard manifest.version == GoldenManifest.formatVersion else {
            throw JobError(
                .inputUnreadable,
                "\(manifestPath) is of version \(manifest.version), and this program reads "
                    + "\(GoldenManifest.formatVersion). Record the goldens anew with --mode all.")
        }
        if let fault = manifest.fault { throw damaged(": \(fault)") }
        return manifest
    }

    private func damaged(_ reason: String) -> JobError {
        JobError(
            .inputUnreadable,
            "\(manifestPath) is damaged\(reason). Take it from where it is kept, or record the goldens anew with "
                + "--mode all.")
    }

    /// The path of a golden's file; nil if there is none, or none any more.
    func file(of golden: GoldenManifest.Page) -> String? {
        guard let file = golden.file, access(path(file), F_OK) == 0 else { return nil }
        return path(file)
    }

    /// What was done.
    struct Outcome {
        /// Goldens that are new.
        var written = 0
        /// Goldens, or files of goldens, that are no more.
        var removed = 0
        /// The places of the pages whose goldens are now such that they pass.
        var accepted = Set<Int>()
    }

    /// Writes goldens: the files that workers have made get their names, and the manifest follows.
    ///
    /// Files are removed only where goldens are brought up to date, never where what is missing is added.
    func write(
        _ pages: [GoldenRun.Checked], over manifest: GoldenManifest?, _ fingerprint: GoldenManifest.Fingerprint,
        _ update: GoldenUpdate
    ) throws(JobError) -> Outcome {
        guard let plan = GoldenPlan(pages, over: manifest, fingerprint, update, own.storage) else { return Outcome() }
        var outcome = Outcome(written: plan.written, accepted: plan.accepted)
        if outcome.written > 0 || plan.manifest != manifest {
            try OutputDirectory.make(own.directory)
            try carryOut(plan.moves)
            try write(plan.manifest)
        }
        if plan.replaces {
            outcome.removed = max(plan.gone, removeFiles(besides: Set(plan.manifest.pages.compactMap(\.file))))
        }
        return outcome
    }

    /// Moves files, by way of the spool directory, so that one may take the name of another that moves too.
    private func carryOut(_ moves: [GoldenPlan.Move]) throws(JobError) {
        var staged: [(from: String, to: String)] = []
        for (index, move) in moves.enumerated() {
            let name = "\(spool.path)/\(getpid()).\(index).moved.png"
            let from = move.isNew ? "\(spool.path)/\(move.from)" : path(move.from)
            unlink(name)
            guard link(from, name) == 0 else { throw failure(move.to) }
            staged.append((name, move.to))
        }
        let mode = FileMode.usual
        for move in staged {
            chmod(move.from, mode)
            guard rename(move.from, path(move.to)) == 0 else { throw failure(move.to) }
        }
    }

    /// Removes what was a golden and is listed no more: nothing but files with the names of goldens.
    ///
    /// - Returns: How many there were.
    private func removeFiles(besides listed: Set<String>) -> Int {
        let old = DirectoryEntry.names(in: own.directory).filter {
            GoldenManifest.isFileName($0) && !listed.contains($0)
        }
        return old.count { unlink(path($0)) == 0 }
    }

    private func write(_ manifest: GoldenManifest) throws(JobError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(manifest) else {
            throw JobError(.internalError, "\(manifestPath) cannot be written.")
        }
        var file = try OutputFile(target: manifestPath, spool: spool.path)
        do {
            _ = try file.descriptor.writeAll(Array(data) + [UInt8(ascii: "\n")])
        } catch {
            throw failure(GoldenManifest.fileName)
        }
        try file.commit()
    }

    /// - Parameter file: Its name alone.
    private func failure(_ file: String) -> JobError {
        JobError(.outputUnwritable, "\(path(file)) cannot be written: \(String(cString: strerror(errno))).")
    }
}
