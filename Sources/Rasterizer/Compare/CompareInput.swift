internal import Glibc

/// A side of a comparison as a user names it: a PDF, an image file, or a directory of image files.
public struct CompareInput: Sendable, Equatable {
    public var path: String
    public var password: String?

    public init(path: String, password: String? = nil) {
        (self.path, self.password) = (path, password)
    }

    /// What an image file's name may end in.
    static let imageExtensions: Set<String> = [
        "png", "jpg", "jpeg", "tif", "tiff", "pnm", "pbm", "pgm", "ppm", "pam", "bmp", "gif", "jp2", "jpx",
    ]

    /// Finds out what there is; nothing is decoded.
    func source() throws(JobError) -> CompareSource {
        var status = stat()
        guard stat(path, &status) == 0 else { throw unreadable(String(cString: strerror(errno))) }
        if status.st_mode & S_IFMT == S_IFDIR {
            return CompareSource(name: path, contents: .images(paths: try images()))
        }
        guard status.st_mode & S_IFMT != S_IFREG || status.st_size > 0 else { throw unreadable("it is empty") }
        return CompareSource(
            name: path,
            contents: try isImage() ? .images(paths: [path]) : .pdf(path: path, password: password))
    }

    private func unreadable(_ why: String) -> JobError {
        JobError(.inputUnreadable, "\(path) cannot be read: \(why).")
    }

    /// The image files of the directory, in the order of the numbers in their names.
    private func images() throws(JobError) -> [String] {
        guard let listing = opendir(path) else { throw unreadable(String(cString: strerror(errno))) }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = DirectoryEntry.name(entry)
            guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { continue }
            guard Self.imageExtensions.contains(name[name.index(after: dot)...].lowercased()) else { continue }
            guard DirectoryEntry.exactName(entry) != nil else {
                throw DirectoryEntry.unusableName(name, in: path)
            }
            names.append(name)
        }
        guard !names.isEmpty else {
            throw unreadable(
                "there are no image files in it (\(Self.imageExtensions.sorted().joined(separator: ", ")))")
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        return names.sorted(by: NumberedName.isOrdered).map { base + $0 }
    }

    /// Whether the file begins as an image does; all else is left to the engine, which says what is wrong with it.
    private func isImage() throws(JobError) -> Bool {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { throw unreadable(String(cString: strerror(errno))) }
        defer { close(fd) }
        var head = [UInt8](repeating: 0, count: 12)
        guard read(fd, &head, head.count) >= 4 else { return false }
        let starts: [[UInt8]] = [
            [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("II*\0".utf8), Array("MM\0*".utf8),
            Array("GIF8".utf8), Array("BM".utf8), [0, 0, 0, 0x0C, 0x6A, 0x50],
        ]
        let isPNM = head[0] == UInt8(ascii: "P") && (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(head[1])
        return isPNM || starts.contains { head.starts(with: $0) }
    }
}
