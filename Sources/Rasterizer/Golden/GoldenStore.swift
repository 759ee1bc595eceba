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

    private var manifestPath: String { "\(own.directory)/\(GoldenManifest.fileName)" }

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
            throw JobError(
                .inputUnreadable,
                "\(manifestPath) is damaged. Take it from where it is kept, or record the goldens anew with --mode all."
            )
        }
        guard manifest.version == GoldenManifest.formatVersion else {
            throw JobError(
                .inputUnreadable,
                "\(manifestPath) is of version \(manifest.version), and this program reads "
                    + "\(GoldenManifest.formatVersion). Record the goldens anew with --mode all.")
        }
        return manifest
    }

    /// Writes goldens: the files that workers have made get their names, and the manifest follows.
    ///
    /// - Returns: How many goldens are new.
    func write(
        _ pages: [GoldenRun.Checked], over manifest: GoldenManifest?, _ fingerprint: GoldenManifest.Fingerprint,
        _ update: GoldenUpdate
    ) throws(JobError) -> Int {
        // To add what is missing is not to move what is there.
        let isInPlace = pages.allSatisfy { $0.golden == nil || $0.golden?.page == $0.page.right }
        guard update != .missing || isInPlace else { return 0 }
        try OutputDirectory.make(own.directory)
        var (written, drawnBy) = (0, fingerprint)
        var entries: [GoldenManifest.Page] = []
        var moves: [(from: String, to: String)] = []
        for page in pages {
            guard let number = page.page.right, let checksum = page.checksum, let sheet = page.page.rightSheet else {
                continue
            }
            let file = own.storage == .png ? Self.fileName(number) : nil
            let isNew = update.writes(passes: page.golden.map { _ in page.page.status.passes })
            if let file, let source = source(of: page, isNew: isNew, target: file) { moves.append((source, file)) }
            if isNew { written += 1 }
            // As long as a golden stands that its page does not pass by, what drew it must stay known.
            if !isNew, !page.page.status.passes, let manifest { drawnBy = manifest.fingerprint }
            var entry = GoldenManifest.Page(
                page: number, width: sheet.width, height: sheet.height, checksum: checksum, file: file)
            // One that differs a little and passes stays as it was.
            if !isNew, let golden = page.golden { entry.checksum = golden.checksum }
            entries.append(entry)
        }
        let removed = (manifest?.pages ?? []).compactMap(\.file).filter { old in !entries.contains { $0.file == old } }
        let new = GoldenManifest(fingerprint: drawnBy, pages: entries)
        guard written > 0 || new != manifest else { return 0 }
        try carryOut(moves)
        try write(new)
        for file in removed { unlink("\(own.directory)/\(file)") }
        return max(written, removed.count)
    }

    /// The file that is to get a golden's name; nil if it has it already.
    private func source(of page: GoldenRun.Checked, isNew: Bool, target: String) -> String? {
        if isNew { return page.recorded.map { "\(spool.path)/\($0)" } }
        guard let file = page.golden?.file, file != target else { return nil }
        return "\(own.directory)/\(file)"
    }

    /// Moves files, by way of the spool directory, so that one may take the name of another that moves too.
    private func carryOut(_ moves: [(from: String, to: String)]) throws(JobError) {
        var staged: [(from: String, to: String)] = []
        for (index, move) in moves.enumerated() {
            let name = "\(spool.path)/\(getpid()).\(index).moved.png"
            unlink(name)
            guard link(move.from, name) == 0 else { throw failure(move.to) }
            staged.append((name, "\(own.directory)/\(move.to)"))
        }
        let mode = FileMode.usual
        for move in staged {
            chmod(move.from, mode)
            guard rename(move.from, move.to) == 0 else { throw failure(move.to) }
        }
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

    private func failure(_ file: String) -> JobError {
        JobError(
            .outputUnwritable, "\(own.directory)/\(file) cannot be written: \(String(cString: strerror(errno))).")
    }

    private static func fileName(_ number: Int) -> String { "page-\(padded(number)).png" }

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
    }

    /// Copies the pictures of pages that do not pass, in place of those of an earlier run.
    func writeFailures(_ pages: [ComparedPage], to root: String) throws(JobError) {
        let directory = "\(root)/\(own.name.dropLast(".pdf".count))"
        PictureFiles.remove(from: directory)
        for page in pages where !page.status.passes {
            guard let pictures = page.pictures, let number = page.right ?? page.left else { continue }
            try OutputDirectory.make(directory)
            let names = [("expected", pictures.left), ("actual", pictures.right), ("difference", pictures.difference)]
            for case (let kind, let file?) in names {
                try PictureFiles.copy(
                    file, from: spool.descriptor, to: "\(directory)/page-\(Self.padded(number)).\(kind).png")
            }
        }
    }
}
