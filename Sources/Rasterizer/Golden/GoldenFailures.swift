internal import Glibc
internal import SystemPackage

/// The pictures of a case's pages that do not pass, left for people to look at.
struct GoldenFailures {
    private let directory: String

    /// - Parameter root: The directory for all cases.
    init(of own: GoldenCase, in root: String) {
        directory = "\(root)/\(own.name.dropLast(".pdf".count))"
    }

    /// Removes those of an earlier run, so that none is taken for one of this.
    func clear() { PictureFiles.remove(from: directory) }

    /// Copies the pictures.
    ///
    /// - Parameters:
    ///   - golden: Gives the path of a golden's file, if there is one, by its page.
    ///   - spool: Where the pictures lie.
    func write(
        _ pages: [ComparedPage], golden: (Int) -> String?, from spool: FileDescriptor
    ) throws(JobError) {
        for page in pages where !page.status.passes {
            if let number = page.right {
                guard let pictures = page.pictures else { continue }
                try OutputDirectory.make(directory)
                let names = [
                    ("expected", pictures.left), ("actual", pictures.right), ("difference", pictures.difference),
                ]
                for case (let kind, let file?) in names {
                    try PictureFiles.copy(file, from: spool, to: path(number, kind))
                }
            } else if let number = page.left, let file = golden(number) {
                // Its number may be that of another page by now.
                try OutputDirectory.make(directory)
                try PictureFiles.copy(file, to: path(number, "removed.expected"))
            }
        }
    }

    private func path(_ page: Int, _ kind: String) -> String {
        "\(directory)/page-\(GoldenManifest.padded(page)).\(kind).png"
    }
}
