internal import Glibc

/// The names of files that hold a page each.
public struct PageFileTemplate: Sendable, Equatable {
    /// How page numbers are filled up with zeros.
    public enum Padding: Sendable, Equatable {
        /// To so many digits.
        case digits(Int)
        /// To the digits of the document's last page.
        case pageCount
    }

    /// The directory, and what names begin and end with.
    public var directory, prefix, suffix: String
    /// nil for a name without a number, which one page can have.
    public var padding: Padding?

    public init(directory: String, prefix: String, padding: Padding?, suffix: String) {
        (self.directory, self.prefix, self.padding, self.suffix) = (directory, prefix, padding, suffix)
    }

    /// Reads a path with `%d` or, filled up with zeros, `%03d` in its last part; `%%` stands for a percent sign.
    ///
    /// - Throws: A ``JobError`` if the name cannot be meant.
    public init(parsing path: String) throws(JobError) {
        let slash = path.lastIndex(of: "/")
        directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var rest = (slash.map { path[path.index(after: $0)...] } ?? path[...])
        (prefix, suffix, padding) = ("", "", nil)
        while let percent = rest.firstIndex(of: "%") {
            let literal = rest[..<percent]
            var field = rest[rest.index(after: percent)...]
            let width = field.prefix { $0.isASCII && $0.isNumber }
            field = field.dropFirst(width.count)
            rest = field.dropFirst()
            if width.isEmpty, field.first == "%" {
                append(literal + "%")
            } else if field.first == "d", padding == nil, width.isEmpty || width.first == "0", width.count <= 3 {
                append(literal)
                padding = .digits(Int(width) ?? 1)
            } else {
                throw JobError(
                    .usage, "\(path) is no pattern for page files. Write the page's number once, as %d or such as %03d."
                )
            }
        }
        append(rest)
    }

    private mutating func append(_ literal: some StringProtocol) {
        if padding == nil { prefix += literal } else { suffix += literal }
    }

    /// The path of a page's file.
    ///
    /// - Parameters:
    ///   - page: From zero.
    ///   - pageCount: Pages of the whole document.
    func path(page: Int, of pageCount: Int) -> String {
        var number = ""
        if let padding {
            let digits = if case .digits(let digits) = padding { digits } else { String(pageCount).count }
            number = String(page + 1)
            number = String(repeating: "0", count: max(0, digits - number.count)) + number
        }
        return (directory == "/" ? "" : directory) + "/" + prefix + number + suffix
    }
}

extension PageFileTemplate {
    /// Makes the directory for the files if it is only itself missing.
    func makeDirectory() throws(JobError) {
        guard mkdir(directory, 0o777) != 0, errno != EEXIST else { return }
        throw JobError(.outputUnwritable, "\(directory) cannot be made: \(String(cString: strerror(errno))).")
    }

    /// Makes sure that each page has a file of its own.
    func check(_ pages: [Int]) throws(JobError) {
        if padding == nil, pages.count > 1 {
            throw JobError(
                .usage,
                "\(prefix)\(suffix) has no place for page numbers, and there are \(pages.count) pages. Write %d where they "
                    + "belong, or choose one page with --pages.")
        }
        var seen = Set<Int>()
        for page in pages where !seen.insert(page).inserted {
            throw JobError(.usage, "Page \(page + 1) is selected twice, and both would be written to the same file.")
        }
    }
}
