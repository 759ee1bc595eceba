internal import Glibc

/// Gives files the names of goldens, in such a way that it can be undone until a manifest says that it is meant.
///
/// However it fails, the goldens are those of the old manifest afterwards. If the process is killed, they still are as long
/// as files only got names that were free; where nothing may be replaced, the next run says that such a file is not listed.
/// Where files shift, or others take their places, one moment stays: from the first file that is replaced until the
/// manifest is, the old manifest meets some files of the new one, and notices that by their checksums. Every file that stays
/// a golden has a name among the goldens even then. Those that others have replaced are in the spool directory alone, which
/// the next run sweeps.
struct GoldenMoves {
    /// Of the goldens.
    let directory: String
    /// In the same file system.
    let spool: String
    /// The names that were given, with where the file is that had the name before; nil where there was none.
    private var done: [(name: String, former: String?)] = []

    init(directory: String, spool: String) { (self.directory, self.spool) = (directory, spool) }

    /// Moves files, or leaves all as it was and throws.
    ///
    /// - Parameter replaces: Whether files that are there may be replaced; otherwise one that is there is an error.
    mutating func carryOut(_ moves: [GoldenPlan.Move], replaces: Bool) throws(JobError) {
        do throws(JobError) {
            try replaces ? replace(moves) : add(moves)
        } catch {
            undo()
            throw error
        }
    }

    /// Gives files that were replaced their names back, and takes away those of the others.
    mutating func undo() {
        for (name, former) in done.reversed() {
            if let former { rename(former, path(name)) } else { unlink(path(name)) }
        }
        done = []
    }

    /// Gives new files names that nothing has.
    private mutating func add(_ moves: [GoldenPlan.Move]) throws(JobError) {
        // All are looked at first, so that usually nothing is there even for a moment of a case that is refused.
        for move in moves where try isThere(move.to) { throw unlisted(move.to) }
        let mode = FileMode.usual
        for move in moves {
            chmod(source(of: move), mode)
            // A link never takes the place of what came there meanwhile.
            guard link(source(of: move), path(move.to)) == 0 else {
                throw errno == EEXIST ? unlisted(move.to) : failure(move.to)
            }
            done.append((move.to, nil))
        }
    }

    private mutating func replace(_ moves: [GoldenPlan.Move]) throws(JobError) {
        struct Step {
            var from, to: String
            var former: String?
        }
        var steps: [Step] = []
        let mode = FileMode.usual
        for (index, move) in Self.ordered(moves).enumerated() {
            var step = Step(from: source(of: move), to: move.to)
            if move.isNew {
                chmod(step.from, mode)
            } else {
                step.from = "\(spool)/\(getpid()).\(index).moved.png"
                try keep(path(move.from), as: step.from)
            }
            if try isThere(move.to) {
                let former = "\(spool)/\(getpid()).\(index).former.png"
                try keep(path(move.to), as: former)
                step.former = former
            }
            steps.append(step)
        }
        // What needs no other's place harms none.
        for step in steps.filter({ $0.former == nil }) + steps.filter({ $0.former != nil }) {
            guard rename(step.from, path(step.to)) == 0 else { throw failure(step.to) }
            done.append((step.to, step.former))
        }
    }

    /// Puts moves in an order in which a golden that stays has its new name before its old one is taken by another.
    ///
    /// Goldens keep their order, so those that move towards the end do so from the last on, and others from the first on.
    static func ordered(_ moves: [GoldenPlan.Move]) -> [GoldenPlan.Move] {
        func page(_ name: String) -> Int { GoldenManifest.page(ofFile: name) ?? 0 }
        let kept = moves.filter { !$0.isNew }
        let later = kept.filter { page($0.to) > page($0.from) }.sorted { page($0.to) > page($1.to) }
        let earlier = kept.filter { page($0.to) <= page($0.from) }.sorted { page($0.to) < page($1.to) }
        return later + earlier + moves.filter(\.isNew)
    }

    /// Gives a file another name, or copies it where the file system or its owner allow it none.
    private func keep(_ file: String, as name: String) throws(JobError) {
        unlink(name)
        if link(file, name) != 0 { try PictureFiles.copy(file, to: name) }
    }

    private func isThere(_ file: String) throws(JobError) -> Bool {
        var status = stat()
        if lstat(path(file), &status) == 0 {
            guard status.st_mode & S_IFMT != S_IFDIR else {
                throw JobError(
                    .outputUnwritable, "\(path(file)) is a directory where a golden's file belongs. Move it away.")
            }
            return true
        }
        guard errno == ENOENT else { throw failure(file) }
        return false
    }

    private func source(of move: GoldenPlan.Move) -> String {
        move.isNew ? "\(spool)/\(move.from)" : path(move.from)
    }

    private func path(_ file: String) -> String { "\(directory)/\(file)" }

    private func unlisted(_ file: String) -> JobError {
        JobError(
            .outputUnwritable,
            "\(path(file)) is there, and golden.json does not list it. Take golden.json from where it is kept, or record "
                + "the goldens anew with --mode all.")
    }

    private func failure(_ file: String) -> JobError {
        JobError(.outputUnwritable, "\(path(file)) cannot be written: \(String(cString: strerror(errno))).")
    }
}
