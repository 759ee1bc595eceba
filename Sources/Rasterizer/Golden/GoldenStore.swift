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
        guard try isThere() else { return nil }
        let contents = try contents()
        guard let manifest = try? JSONDecoder().decode(GoldenManifest.self, from: contents) else { throw damaged("") }
        guard manifest.version == GoldenManifest.formatVersion else {
            throw JobError(
                .inputUnreadable,
                "\(manifestPath) is of version \(manifest.version), and this program reads "
                    + "\(GoldenManifest.formatVersion). Record the goldens anew with --mode all.")
        }
        if let fault = manifest.fault { throw damaged(": \(fault)") }
        return manifest
    }

    /// Whether there is a manifest, be it a link that leads nowhere: whoever made that had goldens.
    private func isThere() throws(JobError) -> Bool {
        var status = stat()
        if lstat(manifestPath, &status) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw unreadable(String(cString: strerror(errno))) }
        return false
    }

    private func contents() throws(JobError) -> Data {
        do {
            let file = try FileDescriptor.open(FilePath(manifestPath), .readOnly, options: [.closeOnExec])
            defer { try? file.close() }
            var contents: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = try part.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
                contents += part[..<count]
            }
            return Data(contents)
        } catch {
            throw unreadable("\(error)")
        }
    }

    private func unreadable(_ reason: String) -> JobError {
        JobError(.inputUnreadable, "\(manifestPath) cannot be read: \(reason).")
    }

    private func damaged(_ reason: String) -> JobError {
        JobError(
            .inputUnreadable,
            "\(manifestPath) is damaged\(reason). Take it from where it is kept, or record the goldens anew with "
                + "--mode all.")
    }

    /// The path of a golden's file; nil if there is none, or none any more.
    func file(of golden: GoldenManifest.Page) -> String? {
        guard let file = golden.file else { return nil }
        var status = stat()
        // What is there and cannot be read is said when it is to be compared.
        guard lstat(path(file), &status) == 0 || (errno != ENOENT && errno != ENOTDIR) else { return nil }
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
    /// If that fails, files and manifest are as they were. Files are removed only where goldens are brought up to date, never
    /// where what is missing is added.
    func write(
        _ pages: [GoldenRun.Checked], over manifest: GoldenManifest?, _ fingerprint: GoldenManifest.Fingerprint,
        _ update: GoldenUpdate
    ) throws(JobError) -> Outcome {
        guard let plan = GoldenPlan(pages, over: manifest, fingerprint, update, own.storage) else { return Outcome() }
        var outcome = Outcome(written: plan.written, accepted: plan.accepted)
        if outcome.written > 0 || (plan.replaces && plan.manifest != manifest) {
            try OutputDirectory.make(own.directory)
            var moves = GoldenMoves(directory: own.directory, spool: spool.path)
            try moves.carryOut(plan.moves, replaces: plan.replaces)
            do throws(JobError) {
                try write(plan.manifest)
            } catch {
                moves.undo()
                throw error
            }
        }
        if plan.replaces {
            outcome.removed = max(plan.gone, removeFiles(besides: Set(plan.manifest.pages.compactMap(\.file))))
        }
        return outcome
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
