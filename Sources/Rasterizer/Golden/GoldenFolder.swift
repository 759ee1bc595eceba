internal import Glibc

/// A folder of PDFs, and the folder of their goldens.
public struct GoldenFolder: Sendable {
    /// Where the PDFs lie, at any depth.
    public var cases: String
    /// Where the goldens lie, for each PDF in a directory named after it.
    public var goldens: String

    /// - Parameter goldens: nil for the folder `golden` among the cases.
    public init(cases: String, goldens: String? = nil) {
        let trimmed = cases.count > 1 && cases.hasSuffix("/") ? String(cases.dropLast()) : cases
        self.cases = trimmed
        self.goldens = goldens ?? "\(trimmed)/golden"
    }

    /// The names of all PDFs: their paths below the folder, in order.
    ///
    /// Directories whose names begin with a full stop are left out, as is the folder of goldens.
    public func names() throws(JobError) -> [String] {
        var names: [String] = []
        try collect("", into: &names) { $0.lowercased().hasSuffix(".pdf") }
        names.sort()
        try refuseShared(names)
        return names
    }

    /// Makes sure that no golden of one case takes the place of another's.
    private func refuseShared(_ names: [String]) throws(JobError) {
        // By bytes, as file systems have it: names may look the same and be two.
        func key(_ directory: some StringProtocol) -> [UInt8] { Array(directory.utf8) }
        var owners: [[UInt8]: String] = [:]
        for name in names {
            if let other = owners.updateValue(name, forKey: key(directory(of: name))) {
                throw shared(other, name, "both would have their goldens in \(directory(of: name))")
            }
        }
        for name in names {
            // The directory of another's goldens that it lies in, and what it is there.
            var parts = directory(of: name).split(separator: "/", omittingEmptySubsequences: false)
            while let last = parts.popLast().map(String.init), !parts.isEmpty {
                guard let other = owners[key(parts.joined(separator: "/"))], other != name else { continue }
                guard last == GoldenManifest.fileName || GoldenManifest.isFileName(last) else { continue }
                throw shared(other, name, "goldens of the one would lie where those of the other do")
            }
        }
    }

    private func shared(_ one: String, _ other: String, _ reason: String) -> JobError {
        JobError(.usage, "\(cases)/\(one) and \(cases)/\(other): \(reason). Rename one of them.")
    }

    /// Where a case's goldens lie.
    public func directory(of name: String) -> String { "\(goldens)/\(Self.stem(name))" }

    /// The directories of goldens for which there is no case.
    ///
    /// - Parameter names: All cases.
    public func stale(besides names: [String]) -> [String] {
        var found: [String] = []
        var status = stat()
        guard stat(goldens, &status) == 0 else { return [] }
        let folder = GoldenFolder(cases: goldens, goldens: "")
        try? folder.collect("", into: &found) { $0 == GoldenManifest.fileName }
        let known = Set(names.map(Self.stem))
        let suffix = "/" + GoldenManifest.fileName
        return found.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
            .filter { !known.contains($0) }.sorted()
    }

    private static func stem(_ name: String) -> String { String(name.dropLast(".pdf".count)) }

    private func collect(
        _ below: String, into names: inout [String], where isWanted: (String) -> Bool
    ) throws(JobError) {
        let path = below.isEmpty ? cases : "\(cases)/\(below)"
        guard path != goldens else { return }
        guard let listing = opendir(path) else {
            throw JobError(.inputUnreadable, "\(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = DirectoryEntry.name(entry)
            guard !name.hasPrefix(".") else { continue }
            guard DirectoryEntry.exactName(entry) != nil else {
                guard isWanted(name) || DirectoryEntry.isDirectory(entry, in: listing) else { continue }
                throw DirectoryEntry.unusableName(name, in: path)
            }
            let full = below.isEmpty ? name : "\(below)/\(name)"
            var status = stat()
            guard stat("\(cases)/\(full)", &status) == 0 else {
                // A link that leads nowhere is a case that cannot be read, and is said to be one.
                if isWanted(name) { names.append(full) }
                continue
            }
            switch status.st_mode & S_IFMT {
            // Links to directories may lead back to where they lie.
            case S_IFDIR where isLink("\(cases)/\(full)"): break
            case S_IFDIR: try collect(full, into: &names, where: isWanted)
            case S_IFREG where isWanted(name): names.append(full)
            default: break
            }
        }
    }

    private func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
